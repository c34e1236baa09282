from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from nksim.core.errors import FileError, GraphError, GraphWarning, InputError
from nksim.evidence.register import provinces
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Network
from nksim.society.building import build_society
from nksim.society.graph_export import to_networkx
from nksim.society.graph_sources import load_graph
from nksim.society.graphs import society_from_graph
from nksim.society.society import Society

WORLD = Scenario()
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b '
    '"&a;&a;&a;">]><graphml>&b;</graphml>'
)


def labelled(**edge: object) -> nx.Graph:
    graph = nx.path_graph(5)
    graph.edges[1, 2].update(edge)
    return graph


def looped() -> nx.Graph:
    graph = nx.path_graph(3)
    graph.add_edge(1, 1)
    return graph


def torn() -> nx.Graph:
    graph = nx.path_graph(3)
    graph.nodes[0].update(household="a", province="Pyongyang")
    graph.nodes[1].update(household="a", province="Kangwon")
    return graph


def lost() -> nx.Graph:
    graph = nx.path_graph(3)
    graph.nodes[0]["province"] = "Seoul"
    return graph


BAD = {
    "directed": (nx.DiGraph([(0, 1)]), "directed"),
    "parallel": (nx.MultiGraph([(0, 1), (0, 1)]), "parallel"),
    "loop": (looped(), "self-loop at node 1"),
    "empty": (nx.Graph(), "nodes=0"),
    "bond above 1": (labelled(bond=1.5), r"bond=1.5.*0\.\.1"),
    "bond below 0": (labelled(bond=-0.1), r"bond=-0.1.*0\.\.1"),
    "bond no number": (labelled(bond="strong"), "bond='strong'"),
    "layer": (labelled(layer="enemy"), "layer='enemy'.*household"),
    "province": (lost(), "province='Seoul'.*Ryanggang"),
    "torn household": (torn(), "province=Pyongyang and province=Kangwon"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_graph__is_refused_with_what_to_do(case: str) -> None:
    """A graph that cannot be a society is refused in one clear sentence."""
    graph, message = BAD[case]
    with pytest.raises(GraphError, match=message):
        society_from_graph(graph, WORLD, 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.graphml", "<graphml"),
        ("x.gexf", "no xml"),
        ("x.gml", "graph [ node ["),
        ("x.graphml", BOMB),
        ("x.gexf", BOMB),
        ("x.xlsx", "a"),
        ("x.csv", "source,target\na\n"),
        ("x.csv", "source,target,bond\na,b,strong\n"),
    ],
)
def test_bad_file__is_refused_by_name(tmp_path: Path, name: str, text: str) -> None:
    """Malformed files, unknown endings and XML that swells are refused, naming the file."""
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=rf"network\.file={name}"):
        load_graph(Network(file=str(tmp_path / name)), 1)


def test_missing_file__is_refused(tmp_path: Path) -> None:
    """A file that is not there is said to be missing."""
    with pytest.raises(FileError, match=r"network\.file=.*none\.gml: there is no such file"):
        load_graph(Network(file=str(tmp_path / "none.gml")), 1)


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
def test_society__comes_back_from_a_file(tmp_path: Path, village: Society, suffix: str) -> None:
    """A society written for Gephi and read again has the same people, homes, ties and bonds."""
    path = tmp_path / f"village{suffix}"
    writer = nx.write_gexf if suffix == ".gexf" else nx.write_graphml
    writer(to_networkx(village), path)
    back = society_from_graph(load_graph(Network(file=str(path)), 1).graph, WORLD, 1)
    for column in ("province", "household", "age", "woman", "role", "songbun"):
        assert (getattr(back.people, column) == getattr(village.people, column)).all(), column
    for column in ("low", "high", "layer", "bond", "first", "reverse_first", "reverse"):
        assert (getattr(back.ties, column) == getattr(village.ties, column)).all(), column


def test_to_networkx__shows_the_ties_of_the_day(village: Society) -> None:
    """Bonds and complicity of a running society stand on the edges as numbers from 0 to 1."""
    bond, complicity = (
        np.full(village.tie_count, 16384, np.uint16),
        np.full(village.tie_count, 32768, np.uint16),
    )
    _, _, data = next(iter(to_networkx(village, bond, complicity).edges(data=True)))
    assert (data["bond"], data["complicity"]) == (0.5, 1.0)


def test_nodes_without_province__are_spread_over_the_country() -> None:
    """A graph that names no provinces is spread by the census and not put at the border."""
    society = society_from_graph(nx.watts_strogatz_graph(20_000, 6, 0.1, seed=1), WORLD, 1)
    census = {row.province: row.population_2008 for row in provinces()}
    wanted = np.array([census[name] for name in PROVINCES]) / sum(census.values())
    assert (
        np.abs(np.bincount(society.people.province, minlength=10) / society.size - wanted).max()
        < 0.001
    )
    assert np.diff(society.district_first).max() < 3_000
    built = build_society(Scenario.model_validate({"society": {"size": 20_000}}), 1)
    assert abs(society.people.border.mean() - built.people.border.mean()) < 0.01


def test_names__stand_in_natural_order() -> None:
    """n2 comes before n10, and the names are kept."""
    graph = nx.relabel_nodes(nx.path_graph(12), lambda i: f"n{i}")
    assert society_from_graph(graph, WORLD, 1).labels == tuple(f"n{i}" for i in range(12))


def test_told_traits__are_kept() -> None:
    """Children of a graph have no role, and the hostile class no core trust."""
    graph = nx.path_graph(200)
    nx.set_node_attributes(graph, {i: {"age": "0-14", "songbun": "hostile"} for i in range(100)})
    people = society_from_graph(graph, WORLD, 1).people
    assert (people.age == 0).sum() == 100
    assert (people.role[people.age == 0] == 0).all()
    assert people.trust_mean[people.age == 0].max() < 0.46


def test_csv__carries_layers_and_bonds(tmp_path: Path) -> None:
    """A table with headings tells layer and bond."""
    path = tmp_path / "ties.csv"
    path.write_text("source,target,layer,bond\na,b,kin,0.5\nb,c,,\n")
    society = society_from_graph(load_graph(Network(file=str(path)), 1).graph, WORLD, 1)
    assert society.ties.layer.tolist() == [1, 2]
    assert society.ties.bond[0] == 16384


def test_words_of_a_graph__are_known_in_any_case() -> None:
    """Province, age, sex, role and layer are the same words however they are written."""
    graph = nx.path_graph(3)
    graph.nodes[0].update(Province=" pyongyang ", AGE="15-29", sex="Woman", role="TRADER")
    graph.edges[0, 1].update(Layer="KIN", bond="0.5")
    society = society_from_graph(graph, WORLD, 1)
    told = (society.labels or ()).index("0")
    assert PROVINCES[society.people.province[told]] == "Pyongyang"
    assert (society.people.age[told], society.people.woman[told], society.people.role[told]) == (
        1,
        1,
        1,
    )
    assert sorted(society.ties.layer.tolist()) == [1, 2]
    assert 16384 in society.ties.bond


def test_names_written_alike__are_refused() -> None:
    """Nobody could tell the number 1 from the text 1 in a table."""
    with pytest.raises(GraphError, match="written alike"):
        society_from_graph(nx.Graph([(1, "1")]), WORLD, 1)


def test_what_is_not_used__is_a_warning(tmp_path: Path) -> None:
    """Who builds a society in Python hears of weights that are not used; with bonds
    there are none.
    """
    (tmp_path / "ties.csv").write_text("a,b,0.5\nb,c,0.25\n")
    network = {"file": str(tmp_path / "ties.csv")}
    with pytest.warns(GraphWarning, match="weights are not used"):
        build_society(Scenario.model_validate({"network": network}), 1)
    bound = build_society(Scenario.model_validate({"network": network | {"weight": "bond"}}), 1)
    assert sorted(bound.ties.bond.tolist()) == [8192, 16384]


def test_settings_of_built_societies__are_not_used_and_it_is_said() -> None:
    """A graph brings its own people: a size beside it does nothing, and says so."""
    world = {"network": {"generator": "path_graph", "n": 12}, "society": {"size": 500}}
    with pytest.warns(GraphWarning, match=r"society\.size=500: not used"):
        assert build_society(Scenario.model_validate(world), 1).size == 12


def test_scenario_with_a_network__is_built_from_it() -> None:
    """A network section replaces the built society; its edges have the layer it names."""
    network = {"generator": "watts_strogatz_graph", "n": 100, "k": 4, "p": 0.1, "layer": "kin"}
    society = build_society(Scenario.model_validate({"network": network}), 1)
    assert society.size == 100
    assert set(society.ties.layer.tolist()) == {1}
