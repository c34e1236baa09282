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
