"""A fit that is too sure, or that learns nothing, is found out by made-up truths."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import nksim
from nksim.core.errors import InputError, StoreError
from nksim.inference.calibration.observed import Observed
from nksim.inference.calibration.proposing import anywhere, chance
from nksim.inference.calibration.recovering import Recovery, as_weights, recover
from nksim.inference.calibration.table import table_in
from tests.inference.fits import SEEN, small

KEYS = ("a.x", "a.y", "a.z")
FIGURES = (Observed("C1", 0.5, 0.08), Observed("C2", 0.5, 0.08), Observed("C3", 0.5, 0.1))
Weigh = Callable[[np.ndarray], np.ndarray]


@cache
def recovery(weigh: Weigh = as_weights, luck: float = 0.03, seed: int = 5) -> Recovery:
    """A model of three numbers: one figure is bent in x, one mixes x and y, one is of y and z."""
    shares = anywhere(seed, len(KEYS), 350)
    x, y, z = shares.T
    said = np.column_stack([x + 0.3 * x**2, 0.6 * x + 0.4 * y, 0.8 * y + 0.2 * z])
    said += luck * chance(seed).standard_normal(said.shape)
    return recover(KEYS, FIGURES, shares, said, weigh=weigh)


def test_an_honest_fit__passes_and_says_what_it_finds() -> None:
    """x and y are found; of z hardly anything is said, and that is no fault."""
    found = recovery()
    assert found.faults == []
    assert found.ranks.shape == (200, 3)
    assert found.learnt == ["a.x", "a.y"]
    table = found.table.set_index("key")
    assert table.loc["a.x", "contraction"] > 0.8 > 0.2 > table.loc["a.z", "contraction"] > -0.2
    assert 0.86 < found.held.mean() < 0.94


@pytest.mark.parametrize(
    ("weigh", "words"),
    [
        (lambda logs: as_weights(4 * logs), "the fit is too sure"),
        (lambda logs: as_weights(logs / 9), "the fit is not sure enough"),
        (lambda logs: np.full(len(logs), 1 / len(logs)), "no number is found better"),
    ],
)
def test_a_planted_fault__is_named(weigh: Weigh, words: str) -> None:
    """Errors taken for half or three times of what they are, and figures that are not heard."""
    assert any(words in fault for fault in recovery(weigh).faults)


def test_a_fit_that_looks_aside__is_found_by_its_ranks() -> None:
    """It takes every x for a little less: the truths lie above, though intervals hold many."""
    found = recovery()
    aside = np.clip(found.ranks + 0.12, 0.0, 1.0)
    moved = Recovery(found.keys, aside, found.nearer, found.contraction)
    assert any("unevenly" in fault for fault in moved.faults)


def test_luck_of_runs__is_part_of_what_is_not_known() -> None:
    """With much luck intervals are wide, and hold what they promise."""
    found = recovery(luck=0.2)
    assert found.faults == []
    assert found.contraction.mean() < recovery().contraction.mean()


@pytest.mark.parametrize("truths", [0, 331, 1000])
def test_too_few_runs__are_refused_with_how_many_truths_will_do(truths: int) -> None:
    shares = anywhere(1, 3, 350)
    with pytest.raises(InputError, match="give truths of 1 to 320, or make a fit with a larger"):
        recover(KEYS, FIGURES, shares, shares, truths=truths)


def test_the_folder_of_a_fit__is_asked_without_a_run(tmp_path: Path) -> None:
    """Its table is what the fit had made; bounds are no figures and are left out."""
    small(tmp_path)
    table = table_in(tmp_path)
    assert table.keys == ("a.x", "a.y")
    assert [row.id for row in table.observed] == [row.id for row in SEEN]
    assert table.shares.shape == table.statistics.shape == (60, 2)
    assert np.abs(table.statistics[:, 0] - table.shares[:, 0]).max() < 0.03
    before = (tmp_path / "runs.jsonl").read_bytes()
    found = nksim.verify.recovery(tmp_path, truths=20)
    assert found.learnt[:1] == ["a.x"]
    assert (tmp_path / "runs.jsonl").read_bytes() == before
    assert [path.exists() for path in found.files] == [True, True]
    assert list(pd.read_csv(found.files[1])) == ["a.x", "a.y"]
    assert [path.name for path in found.figures()] == ["ranks.png"]


def test_a_folder_without_a_fit__is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no fit; give the folder of a `nksim calibrate`"):
        nksim.verify.recovery(tmp_path)
    (tmp_path / "asked.json").write_text("[]", encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged and says nothing"):
        nksim.verify.recovery(tmp_path)
