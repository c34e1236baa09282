"""`nksim.traces` and `nksim trace`: of a run in memory, of a folder with events and without."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from typer.testing import CliRunner

import nksim
from nksim.analysis.cascades.traced import TABLES
from nksim.cli.app import app
from nksim.core.errors import InputError, RunError
from nksim.inference.replaying import stored_history
from tests.fixtures.lively import lively_scenario


@pytest.fixture(scope="module")
def world() -> nksim.Scenario:
    return lively_scenario(run={"until": "2015-06-28"}).model_copy(update={"name": "lively"})


@pytest.fixture(scope="module")
def folder(world: nksim.Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs that kept no events."""
    place = tmp_path_factory.mktemp("traces") / "results"
    nksim.run(world, seed=3, folder=place, replicates=2)
    return place


def test_a_run_made_again__is_traced_like_one_that_kept_its_events(
    world: nksim.Scenario, folder: Path, tmp_path: Path
) -> None:
    """From memory, from a folder without events and from one with them, the tables are the same."""
    nksim.run(world, seed=3, folder=tmp_path / "kept", replicates=2, events=True)
    first = nksim.traces(nksim.run(world, seed=4, events=True))
    found = (
        nksim.traces(nksim.run(world, seed=4)),
        nksim.traces(folder, seed=4),
        nksim.traces(tmp_path / "kept", scenario="lively", seed=4),
    )
    assert len(first.holdings) > 20
    for other in found:
        for name in TABLES:
            assert_frame_equal(plain(getattr(other, name)), plain(getattr(first, name)))
        assert other.sentences == first.sentences


def test_another_run__is_refused(folder: Path, world: nksim.Scenario) -> None:
    """What is made again must end in the state that is stored."""
    stored = nksim.open_results(folder)
    with pytest.raises(RunError, match="ends in another state"):
        stored_history(stored, replace(stored.runs[0], state_hash="0" * 64))
    with pytest.raises(InputError, match=r"^seed=99 is no run .*seeds: 3 to 4"):
        nksim.traces(folder, seed=99)
    with pytest.raises(InputError, match="one run already"):
        nksim.traces(nksim.run(world, seed=4, events=True), seed=4)


def test_trace__writes_tables_graphs_and_figures(folder: Path, tmp_path: Path) -> None:
    """All of them lie in one folder, and the command says where."""
    words = ["trace", str(folder), "--seed", "4", "-o", str(tmp_path / "out"), "--json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["sentences"] == nksim.traces(folder, seed=4).sentences
    names = {Path(path).name for path in answer["files"]}
    assert names == {path.name for path in (tmp_path / "out").iterdir()}
    assert {"cascades.csv", "copies.gexf", "told.gexf", "arrests.gexf", "telling.png"} <= names


def test_trace__prints_the_largest_trees_and_who_told_on_whom(folder: Path) -> None:
    """By default beside the runs, in a folder of the run's own."""
    done = CliRunner().invoke(app, ["trace", str(folder), "--quiet"])
    assert done.exit_code == 0, done.output
    for words in ("the largest trees", "Who told on whom", "holders", "lively-3/cascades.csv"):
        assert words in done.output


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """A table with one word for nothing, whatever its columns hold."""
    return table.astype(object).where(table.notna(), None)
