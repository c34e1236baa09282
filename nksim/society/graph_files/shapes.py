"""What stands in rows and columns and is no table of ties: matrices, neighbours, drawn arrows.

Read as ties they would be other people, and other ties, than anybody meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nksim.core.errors import GraphError
from nksim.society.graph_files.lines import SHOWN, Row
from nksim.society.graph_files.plain_graph import is_missing, number_in

Cells = Sequence[Sequence[str]]
Square = list[list[float]]
SMALLEST = 3  # rows of a matrix that has no names
SURE = 4  # rows from which on zeros along the diagonal are no chance
ADVICE = "matrices are not read; write a row for each tie (source,target,weight)"
_SIGN = r"<?-{1,2}>|<?={1,2}>|<-{1,2}|<={1,2}|[\u2190-\u2194\u21d0-\u21d4\u27f5-\u27fa]"
_DASH = r"--?|[\u2010-\u2015\u2212]"
_BETWEEN = re.compile(rf"{_SIGN}|{_DASH}")  # alone in its cell
_WITHIN = re.compile(rf".*?\S\s*({_SIGN})\s*\S.*")
_ALONE = re.compile(rf".*?\S\s*({_SIGN}|--|(?<=\s)(?:{_DASH})(?=\s))\s*\S.*")
DASHES = ("", *"-=+:")  # what begins the cells of such a line
_RULE = re.compile(r":?-{3,}:?|:-+:?|-+:|[-=+]{3,}")  # of Markdown, and of what databases print


def refuse_drawings(rows: Sequence[Row]) -> None:
    """GraphError for lines of dashes, and for arrows or dashes between the names of every row."""
    for row in rows:
        if row.cells[0][:1] in DASHES and all(_RULE.fullmatch(cell) for cell in row.cells if cell):
            shown = " ".join(filter(None, row.cells))[:SHOWN]
            raise GraphError(
                f"line {row.number}: {shown!r} is a line of dashes, as Markdown and databases"
                " print; take such lines out, or export the table as CSV"
            )
    ties = [row for row in rows if len(row.cells) > 2] or rows
    sign = _sign_between(ties)
    if sign:
        raise GraphError(
            f"line {ties[0].number}: {sign!r} stands between the names of every row; write a tab, a"
            " comma or blanks between two names and nothing else"
        )


def _sign_between(rows: Sequence[Row]) -> str:
    """The arrow or dash that stands between two names of every row; empty if none does."""
    if all(len(row.cells) > 2 and _BETWEEN.fullmatch(row.cells[1]) for row in rows):
        return rows[0].cells[1]
    sign = _ALONE if all(len(row.cells) == 1 for row in rows) else _WITHIN
    first = sign.fullmatch(rows[0].cells[0])
    if first is None or not all(sign.fullmatch(row.cells[0]) for row in rows):
        return ""
    return first[1]


def refuse_matrices(cells: Cells) -> None:
    """GraphError for names along both sides of numbers, or numbers that can only be a matrix."""
    if _has_names_on_both_sides(cells):
        raise GraphError(f"names stand in the first row and in the first column: {ADVICE}")
    if any(_is_matrix(body) for body in _squares(cells)):
        raise GraphError(f"as many rows as columns, all numbers: {ADVICE}")


def may_be_matrix(cells: Cells) -> bool:
    """Whether three ties with weights may as well be a matrix of three people."""
    return any(_is_symmetric(body) or not any(_diagonal(body)) for body in _squares(cells))


def _has_names_on_both_sides(cells: Cells) -> bool:
    heads, below = cells[0], cells[1:]
    names = [row[0] for row in below]
    wide = len(names) + 1
    if len(names) < 2 or len(set(names)) < len(names) or len(heads) not in (wide, wide - 1):
        return False
    if set(heads[len(heads) - len(names) :]) != set(names) or len(max(below, key=len)) != wide:
        return False
    body = [[*row[1:], *[""] * (wide - len(row))] for row in below]
    numbers = _numbers(body, len(names))
    if numbers is None:
        return False
    corner = heads[0] if len(heads) == wide else ""
    return number_in(corner or None) is None or _is_matrix(numbers)


def _squares(cells: Cells) -> Iterator[Square]:
    """The numbers of as many rows as columns: all cells, or without a first row or column."""
    for first_row in (0, 1):
        for first_column in (0, 1):
            rows = cells[first_row:]
            if len(rows) >= SMALLEST and len(rows[0]) == len(rows) + first_column:
                body = [row[first_column:] for row in rows]
                if (numbers := _numbers(body, len(rows))) is not None:
                    yield numbers


def _numbers(body: Cells, size: int) -> Square | None:
    """The numbers of a square, 0 for what is missing; None if it is none, or holds words."""
    if any(len(row) != size for row in body):
        return None
    square = [[0.0 if is_missing(cell) else number_in(cell) for cell in row] for row in body]
    return None if any(None in row for row in square) else square  # type: ignore[return-value]


def _is_matrix(square: Square) -> bool:
    if all(number in (0.0, 1.0) for row in square for number in row):
        return True
    along = set(_diagonal(square))
    if len(square) < SURE:
        return len(along) == 1 and _is_symmetric(square)
    return along == {0.0} or _is_symmetric(square)


def _diagonal(square: Square) -> list[float]:
    return [row[place] for place, row in enumerate(square)]


def _is_symmetric(square: Square) -> bool:
    return all(
        list(column) == row for column, row in zip(zip(*square, strict=True), square, strict=True)
    )
