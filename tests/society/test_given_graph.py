"""What is read of a user's graph, and what is said about the rest."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("sign", [*"\n\x1b\ud800\u2028", *"\u200b\u200c\u200d\u2060\ufeff\u202e"])
@pytest.mark.parametrize("name", ["a{}b", "{}b", "b{}"])
def test_name_with_what_is_not_seen__is_refused(name: str, sign: str) -> None:
    """Names stand in tables and on screens, and nobody tells two apart by what is not seen."""
    code = sign.encode("unicode_escape").decode()
    with pytest.raises(GraphError, match=rf"the name holds .*, {re.escape(code)}; take it out"):
        ready((name.format(sign), "b", {}))


@pytest.mark.parametrize("name", ["  ", "a" * 1001])
def test_name_of_no_or_too_many_signs__is_refused(name: str) -> None:
    """A name is one line that can be read."""
    with pytest.raises(GraphError, match=r"the name is too (short|long)"):
        ready((name, "b", {}))


@pytest.mark.parametrize(
    ("one", "other"), [("\u00e9", "e\u0301"), ("\uae40", "\u1100\u1175\u11b7")]
)
def test_name_in_two_ways_of_unicode__is_refused(one: str, other: str) -> None:
    """Who sees one name on the screen has one person in mind."""
    with pytest.raises(GraphError, match=r"one name, .*, written in two ways of Unicode"):
        ready((one, "a", {}), (other, "b", {}))
    assert len(ready((one, "a", {}), (one, "b", {})).graph) == 3
    assert len(ready((other, "a", {}), (other, "b", {})).graph) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [("01", "1"), ("1e5", "100000"), ("1", "1.0"), ("-0", "0"), ("1.50", "1.5"), ("+7", "7")],
)
def test_number_written_otherwise__is_another_person_and_said(one: str, other: str) -> None:
    """Nobody joins two names for a user, and nobody keeps quiet about them."""
    found = ready((one, "a", {}), (other, "b", {}))
    assert len(found.graph) == 4
    assert f"1 (such as {one!r} and {other!r})" in found.unused[0]


@pytest.mark.parametrize(
    "names", [("01", "2"), ("1e5", "1e6"), ("12345678901234567890", "01"), "ab"]
)
def test_other_numbers__are_not_worth_a_word(names: tuple[str, str]) -> None:
    """Names of different numbers are different people, however long they are."""
    assert not ready((names[0], names[1], {}), ("12345678901234567891", "c", {})).unused


@pytest.mark.parametrize("bond", ["0_1", "1_0e-2", "1__0"])
def test_bond_with_an_underscore__is_no_number(bond: str) -> None:
    """Python reads 0_1 as 1; nobody writes a bond so."""
    with pytest.raises(GraphError, match=r"bond=.* is outside 0\.\.1"):
        ready(("a", "b", {"bond": bond}))
