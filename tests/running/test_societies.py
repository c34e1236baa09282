"""Societies that several runs share: built once, lent, opened, and given to the last."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nksim.running import societies
from nksim.running.options import RunOptions
from nksim.running.societies import Lender, society_for
from nksim.running.work import Batch
from nksim.scenario.loading import load_scenario
from nksim.studies.tasks import Task

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


def batch(**options: object) -> Batch:
    scenario = load_scenario("nksim:quick", {"society.size": 60})
    return Batch((Task(scenario, 1, 0),), RunOptions(**options))  # type: ignore[arg-type]


def test_a_society__is_lent_again_and_given_once() -> None:
    lender = Lender(batch())
    lent = lender.lend()
    assert lender.lend() is lent
    assert lender.give() is lent
    assert lender.lend() is not lent


def test_a_society_that_cannot_be_built__is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def failing(*_: object) -> None:
        tried.append(1)
        raise MemoryError

    monkeypatch.setattr(societies, "society_for", failing)
    lender = Lender(batch())
    for _ in range(3):
        with pytest.raises(MemoryError):
            lender.give()
    assert len(tried) == 1


def test_a_run_alone__is_one_that_writes_over_its_society() -> None:
    assert batch().is_alone
    assert not batch(events=True).is_alone
    assert not batch(engine="citizens").is_alone
