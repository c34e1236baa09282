"""Parts and their order: whatever batches runs came in, the folder ends the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from nksim.core.errors import StoreError
from nksim.store import merging
from nksim.store.finished import SWEEP_TABLES, failed_run, finished_run
from nksim.store.locking import writing_to
from nksim.store.merging import compact
from nksim.store.results import open_results
from nksim.store.saving import save_design, save_finished
from tests.fixtures.killing import tables
from tests.fixtures.worlds import fake_result, short_scenario

RUNS = [
    finished_run(fake_result(short_scenario(name=name), seed, seed), SWEEP_TABLES)
    for seed in range(6)
    for name in ("b", "a")
]


def saved(folder: Path, batches: list[list[int]]) -> dict[str, str]:
    for batch in batches:
        save_finished([RUNS[place] for place in batch], folder)
    compact(folder)
    return tables(folder)


@pytest.mark.parametrize(
    "batches",
    [
        [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [11]],
        [[11, 3, 7], [0, 1, 2], [4, 5, 6, 8], [9, 10]],
        [[5, 4], [5, 4, 3, 2], [0, 1, 6, 7, 8, 9, 10, 11], [0, 11]],
    ],
)
def test_batches__leave_no_trace(tmp_path: Path, batches: list[list[int]]) -> None:
    """Every table file is the same, byte by byte, as if all runs had come at once."""
    assert saved(tmp_path / "some", batches) == saved(tmp_path / "once", [list(range(12))])


@pytest.mark.parametrize(
    "batches", [[[*range(12)]], [[3], [5, 4], [0, 1, 2], [6, 7, 8, 9, 10, 11]]]
)
def test_parts__hold_no_more_rows_than_fit_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: list[list[int]]
) -> None:
    """Long runs make many parts, the same whatever batches they came in."""
    whole = saved(tmp_path / "whole", [[*range(12)]])
    largest = max(len(RUNS[0].tables[name]) for name in RUNS[0].tables)
    monkeypatch.setattr(merging, "ROWS_A_PART", 5 * largest)
    cut = saved(tmp_path / "cut", batches)
    assert len(cut) == 3 * len(whole)  # four runs a part
    assert cut == saved(tmp_path / "again", [[*range(12)]])
    read, once = (open_results(tmp_path / name).outcomes for name in ("cut", "whole"))
    by = ["scenario", "seed"]
    assert_frame_equal(*(found.sort_values(by, ignore_index=True) for found in (read, once)))


def test_one_batch__is_in_order_when_it_is_saved(tmp_path: Path) -> None:
    """Runs that come at once are written once, in the order in which a whole folder holds them."""
    save_finished([RUNS[place] for place in (5, 3, 8, 0)], tmp_path)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*.parquet")}
    compact(tmp_path)
    assert {path: path.stat().st_ino for path in tmp_path.rglob("*.parquet")} == before


def test_writer_killed_at_any_file__loses_nothing_that_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill while parts are put in place: what the manifest names is whole, and going on ends as
    it should.
    """
    import os

    calm, place = saved(tmp_path / "calm", [list(range(12))]), os.replace
    for dies_at in range(1, 9):
        folder, moves = tmp_path / f"killed{dies_at}", [0]

        def dying(
            source: str, target: str, moves: list[int] = moves, dies_at: int = dies_at
        ) -> None:
            moves[0] += 1
            if moves[0] == dies_at:
                raise KeyboardInterrupt
            place(source, target)

        monkeypatch.setattr("nksim.store.writing.os.replace", dying)
        with pytest.raises(KeyboardInterrupt):
            saved(folder, [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]])
        monkeypatch.setattr("nksim.store.writing.os.replace", place)
        if (folder / "manifest.json").exists():
            assert len(open_results(folder).outcomes) in (6, 12)
        assert saved(folder, [list(range(12))]) == calm


@pytest.mark.slow
def test_many_batches__stay_few_files(tmp_path: Path) -> None:
    """Eight parts of a size become one, so that a hundred batches are a handful of files, also
    before the end.
    """
    for place in range(100):
        save_finished(
            [finished_run(fake_result(short_scenario(), place, place), ("outcomes",))], tmp_path
        )
    assert len(list((tmp_path / "outcomes").iterdir())) < 2 * merging.TOGETHER
    assert open_results(tmp_path).outcomes["seed"].tolist() == list(range(100))


def test_many_scenarios__are_rows_and_not_files(tmp_path: Path) -> None:
    """A sweep's thousand points do not make a thousand files, and each can be read again."""
    runs = [
        finished_run(
            fake_result(short_scenario(name=f"p{place}", media={"copy_chance": place / 200}), 1),
            ("outcomes",),
        )
        for place in range(80)
    ]
    save_finished(runs, tmp_path)
    assert len(list((tmp_path / "scenarios").iterdir())) == 1
    assert open_results(tmp_path).scenarios["p70"].media.copy_chance == 0.35


def test_failed_run__is_a_row_until_it_succeeds(tmp_path: Path) -> None:
    """Its error stands beside the others' results; tried again and well, it is one of them."""
    save_finished(
        [RUNS[0], failed_run(short_scenario(name="a"), 0, 0, "GraphError: loops")],
        tmp_path,
        expected=2,
    )
    results = open_results(tmp_path)
    assert (results.progress, results.failures["error"].tolist()) == ((1, 2), ["GraphError: loops"])
    save_finished([RUNS[1]], tmp_path)
    assert open_results(tmp_path).progress == (2, 2)


def test_second_writer__is_turned_away(tmp_path: Path) -> None:
    """Two nksim in one folder: the second is told, and may come back."""
    with (
        writing_to(tmp_path / "r"),
        pytest.raises(StoreError, match="being written by another nksim"),
        writing_to(tmp_path / "r"),
    ):
        pass
    with writing_to(tmp_path / "r"):
        pass


def test_table_not_kept__is_said(tmp_path: Path) -> None:
    """A sweep keeps no weekly series; a design is there if it was given."""
    save_finished(RUNS[:2], tmp_path)
    results = open_results(tmp_path)
    with pytest.raises(StoreError, match="keeps no table series"):
        _ = results.series
    assert results.design is None
    save_design(results.outcomes[["scenario"]], tmp_path)
    assert open_results(tmp_path).design is not None


def test_run_saved_again_with_events__has_its_rows_once(tmp_path: Path) -> None:
    """Its old rows lie in a part shared with another run; merging leaves them behind."""
    from dataclasses import replace

    one, other = RUNS[0], RUNS[1]
    save_finished([one, other], tmp_path)
    save_finished([replace(one, run=replace(one.run, events=True))], tmp_path)
    compact(tmp_path)
    assert sorted(open_results(tmp_path).outcomes["scenario"]) == ["a", "b"]


def test_reader_of_an_earlier_moment__finds_all_its_rows(tmp_path: Path) -> None:
    """A writer merges and puts in order while somebody has the folder open."""
    save_finished(RUNS[:3], tmp_path)
    save_finished(RUNS[3:6], tmp_path)
    opened = open_results(tmp_path)
    compact(tmp_path)
    save_finished(RUNS[6:], tmp_path)
    assert len(opened.outcomes) == 6
