"""GML, with labels or without, as programs and the data sets of the field have it.

A text is a list of keys with values: numbers, quoted text, or lists of the same in brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes, PlainGraph
from nksim.society.graph_files.several import READ, distinct, gathered

DEEPEST = 100
ONCE = frozenset({"id", "label", "source", "target", "directed", *READ})
_TOKEN = re.compile(r'"([^"]*)"|([\[\]])|(#[^\n\r]*)|([^\s\[\]"#]+)|(\s+)|(.)')
_KEY = re.compile(r"[A-Za-z_][\w.:-]*")


class Given(NamedTuple):
    """A value: text, or a block of keys; and the line in which it begins."""

    value: Any
    line: int


Block = dict[str, list[Given]]  # values by key; a key may stand several times


def read_gml(text: str) -> PlainGraph:
    """The graph of a GML text: people go by labels if all have one of their own, else by ids."""
    graphs = [given for given in _block(text).get("graph", []) if isinstance(given.value, dict)]
    if not graphs:
        raise GraphError("holds no graph; export it again")
    graph, block = PlainGraph(), graphs[0].value
    if len(graphs) > 1:
        graph.left_aside.append(f"the file holds {len(graphs)} graphs; only the first one is read")
    directed = _one("directed", block.get("directed", [Given("0", 0)]), "graph")
    graph.directed = str(directed).strip() not in ("0", "false")
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


def _attributes(given: Given, what: str) -> Attributes:
    """What is said of a node or an edge; GraphError where it contradicts itself."""
    block, line = given
    if not isinstance(block, dict):
        raise GraphError(
            f"line {line}: a {what} is {block!r} and no list in brackets; export it again"
        )
    where = f"{what}{_known_as(block)}"
    return {key: _one(key, values, where) for key, values in block.items()}


def _known_as(block: Block) -> str:
    """What a message calls a node or an edge."""
    ends = [str(block[key][0].value)[:40] for key in ("id", "source", "target") if key in block]
    return f" {'-'.join(ends[-2:])}" if ends else ""


def _one(key: str, values: list[Given], where: str) -> Any:
    """The value of a key; a list of several if nobody reads it."""
    plain = ["drawing" if isinstance(given.value, dict) else given.value for given in values]
    told = distinct(plain)
    if len(told) > 1 and key.casefold() in ONCE:
        line = values[plain.index(told[1])].line
        raise GraphError(
            f"line {line}: {where} has {key}={told[0]!r:.80} and {key}={told[1]!r:.80};"
            " give one value"
        )
    return gathered(plain)


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
        stack[-1].setdefault(key, []).append(Given(value, line))
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
