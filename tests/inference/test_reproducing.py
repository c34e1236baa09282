"""A stored study made again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from nksim.inference.verification.reproducing import reproduce
from nksim.running.executors import Threads
from nksim.running.runner import run_all
from nksim.running.work import Work
from nksim.scenario.loading import load_scenario
from nksim.store.finished import STUDY_TABLES
from nksim.store.results import open_results
from nksim.studies.tasks import Task
from tests.fixtures.folders import seal_again

WORLD = load_scenario(
    {"name": "w", "society": {"size": 300}, "run": {"start": "2015-01-05", "until": "2016-01-04"}}
)


def stored(folder: Path, tables: tuple[str, ...] | None) -> Path:
    tasks = [Task(WORLD, seed, seed) for seed in range(2)]
    run_all(Work(tasks, folder, tables=tables), Threads(1))
    return folder


def test_a_study_made_again__is_the_same(tmp_path: Path) -> None:
    """Whether all tables were kept or those of a study."""
    for name, tables in (("all", None), ("some", STUDY_TABLES)):
        found = reproduce(stored(tmp_path / name, tables), Threads(1))
        assert found.identical, found.first_difference
        assert found.runs == 2
        assert found.model_then == found.model_now
        assert "series" in found.tables


def test_scenarios_in_any_order__are_compared_each_with_itself(tmp_path: Path) -> None:
    """A study stands with its baseline first, whatever its name."""
    worlds = [
        load_scenario(WORLD, {"name": name, "society.trader_share": share})
        for name, share in (("z", 0.06), ("a", 0.1))
    ]
    run_all(Work([Task(world, 1, 0) for world in worlds], tmp_path / "r"), Threads(1))
    found = reproduce(tmp_path / "r", Threads(1))
    assert found.identical, found.first_difference
    assert open_results(tmp_path / "r").scenario_names == ("z", "a")


def test_a_changed_number__is_found(tmp_path: Path) -> None:
    """One cell of one table is touched: where, what it was, what it is."""
    folder = stored(tmp_path / "r", None)
    (part,) = (folder / "series").iterdir()
    table = pd.read_parquet(part)
    row = int(table.index[(table["week"] == 7) & (table["province"] == "all")][0])
    table.loc[row, "holding"] += 1
    table.to_parquet(part)
    seal_again(folder)
    found = reproduce(folder, Threads(1))
    assert not found.identical
    assert found.first_difference.startswith("series: scenario=w replicate=0 seed=0 week=7 ")
    assert "province=all: holding=" in found.first_difference
    assert len(open_results(folder).runs) == 2
