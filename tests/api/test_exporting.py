"""A society as a graph: the people and ties of one stored run, as they are at its end."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import nksim
from nksim.core.errors import InputError, RunError
from nksim.scenario.scenario import Scenario

READ = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}


@pytest.fixture(scope="module")
def world() -> Scenario:
    return nksim.load_scenario("nksim:quick", {"society.size": 200, "run.until": "2012-12-30"})


@pytest.fixture(scope="module")
def folder(world: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("graphs") / "results"
    nksim.run(world, seed=3, folder=place, replicates=2)
    return place


@pytest.mark.parametrize("to", ["gexf", "graphml"])
def test_a_society__is_read_back_as_it_is_at_the_end(
    world: Scenario, folder: Path, tmp_path: Path, to: str
) -> None:
    """Everybody and every tie, with what they are and what became of them."""
    place = nksim.export(folder, to, tmp_path, seed=4)
    graph = READ[to](place / f"{world.name}-4.{to}")
    run = nksim.start(world, seed=4).run()
    assert graph.number_of_nodes() == len(run.people)
    assert graph.number_of_edges() == len(run.ties)
    for number in (0, 57, 199):
        row, node = run.people.iloc[number], graph.nodes[str(number)]
        assert (node["province"], node["sex"], node["status"]) == (
            row.province,
            row.sex,
            row.status,
        )
        assert node["perceived_risk"] == pytest.approx(row.perceived_risk)
        watched = run.people["last_watched_korean"].notna().iloc[number]
        assert ("last_watched_korean" in node) == watched
    tie = run.ties.iloc[5]
    edge = graph.edges[str(tie.low), str(tie.high)]
    assert edge["layer"] == tie.layer
    assert edge["bond"] == pytest.approx(tie.bond)
    assert edge["weight"] == pytest.approx(tie.bond)


def test_a_run_that_there_is_not__is_refused(folder: Path) -> None:
    """The scenarios and seeds that there are stand in the message."""
    with pytest.raises(InputError, match=r"seed=99 is no run .*seeds: 3 to 4"):
        nksim.export(folder, "gexf", seed=99)


def test_a_run_that_ends_otherwise_now__is_not_passed_off_as_the_stored_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results of another model have a state that this one cannot make again."""
    monkeypatch.setattr("nksim.running.open_run.OpenRun.state_hash", "other")
    with pytest.raises(RunError, match="ends in another state"):
        nksim.export(folder, "graphml")
