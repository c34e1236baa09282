"""Societies on disk, shared by memory map."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from nksim.core.errors import StoreError
from nksim.engines.run import run
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society
from nksim.store.societies import ABOUT, open_society, save_society

WORLD = load_scenario(
    {"name": "w", "society": {"size": 700}, "run": {"start": "2015-01-05", "until": "2016-01-04"}}
)


def test_a_society_opened_again__is_the_one_that_was_saved(tmp_path: Path) -> None:
    """Every column, the seed, and a run in it, bit for bit; the run leaves the
    files as they were.
    """
    built = build_society(WORLD, 3)
    opened = open_society(save_society(built, tmp_path / "s"))
    for ours, theirs in zip(
        (*built.people, *built.ties, built.household_first),
        (*opened.people, *opened.ties, opened.household_first),
        strict=True,
    ):
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)
    before = {path.name: path.read_bytes() for path in (tmp_path / "s").iterdir()}
    assert run(WORLD, 3, society=opened).state_hash == run(WORLD, 3, society=built).state_hash
    assert {path.name: path.read_bytes() for path in (tmp_path / "s").iterdir()} == before


def test_a_damaged_society__is_refused_in_words(tmp_path: Path) -> None:
    """No folder, no description, a file cut short."""
    with pytest.raises(StoreError, match="cannot be opened"):
        open_society(tmp_path / "none")
    place = save_society(build_society(WORLD, 3), tmp_path / "s")
    (place / "ties.low.npy").write_bytes(b"short")
    with pytest.raises(StoreError, match="society="):
        open_society(place)
    other = save_society(build_society(WORLD, 4), tmp_path / "other")
    for name, words in (("ties.low", "belong"), ("people.age", "belong"), ("ties.first", "differ")):
        whole = save_society(build_society(WORLD, 3), tmp_path / name)
        source = "people.wealth" if name == "people.age" else name
        shutil.copy(other / f"{source}.npy", whole / f"{name}.npy")
        with pytest.raises(StoreError, match=words):
            open_society(whole)
    os.unlink(place / "ties.high.npy")
    os.mkfifo(place / "ties.high.npy")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_society(place)
    (place / ABOUT).write_text("{}")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_society(place)
