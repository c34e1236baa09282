"""A user's graph made ready to become a society: what is read of it, and in words what is not.

1. put what is read under its name, without missing values; make weights bonds if that is asked for
2. join ties that are named more than once, and leave out ties of people with themselves
3. say what is not used
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from nksim.core.errors import GraphError
from nksim.scenario.sections import Network
from nksim.society.graph_files.names import check_alike, check_name, same_numbers
from nksim.society.graph_files.plain_graph import (
    Attributes,
    PlainGraph,
    is_missing,
    listed,
    number_in,
)

if TYPE_CHECKING:
    import networkx as nx

NODE_ATTRIBUTES = ("province", "age", "sex", "role", "songbun", "household")
EDGE_ATTRIBUTES = ("layer", "bond")
WEIGHT, BOND = "weight", "bond"


class GivenGraph(NamedTuple):
    """A simple graph without directions, of attributes that are read; sentences about the rest."""

    graph: nx.Graph
    unused: tuple[str, ...]


def make_ready(plain: PlainGraph, network: Network) -> GivenGraph:
    """The graph as a society takes it. GraphError for what contradicts itself, or is no bond."""
    maker = _Maker(plain, weights_are_bonds=network.weight == BOND)
    for name, told in plain.people.items():
        maker.add_person(name, told)
    check_alike(plain.people)
    for one, other, told in plain.ties:
        maker.add_tie(one, other, told)
    said = (*plain.left_aside, *same_numbers(plain.people), *maker.sentences())
    return GivenGraph(maker.graph, said)


def read_attributes(
    told: Mapping[Any, Any], names: tuple[str, ...], where: str, others: dict[str, None]
) -> Attributes:
    """The attributes of these names that have a value; all other names are written down."""
    kept: Attributes = {}
    for given, value in told.items():
        if is_missing(value):
            continue
        name = str(given).strip().casefold()
        if name not in names:
            others[str(given)] = None
        elif isinstance(value, list | tuple | dict | set):
            raise GraphError(f"{where}: {name}={value!r:.80} is more than one value; give one")
        elif kept.setdefault(name, value) != value:
            raise GraphError(f"{where}: {name}={kept[name]!r} and {name}={value!r}; give one value")
    return kept


def read_bond(bond: Any, where: str, name: str = BOND) -> float:
    """A bond at the start, a number from 0 to 1."""
    number = number_in(bond)
    if number is None or not 0.0 <= number <= 1.0:
        raise GraphError(
            f"{where}: {name}={bond!r:.80} is outside 0..1; give a number from 0 to 1, or none"
        )
    return number


def _with_one_weight(told: Attributes) -> Attributes:
    """The same where nobody reads weights: of one that changes with time, the first."""
    return {
        name: value[0] if name == WEIGHT and isinstance(value, list) and value else value
        for name, value in told.items()
    }


class _Maker:
    """The simple graph while it is made, and what is to be said of it."""

    def __init__(self, plain: PlainGraph, *, weights_are_bonds: bool) -> None:
        import networkx as nx

        self.graph = nx.Graph()
        self.directed, self.weights_are_bonds = plain.directed, weights_are_bonds
        self.weights = self.overruled = 0
        self.loops: list[str] = []
        self.again: list[str] = []
        self.other_node: dict[str, None] = {}
        self.other_edge: dict[str, None] = {}

    def add_person(self, name: Any, told: Attributes) -> None:
        check_name(name)
        kept = read_attributes(told, NODE_ATTRIBUTES, f"node {name!r}", self.other_node)
        self.graph.add_node(name, **kept)

    def add_tie(self, one: Any, other: Any, told: Attributes) -> None:
        where = f"edge {one!r}-{other!r}"
        if not self.weights_are_bonds:
            told = _with_one_weight(told)
        kept = read_attributes(told, (*EDGE_ATTRIBUTES, WEIGHT), where, self.other_edge)
        if BOND in kept:
            kept[BOND] = read_bond(kept[BOND], where)
        if (weight := kept.pop(WEIGHT, None)) is not None:
            self._weigh(weight, kept, where)
        if one == other:
            self.loops.append(repr(one))
        elif self.graph.has_edge(one, other):
            self.again.append(f"{one!r}-{other!r}")
            _join(self.graph.edges[one, other], kept, where)
        else:
            self.graph.add_edge(one, other, **kept)

    def _weigh(self, weight: Any, kept: Attributes, where: str) -> None:
        self.weights += 1
        if self.weights_are_bonds:
            self.overruled += BOND in kept
            kept.setdefault(BOND, read_bond(weight, where, WEIGHT))

    def sentences(self) -> list[str]:
        """What is not used, in words."""
        said = [*self._about_weights(), *self._about_ties()]
        edge_names, node_names = (*EDGE_ATTRIBUTES, WEIGHT), NODE_ATTRIBUTES
        if self.other_node:
            read = ", ".join(node_names)
            said.append(f"node attributes not used: {listed(self.other_node)} (those read: {read})")
        if self.other_edge:
            read = ", ".join(edge_names)
            said.append(f"edge attributes not used: {listed(self.other_edge)} (those read: {read})")
        return said

    def _about_weights(self) -> list[str]:
        if self.weights_are_bonds and not self.weights:
            raise GraphError(
                "network.weight=bond, and no tie has a weight; name the column or attribute weight,"
                " or leave network.weight out"
            )
        if self.weights and not self.weights_are_bonds:
            return [
                "weights are not used; `network: {weight: bond}` makes them the bonds at the start,"
                " from 0 to 1"
            ]
        if self.overruled:
            return [f"weights of ties that have a bond are not used: {self.overruled}"]
        return []

    def _about_ties(self) -> list[str]:
        said = []
        if self.directed:
            said.append("directions are not used: a tie binds both people alike")
        if self.again:
            said.append(
                f"ties named again, or in the other direction, are one with the first:"
                f" {len(self.again)} (such as {self.again[0]})"
            )
        if self.loops:
            said.append(
                f"ties of a person with themselves are left out: {len(self.loops)}"
                f" (such as {self.loops[0]})"
            )
        return said


def _join(tie: Attributes, again: Attributes, where: str) -> None:
    """What is said of a tie that was there before; it may add something and contradict nothing."""
    for name, value in again.items():
        before = tie.setdefault(name, value)
        if before != value:
            raise GraphError(
                f"{where} is named twice, with {name}={before!r} and {name}={value!r}; a pair has"
                " one tie: keep one of them"
            )
