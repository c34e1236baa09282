"""GEXF 1.1 to 1.3, as Gephi and networkx write it, also where nodes and edges come and go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes, PlainGraph
from nksim.society.graph_files.several import TIMES_UNUSED, gathered
from nksim.society.graph_files.xml_tree import (
    below,
    has,
    kind,
    needed,
    only_graph,
    read_tree,
    within,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Titles = Mapping[str, tuple[str, str | None]]  # name and default of an attribute, by its id
TIMES = frozenset({"start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"})
NO_TRAITS = frozenset({"attvalues", "spells", "slices", "nodes", "edges", "parents"})


def read_gexf(content: bytes) -> PlainGraph:
    """The graph of a GEXF document; GraphError if there is none."""
    root, graph = read_tree(content), PlainGraph()
    element = only_graph(root, "gexf", list(below(root, "graph")), graph.left_aside)
    usual = element.get("defaultedgetype", "undirected")
    titles = {whose: _titles(element, whose) for whose in ("node", "edge")}
    nodes, edges = list(within(element, "nodes", "node")), list(within(element, "edges", "edge"))
    for node in nodes:
        _refuse_groups(node)
        name = needed(node, "id")
        told = _attributes(node, titles["node"], ("label",))
        if told.get("label") == name:
            del told["label"]
        graph.add_person(name, told)
    for edge in edges:
        graph.directed |= edge.get("type", usual) == "directed"
        ends = needed(edge, "source"), needed(edge, "target")
        graph.add_tie(*ends, _attributes(edge, titles["edge"], ("weight", "label", "kind")))
    if any(_has_times(part) for part in (*nodes, *edges)):
        graph.left_aside.append(TIMES_UNUSED)
    graph.add_people_of_ties()
    return graph


def _titles(graph: Element, whose: str) -> Titles:
    return {
        needed(attribute, "id"): (
            attribute.get("title") or needed(attribute, "id"),
            next((child.text for child in below(attribute, "default")), None),
        )
        for attributes in below(graph, "attributes")
        if attributes.get("class") == whose
        for attribute in below(attributes, "attribute")
    }


def _refuse_groups(node: Element) -> None:
    if has(node, "nodes") or node.get("pid"):
        raise GraphError(f"node {node.get('id')!r} is a group or in one; take groups apart first")


def _has_times(element: Element) -> bool:
    values = within(element, "attvalues", "attvalue")
    return (
        bool(TIMES & set(element.keys()))
        or has(element, "spells")
        or any(TIMES & set(value.keys()) for value in values)
    )


def _attributes(element: Element, titles: Titles, own: tuple[str, ...]) -> Attributes:
    """What is said of a node or an edge, or holds of all that say nothing; drawings by name.

    A name under which several things are said has a list of them.
    """
    said: dict[str, list[Any]] = {name: [element.get(name)] for name in own if element.get(name)}
    for value in within(element, "attvalues", "attvalue"):
        title = value.get("for") or value.get("id") or ""
        name = titles.get(title, (title, None))[0]
        said.setdefault(name, []).append(value.get("value"))
    for name, default in titles.values():
        if default is not None:
            said.setdefault(name, [default])
    known = NO_TRAITS | said.keys()
    drawn: Attributes = {kind(child): "drawing" for child in element if kind(child) not in known}
    return {name: gathered(values) for name, values in said.items()} | drawn
