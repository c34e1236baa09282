"""A repaired folder holds what was whole; the same work done again makes the rest
and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

import pytest

from nksim.core.errors import StoreError
from nksim.store.clearing import strays
from nksim.store.locking import writing_to
from nksim.store.merging import compact
from nksim.store.repairing import ASIDE, repair
from nksim.store.results import open_results
from nksim.store.saving import save_finished, save_scenarios
from tests.fixtures.folders import (
    COMMAND,
    MANIFEST_DAMAGES,
    PART_DAMAGES,
    RUNS,
    as_of_version_0_1_0,
    part,
    small_folder,
)
from tests.fixtures.killing import tables


def made_again(folder: Path) -> dict[str, str]:
    save_finished(RUNS, folder, COMMAND)
    save_scenarios([run.scenario for run in RUNS], folder)
    compact(folder)
    return tables(folder)


@pytest.fixture
def calm(tmp_path: Path) -> dict[str, str]:
    folder = small_folder(tmp_path / "calm")
    compact(folder)
    return tables(folder)


# Without sums these can be told at most from the number of outcomes.
UNSEEN = ("missing", "doubled", "one bit")


@pytest.mark.parametrize(
    ("name", "summed"),
    [(name, True) for name in PART_DAMAGES]
    + [(name, False) for name in PART_DAMAGES if name not in UNSEEN],
)
def test_a_damaged_part__costs_its_own_runs_only(
    tmp_path: Path, calm: dict[str, str], name: str, summed: bool
) -> None:
    """Two of eight runs are to be made again; the folder then ends as one that was
    never damaged.
    """
    folder = small_folder(tmp_path / "r")
    if not summed:
        as_of_version_0_1_0(folder)
    damage, _ = PART_DAMAGES[name]
    damage(folder)
    repaired = repair(folder)
    assert (repaired.whole, len(repaired.again), repaired.rebuilt) == (6, 2, False)
    assert "outcomes/part-00001.parquet" in dict(repaired.damaged)
    assert {run.key for run in repaired.again} == {run.run.key for run in RUNS[2:4]}
    assert len(open_results(folder).outcomes) == 6
    assert made_again(folder) == calm
    assert not repair(folder).damaged


@pytest.mark.parametrize("name", MANIFEST_DAMAGES)
def test_a_damaged_manifest__costs_no_run(tmp_path: Path, calm: dict[str, str], name: str) -> None:
    """Parts say by themselves which runs they hold."""
    folder = small_folder(tmp_path / "r")
    MANIFEST_DAMAGES[name](folder)
    repaired = repair(folder)
    assert (repaired.whole, repaired.again, repaired.rebuilt) == (8, (), True)
    results = open_results(folder)
    assert sorted(results.outcomes["seed"]) == sorted(list(range(4)) * 2)
    assert results.scenarios.keys() == {"a", "b"}
    assert made_again(folder) == calm


def test_a_manifest_cut_off__keeps_what_it_says(tmp_path: Path) -> None:
    """The lines before the cut have the command and hashes of final states."""
    folder = small_folder(tmp_path / "r")
    path = folder / "manifest.json"
    path.write_text(path.read_text()[:-200])
    repaired = repair(folder)
    assert repaired.manifest.command == COMMAND
    assert repaired.manifest.expected == 8
    assert [run.state_hash != "" for run in repaired.manifest.runs] == [True] * 7 + [False]
    assert {run.seed for run in repaired.manifest.shown_runs} == {0, 1, 2, 3}


def test_manifest_and_part_lost__leave_the_others(tmp_path: Path) -> None:
    """Nobody knows any more which runs were in it; how many were asked for is gone, too."""
    folder = small_folder(tmp_path / "r")
    (folder / "manifest.json").unlink()
    part(folder, "survey").write_bytes(b"PAR1")
    assert repair(folder).whole == 6
    assert (folder / ASIDE / "survey/part-00001.parquet").read_bytes() == b"PAR1"


def test_a_part_of_another_folder__is_named_and_set_aside(tmp_path: Path) -> None:
    """It lies there beside the others, and does not count."""
    folder = small_folder(tmp_path / "r")
    part(folder, number=7).write_bytes(part(folder, number=0).read_bytes())
    assert strays(folder) == [part(folder, number=7)]
    assert len(open_results(folder).outcomes) == 8
    repaired = repair(folder)
    assert dict(repaired.damaged)["outcomes/part-00007.parquet"].startswith("is not in the list")
    assert (strays(folder), repaired.whole) == ([], 8)


def test_a_damaged_scenario__is_written_again_by_the_same_command(tmp_path: Path) -> None:
    """Runs do not depend on it any more."""
    folder = small_folder(tmp_path / "r")
    (path,) = (folder / "scenarios").glob("a-*.yaml")
    path.write_text("name: [")
    repaired = repair(folder)
    assert (repaired.whole, repaired.scenarios) == (8, ("a",))
    assert not path.exists()


@pytest.mark.parametrize("table", ["survey", "scenarios"])
def test_a_file_in_the_place_of_a_table__is_set_aside(
    tmp_path: Path, calm: dict[str, str], table: str
) -> None:
    """It costs what lay there, and the same work done again makes it; later files find room."""
    folder = small_folder(tmp_path / "r")
    for number in (1, 2):
        rmtree(folder / table)
        (folder / table).write_text(f"notes {number}")
        repaired = repair(folder)
        assert dict(repaired.damaged)[table] == "is a file where a folder belongs"
        assert made_again(folder) == calm
    first = min((folder / table).iterdir())
    first.write_bytes(b"")
    assert str(first.relative_to(folder)) in dict(repair(folder).damaged)
    aside = [path.read_bytes() for path in (folder / ASIDE).rglob("*") if path.is_file()]
    assert {b"", b"notes 1", b"notes 2"} <= {*aside}


def test_what_is_in_the_way_of_repairing__is_named(tmp_path: Path) -> None:
    """An option that repairing does not have is not."""
    folder = small_folder(tmp_path / "r")
    (folder / ".lock").unlink(missing_ok=True)
    (folder / ".lock").mkdir()
    with pytest.raises(StoreError, match=r"\.lock is a folder.* delete it$"):
        repair(folder)
    (folder / ".lock").rmdir()
    part(folder).write_bytes(b"")
    (folder / ASIDE).write_text("notes")
    with pytest.raises(StoreError, match="set-aside is a file where a folder belongs; give it an"):
        repair(folder)


def test_a_whole_folder__is_left_as_it_is(tmp_path: Path) -> None:
    """Whoever repairs in vain finds nothing changed."""
    folder = small_folder(tmp_path / "r")
    before = tables(folder), (folder / "manifest.json").read_bytes()
    assert not repair(folder).damaged
    assert (tables(folder), (folder / "manifest.json").read_bytes()) == before


def test_what_cannot_be_repaired__is_said(tmp_path: Path) -> None:
    """Other folders, folders that are being written, and those of a newer nksim."""
    with pytest.raises(StoreError, match="holds no results"):
        repair(tmp_path)
    folder = small_folder(tmp_path / "r")
    with writing_to(folder), pytest.raises(StoreError, match="being written"):
        repair(folder)
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"format": 3', '"format": 99')[:-5])
    with pytest.raises(StoreError, match="update nksim"):
        repair(folder)
