"""networkx in and out: a society as a graph that opens in Gephi, and a user's own graph as a society.

A user's graph comes from a file (GraphML, GEXF, GML, edge list) or from a networkx generator by name. Nodes become citizens in
a fixed order; what they and their edges do not say is drawn as in a built society.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import AGE_BANDS, LAYERS, ROLES, SEXES, SONGBUN
from nksim.core.errors import GraphError
from nksim.core.units import TIE, from_tie
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Network
from nksim.society.assembly import initial_bonds, with_rows
from nksim.society.settlement import Settlement
from nksim.society.society import People, Society
from nksim.society.traits import draw_people

if TYPE_CHECKING:
    import networkx as nx

READERS = {".graphml": "read_graphml", ".gexf": "read_gexf", ".gml": "read_gml", ".edgelist": "read_edgelist", ".txt": "read_edgelist"}
READERS |= {".csv": "read_edgelist"}
CODES: dict[str, tuple[str, ...]] = {"age": AGE_BANDS, "woman": SEXES, "role": ROLES, "songbun": SONGBUN, "province": PROVINCES}
ATTRIBUTE = {"woman": "sex"}  # name of the node attribute where it differs from the column


def to_networkx(society: Society, bond: NDArray[np.uint16] | None = None, complicity: NDArray[np.uint16] | None = None) -> nx.Graph:
    """The society as a graph: nodes with traits by name, edges with layer, bond and complicity (0..1)."""
    import networkx as nx

    names = society.labels or tuple(range(society.size))
    people, ties = society.people, society.ties
    graph = nx.Graph()
    for i in range(society.size):
        traits = {ATTRIBUTE.get(column, column): words[int(getattr(people, column)[i])] for column, words in CODES.items()}
        graph.add_node(names[i], **traits, district=int(people.district[i]), household=int(people.household[i]))
    bonds = ties.bond if bond is None else bond
    shared = np.zeros(society.tie_count, np.uint16) if complicity is None else complicity
    rows = zip(ties.low.tolist(), ties.high.tolist(), ties.layer.tolist(), bonds.tolist(), shared.tolist(), strict=True)
    for low, high, layer, units, guilt in rows:
        graph.add_edge(names[low], names[high], layer=LAYERS[layer], bond=from_tie(units), complicity=from_tie(guilt))
    return graph


def load_graph(network: Network, seed: int) -> nx.Graph:
    """The graph that a scenario's network section names, from its file or its generator. Raises GraphError."""
    if network.file is not None:
        return _read(Path(network.file))
    assert network.generator is not None
    return _generate(network.generator, network.arguments, seed)


def _read(path: Path) -> nx.Graph:
    import networkx as nx

    if path.suffix.lower() not in READERS:
        raise GraphError(f"network.file={path.name}: suffix {path.suffix!r} is not known; allowed: {', '.join(sorted(READERS))}")
    try:
        if path.suffix.lower() in (".graphml", ".gexf"):
            _refuse_entities(path)
        options = {"delimiter": ","} if path.suffix.lower() == ".csv" else {}
        return getattr(nx, READERS[path.suffix.lower()])(path, **options)
    except GraphError:
        raise
    except Exception as error:  # readers raise whatever their parsers raise
        raise GraphError(f"network.file={path.name} cannot be read as {path.suffix[1:]}: {error}") from error


def _refuse_entities(path: Path) -> None:
    """XML that defines entities can grow without bound: it is refused before it is read."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse

    try:
        parse(path, forbid_dtd=True)
    except DefusedXmlException as error:
        raise GraphError(f"network.file={path.name} declares XML entities or a DTD, which are not read; export it again without them") from error


def _generate(name: str, arguments: dict[str, Any], seed: int) -> nx.Graph:
    import networkx as nx

    maker = getattr(nx, name, None) if name.endswith("_graph") and not name.startswith("_") else None
    if not callable(maker):
        known = [other for other in dir(nx) if other.endswith("_graph")]
        raise GraphError(f"network.generator={name!r} is no networkx generator{_nearest(name, known)}")
    if "seed" in _parameters(maker):
        arguments = {"seed": seed % 2**32, **arguments}
    try:
        return maker(**arguments)
    except Exception as error:  # generators raise whatever their arguments provoke
        raise GraphError(f"network.generator={name}: {error}; its arguments are {', '.join(_parameters(maker))}") from error


def _parameters(maker: Callable[..., Any]) -> list[str]:
    return [name for name in inspect.signature(maker).parameters if name not in ("create_using", "backend", "backend_kwargs")]


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, 1)
    return f"; did you mean {close[0]}?" if close else ""


def check_graph(graph: nx.Graph) -> None:
    """Raise GraphError for a graph that cannot be a society."""
    import networkx as nx

    if graph.is_directed():
        raise GraphError("the graph is directed; ties have no direction: convert it with networkx' to_undirected()")
    if graph.is_multigraph():
        raise GraphError("the graph has parallel edges (it is a multigraph); a pair has one tie: convert it with networkx.Graph(graph)")
    if graph.number_of_nodes() < 2:
        raise GraphError(f"the graph has nodes={graph.number_of_nodes()}; at least 2 are needed")
    loop = next(nx.selfloop_edges(graph), None)
    if loop is not None:
        raise GraphError(f"the graph has a self-loop at node {loop[0]!r}; remove it with graph.remove_edges_from(networkx.selfloop_edges(graph))")


def society_from_graph(graph: nx.Graph, scenario: Scenario, seed: int) -> Society:
    """A society of the graph's nodes and edges; node attributes province, age, sex, role, songbun, household are used if given."""
    check_graph(graph)
    default = PROVINCES.index("Ryanggang")
    nodes = sorted(graph.nodes, key=_natural)
    given = {column: [_code(graph.nodes[node], node, column, words) for node in nodes] for column, words in CODES.items()}
    provinces = [default if code is None else code for code in given["province"]]
    homes = [str(graph.nodes[node].get("household", f"\0{position}")) for position, node in enumerate(nodes)]
    order = sorted(range(len(nodes)), key=lambda i: (provinces[i], homes[i] if not homes[i].startswith("\0") else "", i))
    place = _place([provinces[i] for i in order], [homes[i] for i in order])
    population = scenario.society.model_copy(update={"size": len(nodes)})
    people = _told(draw_people(population, place, seed), given, order)
    nodes = [nodes[i] for i in order]
    return _tied(graph, nodes, people, place, scenario, seed)


def _natural(node: Any) -> tuple[int, Any]:
    return (0, node) if isinstance(node, int) else (1, str(node))


def _code(attributes: dict[str, Any], node: Any, column: str, words: tuple[str, ...]) -> int | None:
    name = ATTRIBUTE.get(column, column)
    if name not in attributes:
        return None
    if attributes[name] not in words:
        raise GraphError(f"node {node!r}: {name}={attributes[name]!r} is not known; allowed: {', '.join(words)}")
    return words.index(attributes[name])


def _place(provinces: list[int], homes: list[str]) -> Settlement:
    """One district a province; a household where neighbours in the order share its name."""
    province = np.array(provinces)
    present = np.unique(province)
    begins = [i for i in range(len(homes)) if i == 0 or homes[i] != homes[i - 1] or provinces[i] != provinces[i - 1]]
    first = np.array([*begins, len(homes)], np.int64)
    district_first = np.array([*np.searchsorted(province, present), len(province)], np.int64)
    district = np.searchsorted(district_first, first[:-1], side="right") - 1
    return Settlement(np.searchsorted(province, np.arange(11)).astype(np.int64), district_first, present, first, district)


def _told(people: People, given: dict[str, list[int | None]], order: list[int]) -> People:
    """Replace drawn traits by those that the graph gives."""
    columns = {}
    for name in ("age", "woman", "role", "songbun"):
        drawn = getattr(people, name).tolist()
        told = [given[name][i] for i in order]
        columns[name] = np.array([d if t is None else t for d, t in zip(drawn, told, strict=True)], np.uint8)
    return people._replace(**columns)


def _tied(graph: nx.Graph, nodes: list[Any], people: People, place: Settlement, scenario: Scenario, seed: int) -> Society:
    position = {node: i for i, node in enumerate(nodes)}
    usual = scenario.network.layer if scenario.network is not None else "friend"
    edges = sorted((*sorted((position[a], position[b])), _layer(a, b, data, usual), _bond(a, b, data)) for a, b, data in graph.edges(data=True))
    low = np.array([edge[0] for edge in edges], np.uint32)
    high = np.array([edge[1] for edge in edges], np.uint32)
    layer = np.array([edge[2] for edge in edges], np.uint8)
    means = np.array([getattr(scenario.society.bond, name) for name in LAYERS])
    bond = initial_bonds(low, high, layer, means, scenario.society.bond_spread, seed)
    told = np.array([edge[3] for edge in edges], np.float64)
    bond = np.where(told >= 0.0, np.floor(told * TIE + 0.5), bond).astype(np.uint16)
    first = np.searchsorted(low, np.arange(len(nodes) + 1)).astype(np.int64)
    labels = None if nodes == list(range(len(nodes))) else tuple(str(node) for node in nodes)
    return Society(people, with_rows(len(nodes), low, high, layer, bond, first), place.household_first, place.district_first, seed, labels)


def _layer(a: Any, b: Any, data: dict[str, Any], usual: str) -> int:
    name = data.get("layer", usual)
    if name not in LAYERS:
        raise GraphError(f"edge {a!r}-{b!r}: layer={name!r} is not known; allowed: {', '.join(LAYERS)}")
    return LAYERS.index(name)


def _bond(a: Any, b: Any, data: dict[str, Any]) -> float:
    if "bond" not in data:
        return -1.0
    bond = data["bond"]
    if not isinstance(bond, int | float) or not 0.0 <= bond <= 1.0:
        raise GraphError(f"edge {a!r}-{b!r}: bond={bond!r} is outside 0..1")
    return float(bond)
