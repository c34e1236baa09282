"""The Mesa model's social graph."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from nksim.core.columns import LAYERS
from nksim.engines.citizens.model import NKModel
from nksim.scenario.loading import load_scenario


def test_graph__is_written_for_gephi_with_layer_bond_and_complicity(tmp_path: Path) -> None:
    """A researcher opens the model's graph in Gephi and finds what binds people."""
    model = NKModel(load_scenario("scenarios/quick.yaml", {"society.size": 200}), rng=1)
    nx.write_gexf(model.graph, tmp_path / "society.gexf")
    graph = nx.read_gexf(tmp_path / "society.gexf")
    assert graph.number_of_nodes() == 200
    assert graph.number_of_edges() == model.society.tie_count > 500
    for *_, tie in graph.edges(data=True):
        assert tie["layer"] in LAYERS
        assert 0.0 <= tie["bond"] <= 1.0
        assert tie["complicity"] == 0.0


def test_graph__carries_the_names_of_a_users_own(tmp_path: Path) -> None:
    """Whoever brings a graph finds their people by name: on it, as citizens, in an export."""
    (tmp_path / "ties.csv").write_text("source,target\nKim Il,Pak\nPak,Lee\n")
    network = {"file": str(tmp_path / "ties.csv")}
    model = NKModel(load_scenario({"network": network}), rng=1)
    names = nx.get_node_attributes(model.graph, "name")
    assert sorted(names.values()) == ["Kim Il", "Lee", "Pak"]
    assert [citizen.name for citizen in model.citizens] == [names[i] for i in range(3)]
    assert {frozenset((names[a], names[b])) for a, b in model.graph.edges} == {
        frozenset(("Kim Il", "Pak")),
        frozenset(("Pak", "Lee")),
    }
    nx.write_gexf(model.graph, tmp_path / "society.gexf")
    written = nx.read_gexf(tmp_path / "society.gexf")
    assert sorted(data["name"] for _, data in written.nodes(data=True)) == ["Kim Il", "Lee", "Pak"]


def test_citizens_of_a_built_society__are_called_by_number() -> None:
    """Nobody has given them names."""
    model = NKModel(load_scenario("scenarios/quick.yaml", {"society.size": 50}), rng=1)
    assert [model.graph.nodes[i]["name"] for i in (0, 49)] == ["0", "49"]
