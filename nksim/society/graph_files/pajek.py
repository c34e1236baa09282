"""Pajek networks (.net): vertices with names, then arcs and edges in rows, lists or a matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes, PlainGraph, number_in

MOST_BARE = 500_000  # vertices beyond those that have a line of their own
DIRECTED = frozenset({"*arcs", "*arcslist", "*matrix"})
READ = ("*network", "*vertices", "*edges", "*edgeslist", *sorted(DIRECTED))
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')


class Row(NamedTuple):
    """The words of a line."""

    number: int
    words: list[str]


class Part(NamedTuple):
    """A line that begins with a star, and the rows below it."""

    name: str
    head: Row
    rows: list[Row]


def read_pajek(text: str) -> PlainGraph:
    """The graph of a Pajek file: vertices go by their names if each has its own, else by number."""
    graph, names = PlainGraph(), dict[str, str]()
    for part in _parts(text):
        if part.name == "*vertices" and names:
            graph.left_aside.append("the file holds several networks; only the first one is read")
            break
        if part.name == "*vertices":
            names = _vertices(part, graph)
        elif part.name != "*network":
            graph.directed |= part.name in DIRECTED and bool(part.rows)
            for row, one, other, told in _ties(part, names):
                if one not in names or other not in names:
                    raise GraphError(f"line {row.number}: there are no vertices {one} and {other}")
                graph.add_tie(names[one], names[other], told)
    if not names:
        raise GraphError("names no *Vertices; export it again as a Pajek network")
    return graph


def _parts(text: str) -> Iterator[Part]:
    part: Part | None = None
    for number, line in enumerate(_LINE_END.split(text), 1):
        words = [quoted or word for quoted, word in _WORD.findall(line)]
        if not words or line.lstrip().startswith("%"):
            continue
        row = Row(number, words)
        if words[0].startswith("*"):
            if part is not None:
                yield part
            part = Part(words[0].casefold(), row, [])
            if part.name not in READ:
                raise GraphError(
                    f"line {number}: {words[0]} is not read; allowed: {', '.join(READ)}"
                )
        elif part is None:
            raise GraphError(f"line {number}: a Pajek network begins with *Vertices")
        else:
            part.rows.append(row)
    if part is not None:
        yield part


def _vertices(part: Part, graph: PlainGraph) -> dict[str, str]:
    """Names by number; where they lie in a drawing is not used."""
    count = part.head.words[1] if len(part.head.words) > 1 else ""
    most = MOST_BARE + len(part.rows)
    if not re.fullmatch(r"[0-9]{1,9}", count) or int(count) > most:
        raise GraphError(
            f"line {part.head.number}: *Vertices needs their number (got {count[:20]!r};"
            f" allowed up to {most:,})"
        )
    told = {row.words[0]: row.words[1] for row in part.rows if len(row.words) > 1}
    numbers = [str(number) for number in range(1, int(count) + 1)]
    known = frozenset(numbers)
    if unknown := [row for row in part.rows if row.words[0] not in known]:
        raise GraphError(
            f"line {unknown[0].number}: there is no vertex {unknown[0].words[0]!r} of {count}"
        )
    if any(len(row.words) > 2 for row in part.rows):
        graph.left_aside.append("coordinates and drawings of nodes are not used")
    if told and (len(told) < len(numbers) or len(set(told.values())) < len(told)):
        graph.left_aside.append("labels are missing or shared: people go by their numbers")
        told = {}
    names = {number: told.get(number, number) for number in numbers}
    graph.people.update((name, {}) for name in names.values())
    return names


def _ties(part: Part, names: dict[str, str]) -> Iterator[tuple[Row, str, str, Attributes]]:
    """Rows with the numbers of two vertices each, and what is said of their tie."""
    for place, row in enumerate(part.rows, 1):
        if part.name == "*matrix":
            for column, cell in enumerate(row.words, 1):
                if number_in(cell) != 0.0:
                    yield row, str(place), str(column), {"weight": cell}
        elif part.name.endswith("list"):
            yield from ((row, row.words[0], other, {}) for other in row.words[1:])
        elif len(row.words) < 2:
            raise GraphError(f"line {row.number}: a tie needs two vertices")
        else:
            one, other, *rest = row.words
            yield row, one, other, {"weight": rest[0]} if rest else {}
