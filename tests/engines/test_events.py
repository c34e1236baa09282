"""The table of single events."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

import nksim
from nksim.scenario.loading import load_scenario
from nksim.store.results import open_results
from nksim.store.saving import save_run

LIVELY = {
    "run": {"start": "2012-01-01", "until": "2012-06-30"},
    "media": {"import_rate_chinese": 0.5, "nontrader_import_share": 1.0},
}


def test_events__carry_the_names_of_a_users_own_graph(tmp_path: Path) -> None:
    """Who offered what to whom is said by the names of the graph, also in a folder of results."""
    graph = nx.relabel_nodes(nx.watts_strogatz_graph(60, 6, 0.1, seed=1), lambda i: f"Kim {i}")
    nx.set_node_attributes(graph, "Ryanggang", "province")
    nx.write_graphml(graph, tmp_path / "kims.graphml")
    world = LIVELY | {"network": {"file": str(tmp_path / "kims.graphml")}}
    result = nksim.run(load_scenario(world), 1, events=True)
    names = nksim.build_society(load_scenario(world), 1).labels
    events = result.events
    assert names is not None
    assert events is not None
    assert len(events) > 10
    assert events["citizen_name"].tolist() == [names[i] for i in events["citizen"]]
    others = events["other"].fillna(-1).tolist()
    called = events["other_name"].fillna("").tolist()
    assert called == [names[i] if i >= 0 else "" for i in others]
    stored = open_results(save_run(result, tmp_path / "results")).events
    assert stored is not None
    assert stored["citizen_name"].tolist() == events["citizen_name"].tolist()


def test_events_of_a_built_society__have_no_names() -> None:
    """Nobody has given them any."""
    world = LIVELY | {"society": {"size": 300}}
    events = nksim.run(load_scenario(world), 1, events=True).events
    assert events is not None
    assert "citizen_name" not in events
