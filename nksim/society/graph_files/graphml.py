"""GraphML, as networkx, igraph, yEd, Gephi and Cytoscape write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes, PlainGraph
from nksim.society.graph_files.several import gathered
from nksim.society.graph_files.xml_tree import below, has, kind, needed, only_graph, read_tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Key(NamedTuple):
    """What a document says about one of its attributes."""

    name: str
    whose: str  # node, edge, graph or all
    default: str | None


def read_graphml(content: bytes) -> PlainGraph:
    """The graph of a GraphML document; GraphError if there is none."""
    root, graph = read_tree(content), PlainGraph()
    element = only_graph(root, "graphml", list(below(root, "graph")), graph.left_aside)
    keys = {needed(key, "id"): _key(key) for key in below(root, "key")}
    directed = element.get("edgedefault") == "directed"
    for child in element:
        if kind(child) == "node":
            _refuse_groups(child)
            graph.add_person(needed(child, "id"), _attributes(child, keys, "node"))
        elif kind(child) == "edge":
            graph.directed |= _is(child.get("directed"), directed)
            ends = needed(child, "source"), needed(child, "target")
            graph.add_tie(*ends, _attributes(child, keys, "edge"))
        elif kind(child) == "hyperedge":
            raise GraphError("has hyperedges, ties of more than two nodes, which are not read")
    graph.add_people_of_ties()
    return graph


def _key(key: Element) -> Key:
    name = key.get("attr.name") or key.get("yfiles.type") or needed(key, "id")
    default = next((child.text for child in below(key, "default")), None)
    return Key(name, key.get("for", "all"), default)


def _is(told: str | None, usual: bool) -> bool:
    return usual if told is None else told.strip().casefold() in ("true", "1")


def _refuse_groups(node: Element) -> None:
    if has(node, "graph"):
        raise GraphError(
            f"node {node.get('id')!r} holds a graph of its own, a group; take groups apart first"
        )


def _attributes(element: Element, keys: dict[str, Key], whose: str) -> Attributes:
    """What is said of a node or an edge, and what holds of all that say nothing.

    A name under which several things are said has a list of them.
    """
    said: dict[str, list[Any]] = {}
    for data in below(element, "data"):
        said.setdefault(needed(data, "key"), []).append("drawing" if len(data) else data.text)
    for ident, key in keys.items():
        if key.default is not None and key.whose in (whose, "all"):
            said.setdefault(ident, [key.default])
    told: dict[str, list[Any]] = {}
    for ident, values in said.items():
        told.setdefault(keys[ident].name if ident in keys else ident, []).extend(values)
    return {name: gathered(values) for name, values in told.items()}
