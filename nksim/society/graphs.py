"""A user's own graph as a society.

Nodes become citizens in a fixed order, by province, household and natural order of their names;
what they and their edges do not say is drawn as in a built society. A node without a household
lives alone, and is an adult unless it says otherwise.

1. read people and ties: who, where, with whom, on which layer (`read_graph`, nothing is drawn)
2. settle them in districts
3. draw what the graph does not tell
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import AGE_BANDS, LAYERS, ROLES, SEXES, SONGBUN
from nksim.core.errors import GraphError
from nksim.core.units import TIE
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Population
from nksim.society.assembly import initial_bonds, with_rows
from nksim.society.given_graph import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    read_attributes,
    read_bond,
)
from nksim.society.settlement import Settlement, apportion, census_weights
from nksim.society.society import People, Society
from nksim.society.traits import draw_people, trust_means

if TYPE_CHECKING:
    import networkx as nx

Codes = dict[
    str, list[int | None]
]  # what each citizen is said to be, by column; None where nothing is said
CODES: dict[str, tuple[str, ...]] = {
    "age": AGE_BANDS,
    "woman": SEXES,
    "role": ROLES,
    "songbun": SONGBUN,
    "province": PROVINCES,
}
ATTRIBUTE = {"woman": "sex"}  # name of the node attribute where it differs from the column
NO_BOND = -1.0
_WHOLE_FLOAT = re.compile(r"-?\d+\.0+")


class GivenTies(NamedTuple):
    """Ties as a graph tells them, sorted by their ends; arrays of one length."""

    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    layer: NDArray[np.uint8]
    bond: NDArray[np.float64]  # NO_BOND where none is said


@dataclass(frozen=True, eq=False)
class GivenSociety:
    """People and ties as a graph tells them, in the order of citizens, before anything is drawn."""

    nodes: list[Any]
    provinces: list[int]
    homes: list[int]
    given: Codes
    ties: GivenTies

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.nodes)

    @property
    def tie_count(self) -> int:
        """How many ties there are, each counted once."""
        return len(self.ties.low)

    @property
    def layer_counts(self) -> dict[str, int]:
        """How many ties each layer has, without empty layers."""
        counts = np.bincount(self.ties.layer, minlength=len(LAYERS)).tolist()
        return {layer: count for layer, count in zip(LAYERS, counts, strict=True) if count}


def check_graph(graph: nx.Graph) -> None:
    """Raise GraphError for a graph that cannot be a society."""
    import networkx as nx

    if graph.is_directed():
        raise GraphError(
            "the graph is directed; ties have no direction: convert it with networkx'"
            " to_undirected()"
        )
    if graph.is_multigraph():
        raise GraphError(
            "the graph has parallel edges (it is a multigraph); a pair has one tie: convert it with"
            " networkx.Graph(graph)"
        )
    if graph.number_of_nodes() < 2:
        raise GraphError(f"the graph has nodes={graph.number_of_nodes()}; at least 2 are needed")
    loop = next(nx.selfloop_edges(graph), None)
    if loop is not None:
        raise GraphError(
            f"the graph has a self-loop at node {loop[0]!r}; remove it with"
            " graph.remove_edges_from(networkx.selfloop_edges(graph))"
        )


def read_graph(graph: nx.Graph, layer: str = "friend") -> GivenSociety:
    """People and ties of a graph; edges that name no layer have the one given.

    Node attributes province, age, sex, role, songbun and household, and edge attributes layer and
    bond are read; their words in any case. Raises GraphError for what cannot be a society.
    """
    check_graph(graph)
    nodes = sorted(graph.nodes, key=_natural)
    if len({str(node) for node in nodes}) < len(nodes):
        raise GraphError("two nodes have names that are written alike; give each node its own")
    told = [read_attributes(graph.nodes[n], NODE_ATTRIBUTES, f"node {n!r}", {}) for n in nodes]
    given: Codes = {
        column: [_code(t, node, column, words) for node, t in zip(nodes, told, strict=True)]
        for column, words in CODES.items()
    }
    homes = _homes(told)
    provinces = _provinces(given["province"], homes)
    order = sorted(range(len(nodes)), key=lambda i: (provinces[i], homes[i], i))
    nodes = [nodes[i] for i in order]
    return GivenSociety(
        nodes,
        [provinces[i] for i in order],
        [homes[i] for i in order],
        {column: [codes[i] for i in order] for column, codes in given.items()},
        _ties(graph, nodes, layer),
    )


def society_from_graph(graph: nx.Graph, scenario: Scenario, seed: int) -> Society:
    """A society of the graph's nodes and edges (see `read_graph`); the rest is drawn."""
    layer = scenario.network.layer if scenario.network is not None else "friend"
    return society_of(read_graph(graph, layer), scenario, seed)


def society_of(found: GivenSociety, scenario: Scenario, seed: int) -> Society:
    """The society of what a graph tells."""
    size = found.people
    place = _place(found.provinces, found.homes, scenario.society.district_size)
    population = scenario.society.model_copy(update={"size": size})
    people = _told(population, draw_people(population, place, seed), found.given, seed)
    low, high, layer, told = found.ties
    means = np.array([getattr(scenario.society.bond, name) for name in LAYERS])
    bond = initial_bonds(low, high, layer, means, scenario.society.bond_spread, seed)
    bond = np.where(told >= 0.0, np.floor(told * TIE + 0.5), bond).astype(np.uint16)
    first = np.searchsorted(low, np.arange(size + 1)).astype(np.int64)
    plain = found.nodes == list(range(size))
    return Society(
        people,
        with_rows(size, low, high, layer, bond, first),
        place.household_first,
        place.district_first,
        seed,
        None if plain else tuple(str(node) for node in found.nodes),
    )


def _natural(name: Any) -> tuple[Any, ...]:
    """A key that sorts numbers, also within names, by size: 2 before 10, n2 before n10."""
    text = str(name)
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return (0, int(text), text)
    return (
        1,
        *(
            (0, int(part), "") if part.isdecimal() else (1, 0, part)
            for part in re.split(r"([0-9]{1,18})", text)
            if part
        ),
    )


def _homes(told: list[dict[str, Any]]) -> list[int]:
    """The household of each node, numbered in the order in which their first members stand."""
    numbers: dict[object, int] = {}
    keys = [
        ("household", _plain(traits["household"])) if "household" in traits else ("alone", i)
        for i, traits in enumerate(told)
    ]
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _plain(value: Any) -> str:
    """A value as text: 3.0 is 3, since a column with gaps is one of floats to many programs."""
    text = str(value).strip()
    return text.partition(".")[0] if _WHOLE_FLOAT.fullmatch(text) else text


def _provinces(told: list[int | None], homes: list[int]) -> list[int]:
    """The province of each node, in order: its household's, else drawn by the census's shares."""
    of_home: dict[int, int] = {}
    for home, code in zip(homes, told, strict=True):
        if code is not None and of_home.setdefault(home, code) != code:
            raise GraphError(
                f"household members live in province={PROVINCES[of_home[home]]} and"
                f" province={PROVINCES[code]}; give a household one province"
            )
    blocks = np.repeat(np.arange(len(PROVINCES)), apportion(len(homes), census_weights())).tolist()
    return [of_home.setdefault(home, block) for home, block in zip(homes, blocks, strict=True)]


def _code(told: dict[str, Any], node: Any, column: str, words: tuple[str, ...]) -> int | None:
    name = ATTRIBUTE.get(column, column)
    if name not in told:
        return None
    return _position(told[name], words, f"node {node!r}: {name}")


def _position(given: Any, words: tuple[str, ...], where: str) -> int:
    """The code of a word, in any case."""
    word = str(given).strip().casefold()
    for code, known in enumerate(words):
        if word == known.casefold():
            return code
    raise GraphError(f"{where}={given!r:.80} is not known; allowed: {', '.join(words)}")


def _place(provinces: list[int], homes: list[int], district_size: int) -> Settlement:
    """Households as given, in districts of about the size asked for, which divide provinces."""
    province = np.array(provinces)
    begin = np.flatnonzero(np.diff(np.array(homes), prepend=-1)).astype(np.int64)
    size = len(homes)
    codes = np.arange(len(PROVINCES) + 1)
    province_first = np.searchsorted(province, codes).astype(np.int64)
    sizes = np.diff(province_first)
    districts = np.maximum(1, np.rint(sizes / district_size)).astype(np.int64)
    code = province[begin]
    people_before = begin - province_first[code]
    within = people_before * districts[code] // sizes[code]
    district_begin = np.flatnonzero(np.diff(code * size + within, prepend=-1))
    households = np.diff([*district_begin, len(code)])
    return Settlement(
        province_first,
        district_first=np.append(begin[district_begin], size),
        district_province=code[district_begin],
        household_first=np.append(begin, size),
        household_district=np.repeat(np.arange(len(district_begin)), households),
    )


def _told(population: Population, people: People, given: Codes, seed: int) -> People:
    """Replace drawn traits by those that the graph gives; what hangs on them follows."""
    columns = dict[str, Any]()
    for name in ("age", "woman", "role", "songbun"):
        drawn = getattr(people, name).tolist()
        columns[name] = np.array(
            [d if t is None else t for d, t in zip(drawn, given[name], strict=True)], np.uint8
        )
    columns["role"][columns["age"] == 0] = 0  # children have no role
    trust = trust_means(population, columns["songbun"], seed)
    return people._replace(**columns, trust_mean=trust)


def _ties(graph: nx.Graph, nodes: list[Any], usual: str) -> GivenTies:
    position = {node: i for i, node in enumerate(nodes)}
    edges = sorted(
        (*sorted((position[a], position[b])), *_tie(a, b, told, usual))
        for a, b, told in graph.edges(data=True)
    )
    return GivenTies(
        np.array([edge[0] for edge in edges], np.uint32),
        np.array([edge[1] for edge in edges], np.uint32),
        np.array([edge[2] for edge in edges], np.uint8),
        np.array([edge[3] for edge in edges], np.float64),
    )


def _tie(a: Any, b: Any, told: dict[str, Any], usual: str) -> tuple[int, float]:
    """Layer and bond of an edge."""
    where = f"edge {a!r}-{b!r}"
    known = read_attributes(told, EDGE_ATTRIBUTES, where, {})
    layer = _position(known.get("layer", usual), LAYERS, f"{where}: layer")
    return layer, read_bond(known["bond"], where) if "bond" in known else NO_BOND
