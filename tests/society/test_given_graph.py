"""What is read of a user's graph, and what is said about the rest."""

from __future__ import annotations

import pytest

from nksim.core.errors import GraphError
from nksim.scenario.sections import Network
from nksim.society.given_graph import GivenGraph, make_ready
from nksim.society.graph_files.plain_graph import PlainGraph, is_missing

PLAIN, BONDS = Network(file="x.csv"), Network(file="x.csv", weight="bond")


def ready(*ties: tuple[str, str, dict[str, object]], network: Network = PLAIN) -> GivenGraph:
    graph = PlainGraph(ties=list(ties))
    graph.add_people_of_ties(say=False)
    return make_ready(graph, network)


@pytest.mark.parametrize(
    "value", ["", " ", "NaN", "nan", "NA", "N/A", "null", "None", None, float("nan")]
)
def test_missing__is_missing_however_it_is_written(value: object) -> None:
    """Programs write a missing value in many ways."""
    assert is_missing(value)


@pytest.mark.parametrize("value", ["a", "0", 0, 0.0, False, "nano", "Nana"])
def test_value__is_not_missing(value: object) -> None:
    """Nothing that is a value is taken for a missing one."""
    assert not is_missing(value)


def test_ties_that_agree__are_one() -> None:
    """What one row leaves open another may say."""
    found = ready(("a", "b", {"layer": "kin"}), ("b", "a", {"bond": 0.5}))
    assert found.graph.edges["a", "b"] == {"layer": "kin", "bond": 0.5}


@pytest.mark.parametrize("name", ["layer", "bond"])
def test_ties_that_contradict__are_refused(name: str) -> None:
    """A pair has one layer and one bond, and nobody chooses for the user."""
    first, second = ("kin", "work") if name == "layer" else (0.1, 0.2)
    with pytest.raises(GraphError, match=f"{name}={first!r} and {name}={second!r}"):
        ready(("a", "b", {name: first}), ("b", "a", {name: second}))


def test_weights_that_contradict__matter_only_as_bonds() -> None:
    """Two arcs of a pair may weigh differently as long as weights are not used."""
    arcs = ("a", "b", {"weight": 0.1}), ("b", "a", {"weight": 0.2})
    assert "weights are not used" in ready(*arcs).unused[0]
    with pytest.raises(GraphError, match=r"bond=0\.1 and bond=0\.2"):
        ready(*arcs, network=BONDS)


@pytest.mark.parametrize("weight", [-0.1, 1.5, "strong", True, float("inf"), "1,5"])
def test_weight_that_is_no_bond__is_refused_if_it_should_be_one(weight: object) -> None:
    """A bond lies between 0 and 1."""
    with pytest.raises(GraphError, match=r"weight=.* is outside 0\.\.1"):
        ready(("a", "b", {"weight": weight}), network=BONDS)


def test_no_weights__are_no_bonds() -> None:
    """Who asks for weights as bonds and has none is told."""
    with pytest.raises(GraphError, match="no tie has a weight"):
        ready(("a", "b", {}), network=BONDS)


def test_bond_beside_a_weight__is_the_bond() -> None:
    """What is called bond is the bond, and that weights give way to it is said."""
    found = ready(
        ("a", "b", {"bond": 0.5, "weight": 0.1}), ("b", "c", {"weight": 0.2}), network=BONDS
    )
    assert [data["bond"] for *_, data in found.graph.edges(data=True)] == [0.5, 0.2]
    assert found.unused == ("weights of ties that have a bond are not used: 1",)


def test_other_attributes__are_named_with_those_read() -> None:
    """Nothing is ignored in silence."""
    found = ready(("a", "b", {"since": 2009, "note": None}))
    assert found.unused == ("edge attributes not used: since (those read: layer, bond, weight)",)


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[31m", "\ud800", "a\u2028"])
def test_name_that_cannot_be_seen__is_refused(name: str) -> None:
    """Names stand in tables and on screens."""
    with pytest.raises(GraphError, match="cannot be seen"):
        ready((name, "b", {}))
