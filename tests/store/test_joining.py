"""Folders of array jobs, joined: the same files as if one command had made all runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import nksim
from nksim.core.errors import InputError, StoreError
from nksim.scenario.scenario import Scenario
from nksim.store.compared import compared_in
from nksim.store.finished import SWEEP_TABLES, FinishedRun, finished_run
from nksim.store.merging import compact
from nksim.store.results import open_results
from nksim.store.saving import save_finished
from tests.fixtures.killing import tables
from tests.fixtures.studies import study_folder
from tests.fixtures.worlds import fake_result, short_scenario


def run_of(name: str, seed: int, number: int, **changes: object) -> FinishedRun:
    """A run of a scenario with this seed, as the replicate of this number."""
    world: Scenario = short_scenario(name=name, **changes)
    return finished_run(fake_result(world, seed, number), SWEEP_TABLES)


def job(folder: Path, seeds: range, names: tuple[str, ...] = ("b", "a")) -> Path:
    """What one job of an array leaves: its seeds, numbered from 0."""
    runs = [run_of(name, seed, place) for place, seed in enumerate(seeds) for name in names]
    save_finished(runs, folder, "nksim sweep tiny.yaml", expected=len(runs))
    compact(folder)
    return folder


def test_jobs__become_what_one_command_would_have_made(tmp_path: Path) -> None:
    """Every table, byte by byte, with replicates numbered through, in whatever order they come."""
    whole = job(tmp_path / "whole", range(1, 7))
    parts = [job(tmp_path / f"part{first}", range(first, first + 2)) for first in (5, 1, 3)]
    joined = nksim.merge(parts, tmp_path / "joined")
    assert (joined.runs, joined.folders, joined.doubled, joined.failed) == (12, 3, 0, 0)
    assert tables(tmp_path / "joined") == tables(whole)
    found = open_results(tmp_path / "joined").outcomes
    assert list(found["replicate"]) == [0, 1, 2, 3, 4, 5] * 2


def test_a_run_in_two_folders__is_taken_once_where_both_agree(tmp_path: Path) -> None:
    """Jobs that overlap do no harm."""
    one, two = job(tmp_path / "one", range(1, 4)), job(tmp_path / "two", range(3, 6))
    joined = nksim.merge([one, two], tmp_path / "joined")
    assert (joined.runs, joined.doubled) == (10, 2)
    assert tables(tmp_path / "joined") == tables(job(tmp_path / "whole", range(1, 6)))


def test_a_run_in_two_folders__is_refused_where_they_differ(tmp_path: Path) -> None:
    """The same scenario and seed cannot end in two ways; nothing is written."""
    one, two = job(tmp_path / "one", range(1, 3), ("a",)), tmp_path / "two"
    other = run_of("a", 2, 0)
    save_finished([replace(other, run=replace(other.run, state_hash="f" * 64))], two)
    with pytest.raises(InputError, match=r"scenario=a, seed=2 lies in .* different states"):
        nksim.merge([one, two], tmp_path / "joined")
    assert not (tmp_path / "joined").exists()


def test_folders_that_do_not_belong_together__are_refused(tmp_path: Path) -> None:
    """Other names, another content under one name, a folder in use, one folder alone."""
    one, others = job(tmp_path / "one", range(1, 3)), job(tmp_path / "two", range(3, 5), ("b", "c"))
    with pytest.raises(InputError, match=r"hold different scenarios \(b, a; b, c\)"):
        nksim.merge([one, others], tmp_path / "joined")
    changed = [run_of(name, 9, 0, society={"size": 900}) for name in ("b", "a")]
    save_finished(changed, tmp_path / "changed")
    with pytest.raises(InputError, match=r"scenario=a is not the same in"):
        nksim.merge([one, tmp_path / "changed"], tmp_path / "joined")
    with pytest.raises(InputError, match="holds results already"):
        nksim.merge([one, job(tmp_path / "three", range(3, 5))], others)
    with pytest.raises(InputError, match="is one of the folders to join"):
        nksim.merge([one, others], one)
    with pytest.raises(InputError, match="at least two folders"):
        nksim.merge([one], tmp_path / "joined")
    with pytest.raises(StoreError):
        nksim.merge([one, tmp_path / "nothing"], tmp_path / "joined")
    assert not (tmp_path / "joined").exists()


def test_a_study_in_parts__is_compared_again(tmp_path: Path) -> None:
    """Differences of the whole stand in the joined folder, over all pairs."""
    parts = [study_folder(tmp_path / f"part{first}", first=first) for first in (1, 7)]
    nksim.merge(parts, tmp_path / "joined")
    study, results = compared_in(tmp_path / "joined"), open_results(tmp_path / "joined")
    assert study == compared_in(parts[0])
    assert set(results.differences["replicates"].dropna()) == {12}
    assert nksim.report(tmp_path / "joined").stat().st_size > 0
