"""Societies that several runs share: built once, then opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nksim.running.societies import society_for
from nksim.scenario.loading import load_scenario

WORLD = load_scenario({"society": {"size": 700}, "run": {"start": "2015-01-05"}})


def test_a_kept_society__is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is opened; another seed is another society; without a folder nothing is
    kept.
    """
    first = society_for(WORLD, 3, 1, tmp_path)
    monkeypatch.setattr(
        "nksim.running.societies.build_society", lambda *_: pytest.fail("built again")
    )
    np.testing.assert_array_equal(society_for(WORLD, 3, 1, tmp_path).ties.low, first.ties.low)
    monkeypatch.undo()
    assert not np.array_equal(society_for(WORLD, 4, 1, tmp_path).ties.low, first.ties.low)
    assert len(list(tmp_path.iterdir())) == 2
    society_for(WORLD, 5, 1, None)
    assert len(list(tmp_path.iterdir())) == 2
