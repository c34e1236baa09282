"""networkx in and out: a society as a graph that opens in Gephi, and a user's own graph as a society.

Nodes become citizens in a fixed order, by province, household and natural order of their names; what they and their edges
do not say is drawn as in a built society. A node without a household lives alone, and is an adult unless it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import AGE_BANDS, LAYERS, ROLES, SEXES, SONGBUN
from nksim.core.errors import GraphError
from nksim.core.units import TIE, from_tie
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Population
from nksim.society.assembly import initial_bonds, with_rows
from nksim.society.graph_sources import load_graph
from nksim.society.settlement import Settlement, apportion, census_weights
from nksim.society.society import People, Society
from nksim.society.traits import draw_people, trust_means

__all__ = ["check_graph", "load_graph", "society_from_graph", "to_networkx"]

if TYPE_CHECKING:
    import networkx as nx

CODES: dict[str, tuple[str, ...]] = {
    "age": AGE_BANDS,
    "woman": SEXES,
    "role": ROLES,
    "songbun": SONGBUN,
    "province": PROVINCES,
}
ATTRIBUTE = {"woman": "sex"}  # name of the node attribute where it differs from the column


def to_networkx(
    society: Society,
    bond: NDArray[np.uint16] | None = None,
    complicity: NDArray[np.uint16] | None = None,
) -> nx.Graph:
    """The society as a graph: nodes with traits by name, edges with layer, bond and complicity (0..1)."""
    import networkx as nx

    names: Sequence[Any] = society.labels or range(society.size)
    people, ties = society.people, society.ties
    graph = nx.Graph()
    for i in range(society.size):
        traits = {
            ATTRIBUTE.get(column, column): words[int(getattr(people, column)[i])]
            for column, words in CODES.items()
        }
        graph.add_node(
            names[i], **traits, district=int(people.district[i]), household=int(people.household[i])
        )
    bonds = ties.bond if bond is None else bond
    shared = np.zeros(society.tie_count, np.uint16) if complicity is None else complicity
    rows = zip(
        ties.low.tolist(),
        ties.high.tolist(),
        ties.layer.tolist(),
        bonds.tolist(),
        shared.tolist(),
        strict=True,
    )
    for low, high, layer, units, guilt in rows:
        graph.add_edge(
            names[low],
            names[high],
            layer=LAYERS[layer],
            bond=from_tie(units),
            complicity=from_tie(guilt),
        )
    return graph


def check_graph(graph: nx.Graph) -> None:
    """Raise GraphError for a graph that cannot be a society."""
    import networkx as nx

    if graph.is_directed():
        raise GraphError(
            "the graph is directed; ties have no direction: convert it with networkx' to_undirected()"
        )
    if graph.is_multigraph():
        raise GraphError(
            "the graph has parallel edges (it is a multigraph); a pair has one tie: convert it with networkx.Graph(graph)"
        )
    if graph.number_of_nodes() < 2:
        raise GraphError(f"the graph has nodes={graph.number_of_nodes()}; at least 2 are needed")
    loop = next(nx.selfloop_edges(graph), None)
    if loop is not None:
        raise GraphError(
            f"the graph has a self-loop at node {loop[0]!r}; remove it with graph.remove_edges_from(networkx.selfloop_edges(graph))"
        )


def society_from_graph(graph: nx.Graph, scenario: Scenario, seed: int) -> Society:
    """A society of the graph's nodes and edges; node attributes province, age, sex, role, songbun, household are used if given."""
    check_graph(graph)
    nodes = sorted(graph.nodes, key=_natural)
    given = {
        column: [_code(graph.nodes[node], node, column, words) for node in nodes]
        for column, words in CODES.items()
    }
    homes = _homes(graph, nodes)
    provinces = _provinces(given["province"], homes)
    order = sorted(range(len(nodes)), key=lambda i: (provinces[i], homes[i], i))
    place = _place(
        [provinces[i] for i in order], [homes[i] for i in order], scenario.society.district_size
    )
    population = scenario.society.model_copy(update={"size": len(nodes)})
    people = _told(population, draw_people(population, place, seed), given, order, seed)
    nodes = [nodes[i] for i in order]
    return _tied(graph, nodes, people, place, scenario, seed)


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


def _homes(graph: nx.Graph, nodes: list[Any]) -> list[int]:
    """The household of each node, numbered in the order in which their first members stand."""
    numbers: dict[object, int] = {}
    keys = [
        ("household", str(graph.nodes[node]["household"]))
        if "household" in graph.nodes[node]
        else ("alone", i)
        for i, node in enumerate(nodes)
    ]
    return [numbers.setdefault(key, len(numbers)) for key in keys]


def _provinces(told: list[int | None], homes: list[int]) -> list[int]:
    """The province of each node: its household's, else the census's shares of all nodes, in the order of nodes."""
    of_home: dict[int, int] = {}
    for home, code in zip(homes, told, strict=True):
        if code is not None and of_home.setdefault(home, code) != code:
            raise GraphError(
                f"household members live in province={PROVINCES[of_home[home]]} and province={PROVINCES[code]}; give a household one province"
            )
    blocks = np.repeat(np.arange(len(PROVINCES)), apportion(len(homes), census_weights())).tolist()
    return [of_home.setdefault(home, block) for home, block in zip(homes, blocks, strict=True)]


def _code(attributes: dict[str, Any], node: Any, column: str, words: tuple[str, ...]) -> int | None:
    name = ATTRIBUTE.get(column, column)
    if name not in attributes:
        return None
    if attributes[name] not in words:
        raise GraphError(
            f"node {node!r}: {name}={attributes[name]!r} is not known; allowed: {', '.join(words)}"
        )
    return words.index(attributes[name])


def _place(provinces: list[int], homes: list[int], district_size: int) -> Settlement:
    """Households as given, in districts of about the size asked for, which divide provinces between households."""
    province, home = np.array(provinces), np.array(homes)
    first = np.concatenate([np.flatnonzero(np.diff(home, prepend=-1)), [len(home)]]).astype(
        np.int64
    )
    province_first = np.searchsorted(province, np.arange(len(PROVINCES) + 1)).astype(np.int64)
    sizes = np.diff(province_first)
    districts = np.maximum(1, np.rint(sizes / district_size)).astype(np.int64)
    start, code = province_first[province[first[:-1]]], province[first[:-1]]
    within = (first[:-1] - start) * districts[code] // sizes[code]
    begins = np.flatnonzero(np.diff(code * len(home) + within, prepend=-1))
    district_first = np.concatenate([first[begins], [len(home)]])
    district = np.repeat(np.arange(len(begins)), np.diff([*begins, len(code)]))
    return Settlement(province_first, district_first, code[begins], first, district)


def _told(
    population: Population,
    people: People,
    given: dict[str, list[int | None]],
    order: list[int],
    seed: int,
) -> People:
    """Replace drawn traits by those that the graph gives; what hangs on them follows."""
    columns = {}
    for name in ("age", "woman", "role", "songbun"):
        told = [given[name][i] for i in order]
        columns[name] = np.array(
            [
                d if t is None else t
                for d, t in zip(getattr(people, name).tolist(), told, strict=True)
            ],
            np.uint8,
        )
    age, role = (
        columns["age"],
        np.where(columns["age"] == 0, 0, columns["role"]).astype(np.uint8),
    )  # children have no role
    trust = trust_means(population, columns["songbun"], seed)
    return people._replace(
        age=age, woman=columns["woman"], role=role, songbun=columns["songbun"], trust_mean=trust
    )


def _tied(
    graph: nx.Graph,
    nodes: list[Any],
    people: People,
    place: Settlement,
    scenario: Scenario,
    seed: int,
) -> Society:
    position = {node: i for i, node in enumerate(nodes)}
    usual = scenario.network.layer if scenario.network is not None else "friend"
    edges = sorted(
        (*sorted((position[a], position[b])), _layer(a, b, data, usual), _bond(a, b, data))
        for a, b, data in graph.edges(data=True)
    )
    low = np.array([edge[0] for edge in edges], np.uint32)
    high = np.array([edge[1] for edge in edges], np.uint32)
    layer = np.array([edge[2] for edge in edges], np.uint8)
    means = np.array([getattr(scenario.society.bond, name) for name in LAYERS])
    bond = initial_bonds(low, high, layer, means, scenario.society.bond_spread, seed)
    told = np.array([edge[3] for edge in edges], np.float64)
    bond = np.where(told >= 0.0, np.floor(told * TIE + 0.5), bond).astype(np.uint16)
    first = np.searchsorted(low, np.arange(len(nodes) + 1)).astype(np.int64)
    labels = None if nodes == list(range(len(nodes))) else tuple(str(node) for node in nodes)
    return Society(
        people,
        with_rows(len(nodes), low, high, layer, bond, first),
        place.household_first,
        place.district_first,
        seed,
        labels,
    )


def _layer(a: Any, b: Any, data: dict[str, Any], usual: str) -> int:
    name = data.get("layer", usual)
    if name not in LAYERS:
        raise GraphError(
            f"edge {a!r}-{b!r}: layer={name!r} is not known; allowed: {', '.join(LAYERS)}"
        )
    return LAYERS.index(name)


def _bond(a: Any, b: Any, data: dict[str, Any]) -> float:
    if "bond" not in data:
        return -1.0
    bond = data["bond"]
    if not isinstance(bond, int | float) or not 0.0 <= bond <= 1.0:
        raise GraphError(
            f"edge {a!r}-{b!r}: bond={bond!r} is outside 0..1; give a number from 0 to 1, or none"
        )
    return float(bond)
