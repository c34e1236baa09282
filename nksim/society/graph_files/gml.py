"""GML, with labels or without, as programs and the data sets of the field have it.

A text is a list of keys with values: numbers, quoted text, or lists of the same in brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes, PlainGraph

Block = dict[str, list[Any]]  # values by key; a key may stand several times
DEEPEST = 100
_TOKEN = re.compile(r'"([^"]*)"|([\[\]])|(#[^\n\r]*)|([^\s\[\]"#]+)|(\s+)|(.)')
_KEY = re.compile(r"[A-Za-z_][\w.:-]*")


def read_gml(text: str) -> PlainGraph:
    """The graph of a GML text: people go by labels if all have one of their own, else by ids."""
    graphs = [block for block in _block(text).get("graph", []) if isinstance(block, dict)]
    if not graphs:
        raise GraphError("holds no graph; export it again")
    graph, block = PlainGraph(), graphs[0]
    if len(graphs) > 1:
        graph.left_aside.append(f"the file holds {len(graphs)} graphs; only the first one is read")
    graph.directed = str(block.get("directed", [0])[0]) not in ("0", "false")
    nodes = [_attributes(node, "node") for node in block.get("node", [])]
    names = _names(nodes, graph.left_aside)
    for ident, told in zip(names, nodes, strict=True):
        graph.add_person(names[ident], told)
    for edge in block.get("edge", []):
        told = _attributes(edge, "edge")
        one, other = (_taken(told, end, "edge") for end in ("source", "target"))
        for end in (one, other):
            if end not in names:
                raise GraphError(f"edge {one}-{other}: there is no node with id {end}")
        graph.add_tie(names[one], names[other], told)
    return graph


def _names(nodes: list[Attributes], left_aside: list[str]) -> dict[str, str]:
    """The name of each node by its id; takes what became the name out of the attributes."""
    ids = [_taken(node, "id", "node") for node in nodes]
    if twice := [ident for ident, count in Counter(ids).items() if count > 1]:
        raise GraphError(f"node id {twice[0]} is given twice; give every node an id of its own")
    labels = [str(node["label"]).strip() for node in nodes if "label" in node]
    if len(labels) == len(ids) and all(labels) and len(set(labels)) == len(labels):
        for node in nodes:
            del node["label"]
        return dict(zip(ids, labels, strict=True))
    if labels:
        left_aside.append("labels are missing or shared: people go by their ids")
    return dict(zip(ids, ids, strict=True))


def _taken(told: Attributes, key: str, what: str) -> str:
    if key not in told:
        raise GraphError(f"a {what} has no {key}; export it again")
    return str(told.pop(key)).strip()


def _attributes(block: Any, what: str) -> Attributes:
    if not isinstance(block, dict):
        raise GraphError(f"a {what} is {block!r} and no list in brackets; export it again")
    return {
        key: "drawing" if isinstance(values[-1], dict) else values[-1]
        for key, values in block.items()
    }


def _block(text: str) -> Block:
    """All keys and values of a text, blocks within blocks."""
    root: Block = {}
    stack, key = [root], ""
    for word, quoted, line in _tokens(text):
        if not key and (quoted or not _KEY.fullmatch(word)):
            if word == "]" and not quoted and len(stack) > 1:
                stack.pop()
                continue
            raise GraphError(f"line {line}: a key is expected (got {word[:40]!r}); export it again")
        if not key:
            key = word
            continue
        if word == "]" and not quoted:
            raise GraphError(f"line {line}: key {key} has no value; export it again")
        opens = word == "[" and not quoted
        value: Any = {} if opens else unescape(word)
        stack[-1].setdefault(key, []).append(value)
        if opens:
            stack.append(value)
        if len(stack) > DEEPEST:
            raise GraphError(f"line {line}: blocks lie more than {DEEPEST} deep in one another")
        key = ""
    if key or len(stack) > 1:
        raise GraphError("ends in the middle of a block; export it again")
    return root


def _tokens(text: str) -> Iterator[tuple[str, bool, int]]:
    """Words, whether they are quoted, and the line in which they begin."""
    line = 1
    for found in _TOKEN.finditer(text):
        quoted, bracket, _, word, _, wrong = found.groups()
        if wrong:
            raise GraphError(f"line {line}: a quote is opened and not closed; export it again")
        if quoted is not None:
            yield quoted, True, line
        elif bracket or word:
            yield bracket or word, False, line
        line += found[0].count("\n") or found[0].count("\r")
