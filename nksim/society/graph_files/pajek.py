"""Pajek networks (.net): vertices with names, then arcs and edges in rows, lists or a matrix."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from nksim.core.columns import LAYERS
from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import Attributes, PlainGraph, listed, number_in
from nksim.society.graph_files.several import TIMES_UNUSED

MOST_BARE = 500_000  # vertices beyond those that have a line of their own
DIRECTED = frozenset({"*arcs", "*arcslist", "*matrix"})
ROWS_OF_TIES = ("*arcs", "*arcslist", "*edges", "*edgeslist")
READ = ("*network", "*vertices", *ROWS_OF_TIES, "*matrix")
_BEHIND = (  # what stands behind a vertex or a tie for drawings: shapes, and names of numbers
    "ellipse box diamond triangle cross empty house man woman point"
    " x_fact y_fact s_size phi r q ic bc bw lc la lr lp lphi fos font w c p s a ap l h1 h2 a1 a2 k1"
    " k2 hook size"
)
DRAWING = frozenset(_BEHIND.split())
_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r'"((?:[^"]|"")*)"(?!\S)|([^\s"]+)(?!\S)|(\S+)')
_RELATION = re.compile(r":[0-9]+")
_OF_A_ROW = re.compile(r"[0-9]+:")


class Row(NamedTuple):
    """The words of a line, and which of them stand in quotes; a tie may name its relation."""

    number: int
    words: list[str]
    quoted: list[bool]
    relation: str = ""

    @property
    def has_times(self) -> bool:
        """Whether it says when a vertex or a tie is there, as in [1-3]."""
        return any(
            word.startswith("[") and not quoted
            for word, quoted in zip(self.words[2:], self.quoted[2:], strict=True)
        )

    def of_a_tie(self) -> Row:
        """The row with the number of its relation set apart, as in `2: 1 5`."""
        first, *words = self.words
        if self.quoted[0] or not _OF_A_ROW.fullmatch(first):
            return self
        return Row(self.number, words, self.quoted[1:], f":{first[:-1]}")


class Part(NamedTuple):
    """A line that begins with a star, and the rows below it."""

    name: str
    head: Row
    rows: list[Row]


def read_pajek(text: str) -> PlainGraph:
    """The graph of a Pajek file: vertices go by their names if each has its own, else by number."""
    graph, names, relations = PlainGraph(), dict[str, str](), _Relations()
    rows: list[Row] = []
    for part in _parts(text):
        if part.name == "*vertices" and names:
            graph.left_aside.append("the file holds several networks; only the first one is read")
            break
        if part.name == "*vertices":
            names = _vertices(part, graph)
        elif part.name != "*network":
            _add_ties(part, names, relations, graph)
        rows += part.rows if part.name in ("*vertices", "*arcs", "*edges") else []
    if not names:
        raise GraphError("names no *Vertices; export it again as a Pajek network")
    graph.left_aside += relations.sentences()
    if any(row.has_times for row in rows):
        graph.left_aside.append(TIMES_UNUSED)
    return graph


class _Relations:
    """Which relations there are, by number, and which of them are layers."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def begun(self, head: Row) -> str:
        """What the relation of a part goes by, with the name that its heading gives it."""
        _, *told = head.words
        if not told:
            return ""
        number = told[0] if _RELATION.fullmatch(told[0]) else ""
        name = " ".join(told[1:] if number else told)
        key = number or name
        self.names[key] = name or self.names.get(key, key)
        return key

    def layer_of(self, key: str) -> Attributes:
        """The layer of the ties of a relation, if it is called like one."""
        if not key:
            return {}
        layer = self.names.setdefault(key, key).strip().casefold()
        return {"layer": layer} if layer in LAYERS else {}

    def sentences(self) -> list[str]:
        """Which names are not used."""
        others = [name for name in self.names.values() if name.strip().casefold() not in LAYERS]
        if not others:
            return []
        return [
            f"names of relations are not used: {listed(others)} (those that are layers:"
            f" {', '.join(LAYERS)})"
        ]


def _add_ties(part: Part, names: dict[str, str], relations: _Relations, graph: PlainGraph) -> None:
    """The relation of a row goes before that of the heading."""
    begun = relations.begun(part.head)
    graph.directed |= part.name in DIRECTED and bool(part.rows)
    for row, one, other, told in _ties(part, names):
        if one not in names or other not in names:
            raise GraphError(f"line {row.number}: there are no vertices {one} and {other}")
        layer = relations.layer_of(row.relation or begun)
        graph.add_tie(names[one], names[other], told | layer)
    words = "labels and drawings of ties are not used"
    if words not in graph.left_aside and any(_is_drawn(part, row) for row in part.rows):
        graph.left_aside.append(words)


def _is_drawn(part: Part, row: Row) -> bool:
    """Whether a tie has more than a weight and times."""
    if part.name not in ("*arcs", "*edges"):
        return False
    return any(number_in(word) is None and not word.startswith("[") for word in row.words[2:])


def _parts(text: str) -> Iterator[Part]:
    part: Part | None = None
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.strip() or line.lstrip().startswith("%"):
            continue
        row = _row(number, line)
        first = row.words[0]
        if first.startswith("*") and not row.quoted[0]:
            if part is not None:
                yield part
            part = Part(first.casefold(), row, [])
            if part.name not in READ:
                raise GraphError(f"line {number}: {first} is not read; allowed: {', '.join(READ)}")
        elif part is None:
            raise GraphError(f"line {number}: a Pajek network begins with *Vertices")
        else:
            part.rows.append(row.of_a_tie() if part.name in ROWS_OF_TIES else row)
    if part is not None:
        yield part


def _row(number: int, line: str) -> Row:
    """The words of a line up to a comment; a doubled quote within quotes is one."""
    row = Row(number, [], [])
    free = line.lstrip().casefold().startswith("*network")  # its name may be anything
    for found in _WORD.finditer(line):
        quoted, word, wrong = found.groups()
        if wrong is not None and not free:
            raise GraphError(
                f"line {number}: a quote is opened and not closed, or stands within a name"
                f' (got {line.strip()[:60]!r}); put the whole name in quotes, and write "" for a'
                " quote in it"
            )
        if word is not None and word.startswith("%") and row.words:
            break
        row.words.append(quoted.replace('""', '"') if quoted is not None else word or wrong)
        row.quoted.append(quoted is not None)
    return row


def _vertices(part: Part, graph: PlainGraph) -> dict[str, str]:
    """Names by number; where they lie in a drawing is not used."""
    numbers = _numbers(part)
    told = _labels(part, frozenset(numbers))
    if any(_has_more(row) for row in part.rows):
        graph.left_aside.append("coordinates and drawings of nodes are not used")
    if told and (len(told) < len(numbers) or len(set(told.values())) < len(told)):
        graph.left_aside.append("labels are missing or shared: people go by their numbers")
        told = {}
    names = {number: told.get(number, number) for number in numbers}
    graph.people.update((name, {}) for name in names.values())
    return names


def _numbers(part: Part) -> list[str]:
    """The numbers of the vertices: 1 to what the heading says."""
    count, *others = part.head.words[1:] or [""]
    most = MOST_BARE + len(part.rows)
    where = f"line {part.head.number}: *Vertices"
    if not re.fullmatch(r"[0-9]{1,9}", count) or int(count) > most:
        raise GraphError(f"{where} needs their number (got {count[:20]!r}; allowed up to {most:,})")
    if others and others[0] != count:
        raise GraphError(
            f"{where} {count} {others[0][:20]}: a network of two modes joins people with events or"
            " places, which are no people; make it one of people with Pajek first"
        )
    return [str(number) for number in range(1, int(count) + 1)]


def _labels(part: Part, known: frozenset[str]) -> dict[str, str]:
    """The labels that vertices have, by number."""
    told: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in part.rows:
        number = row.words[0]
        if number not in known:
            raise GraphError(f"line {row.number}: there is no vertex {number!r} of {len(known)}")
        if len(row.words) < 2:
            continue
        _check_label(row)
        label = row.words[1]
        if told.setdefault(number, label) != label:
            raise GraphError(
                f"line {row.number}: vertex {number} has label={told[number]!r} (line"
                f" {lines[number]}) and label={label!r}; give a vertex one line"
            )
        lines.setdefault(number, row.number)
    return told


def _check_label(row: Row) -> None:
    """GraphError for a name with blanks and without quotes."""
    if len(row.words) < 3:
        return
    third, quoted = row.words[2], row.quoted[2]
    usual = third.startswith("[") or third.casefold() in DRAWING
    if not quoted and (usual or number_in(third) is not None):
        return
    raise GraphError(
        f"line {row.number}: {third[:60]!r} stands behind the label {row.words[1][:60]!r} and is no"
        " coordinate and no drawing; names with blanks need quotes"
    )


def _has_more(row: Row) -> bool:
    """Whether a vertex has more than a number, a label and times."""
    return len(row.words) > 2 and not row.words[2].startswith("[")


def _ties(part: Part, names: dict[str, str]) -> Iterator[tuple[Row, str, str, Attributes]]:
    """Rows with the numbers of two vertices each, and what is said of their tie."""
    if part.name == "*matrix":
        yield from _cells(part, len(names))
        return
    for row in part.rows:
        if not row.words or (part.name in ("*arcs", "*edges") and len(row.words) < 2):
            raise GraphError(f"line {row.number}: a tie needs two vertices")
        if part.name.endswith("list"):
            yield from ((row, row.words[0], other, {}) for other in row.words[1:])
        else:
            yield row, row.words[0], row.words[1], _weight(row)


def _weight(row: Row) -> Attributes:
    """The weight of a tie, which may lack where times or drawings follow."""
    third = row.words[2] if len(row.words) > 2 else "["
    if number_in(third) is not None:
        return {"weight": third}
    if third.startswith("[") or third.casefold() in DRAWING:
        return {}
    raise GraphError(f"line {row.number}: {third[:60]!r} is no weight; give a number, or none")


def _cells(part: Part, size: int) -> Iterator[tuple[Row, str, str, Attributes]]:
    """The cells of a matrix that are not 0."""
    where = part.rows[-1].number if part.rows else part.head.number
    if len(part.rows) != size:
        raise GraphError(
            f"line {where}: *Matrix has {len(part.rows)} rows; it needs one for each of the"
            f" {size} vertices"
        )
    for place, row in enumerate(part.rows, 1):
        if len(row.words) != size:
            raise GraphError(
                f"line {row.number}: a row of *Matrix has {len(row.words)} numbers; it needs one"
                f" for each of the {size} vertices"
            )
        for column, cell in enumerate(row.words, 1):
            number = number_in(cell)
            if number is None or not math.isfinite(number):
                raise GraphError(
                    f"line {row.number}: *Matrix holds {cell[:20]!r}, which is no number; write 0"
                    " where there is no tie"
                )
            if number != 0.0:
                yield row, str(place), str(column), {"weight": cell}
