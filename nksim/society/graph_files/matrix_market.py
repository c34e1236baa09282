"""Matrix Market: a square matrix of which each entry is a tie.

The first line says what kind of matrix it is, the first that is no comment how many rows, columns
and entries there are, each further one an entry: row, column and, unless it is a pattern, a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import PlainGraph, number_in

BANNER = "%%matrixmarket"
MOST_BARE = 500_000  # people beyond two for each entry
WORDS = {"pattern": 2, "integer": 3, "real": 3, "double": 3}  # in a line, by the field
SYMMETRIES = ("general", "symmetric", "skew-symmetric")
SHOWN = 60
_LINE_END = re.compile(r"\r\n|\r|\n")
_COUNT = re.compile(r"[0-9]{1,12}")


class Line(NamedTuple):
    """The words of a line."""

    number: int
    words: list[str]


def is_matrix_market(text: str) -> bool:
    """Whether a text says of itself that it is one."""
    return text.lstrip("\ufeff")[: len(BANNER)].casefold() == BANNER


def read_matrix_market(text: str) -> PlainGraph:
    """The graph of a matrix; GraphError, with the line, for what is none."""
    field, symmetry = _kind(_LINE_END.split(text, maxsplit=1)[0])
    lines = _lines(text)
    size = next(lines, None)
    if size is None:
        raise GraphError("holds no ties: the line of rows, columns and entries is missing")
    entries = list(lines)
    people = _people(size, len(entries))
    graph = PlainGraph({str(number): {} for number in range(1, people + 1)})
    for line in entries:
        one, other = _ends(line, field, people)
        graph.add_tie(one, other, {"weight": line.words[2]} if len(line.words) > 2 else {})
    pairs = {(one, other) for one, other, _ in graph.ties}
    graph.directed = symmetry == "skew-symmetric" or (
        symmetry == "general" and any((other, one) not in pairs for one, other in pairs)
    )
    return graph


def _kind(banner: str) -> tuple[str, str]:
    """Field and symmetry of a matrix; GraphError for what is no matrix of ties."""
    words = banner.lstrip("\ufeff").casefold().split()
    if not words or words[0] != BANNER or len(words) != 5:
        raise GraphError(
            f"line 1: {banner[:SHOWN]!r} is no heading of a matrix; write '%%MatrixMarket matrix"
            " coordinate pattern symmetric', or call a table of ties .txt"
        )
    for what, given, allowed in (
        ("object", words[1], ("matrix",)),
        ("format", words[2], ("coordinate",)),
        ("field", words[3], tuple(WORDS)),
        ("symmetry", words[4], SYMMETRIES),
    ):
        if given not in allowed:
            raise GraphError(
                f"line 1: {what}={given[:SHOWN]} is not read; allowed: {', '.join(allowed)};"
                " write the matrix in one of them"
            )
    return words[3], words[4]


def _lines(text: str) -> Iterator[Line]:
    """The lines that hold anything but comments."""
    for number, line in enumerate(_LINE_END.split(text), 1):
        words = line.split()
        if words and not words[0].lstrip("\ufeff").startswith("%"):
            yield Line(number, words)


def _people(size: Line, entries: int) -> int:
    """How many people there are; GraphError for a size that does not fit what follows."""
    if len(size.words) != 3 or not all(_COUNT.fullmatch(word) for word in size.words):
        raise GraphError(
            f"line {size.number}: {' '.join(size.words)[:SHOWN]!r} is no size of a matrix; write"
            " how many rows, columns and entries there are"
        )
    rows, columns, said = map(int, size.words)
    if rows != columns:
        raise GraphError(
            f"line {size.number}: rows={rows} and columns={columns}: rows and columns of such a"
            " matrix are not the same people; give a square one"
        )
    if said != entries:
        raise GraphError(
            f"line {size.number}: entries={said}, but {entries} lines follow; the file is cut off"
            " or has another size: export it again"
        )
    if rows > (most := MOST_BARE + 2 * entries):
        raise GraphError(f"line {size.number}: rows={rows} is above {most} for so few entries")
    return rows


def _ends(line: Line, field: str, people: int) -> tuple[str, str]:
    """The two people of an entry, as they are named; its number is looked at."""
    words = line.words
    if len(words) != WORDS[field]:
        raise GraphError(
            f"line {line.number}: {' '.join(words)[:SHOWN]!r} has {len(words)} words; an entry of a"
            f" matrix of field={field} has {WORDS[field]}"
        )
    for word in words[:2]:
        if not _COUNT.fullmatch(word) or not 1 <= int(word) <= people:
            raise GraphError(
                f"line {line.number}: there is no row or column {word[:SHOWN]!r}; allowed: 1 to"
                f" {people}"
            )
    number = number_in(words[2]) if len(words) > 2 else 1.0
    if number is None or not math.isfinite(number):
        raise GraphError(f"line {line.number}: {words[2][:SHOWN]!r} is no number; give a number")
    return str(int(words[0])), str(int(words[1]))
