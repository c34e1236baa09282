"""Tables of ties: edge lists and CSV, as people and programs write them.

A row with two names is a tie, a row with one name a person without ties. Columns go by their
headings; without any, the third is the weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nksim.core.errors import GraphError
from nksim.society.graph_files.foreign import refuse_other_formats
from nksim.society.graph_files.headings import (
    NAMED,
    NUMBER,
    WEIGHTS,
    Columns,
    are_of_people,
    columns_of,
    may_be_heading,
)
from nksim.society.graph_files.lines import BLANKS, SHOWN, Row, rows_of
from nksim.society.graph_files.matrix_market import is_matrix_market, read_matrix_market
from nksim.society.graph_files.names import make_whole
from nksim.society.graph_files.plain_graph import NO_VALUE, PlainGraph, listed
from nksim.society.graph_files.shapes import may_be_matrix, refuse_drawings, refuse_matrices

READ = ("layer", "bond", "weight")
NOBODY = NO_VALUE - {".", "-", "?"}  # words that stand for a missing name as often as for a name
MOST_COLUMNS = 4  # without headings: two names, weight and time, as KONECT has it
Named = dict[int, str]  # what is read besides the two names, by the place of its column


def read_table(text: str) -> PlainGraph:
    """The graph of a table of ties; GraphError, with the line, for what cannot be understood."""
    if is_matrix_market(text):
        return read_matrix_market(text)
    refuse_other_formats(text)
    rows, separator = rows_of(text)
    if not rows:
        raise GraphError("holds no ties; write a row of two names for each")
    refuse_drawings(rows)
    graph = PlainGraph()
    rows, columns = _columns(graph, rows)
    _refuse_other_shapes(graph, rows, columns)
    if columns.names:
        heads, rows = rows[0], rows[1:]
        named = _headed(graph, columns, heads, rows)
    else:
        named = _headless(graph, rows, separator)
    for row in rows:
        _add(graph, row, columns, named, free_comma=separator != ",")
    _check_ties(graph, rows)
    graph.add_people_of_ties(say=False)
    make_whole(graph)
    return graph


def _columns(graph: PlainGraph, rows: list[Row]) -> tuple[list[Row], Columns]:
    """The columns, and the rows without those that say the headings again, which is said."""
    heads = _words(rows[0])
    again = [row for row in rows[1:] if row.cells[0].casefold() in heads]
    again = [row for row in again if sorted(_words(row)) == sorted(heads)]
    numbers = [row.number for row in again if _words(row) == heads]
    without = set(numbers)
    once = [row for row in rows if row.number not in without] if again else rows
    columns = _with_row_names(once, columns_of([row.cells for row in once]))
    if not again:
        return rows, columns
    if not columns.names:
        return rows, columns_of([row.cells for row in rows])
    if columns.sure and len(numbers) < len(again):
        other = next(row for row in again if row.number not in without)
        raise GraphError(
            f"line {other.number}: the headings stand again in another order"
            f" ({listed(other.cells)}); give every row the columns of the first"
        )
    if numbers:
        graph.left_aside.append(
            f"the headings stand again in line {listed(numbers)}, and are not read as people"
        )
    return once, columns


def _words(row: Row) -> list[str]:
    """The cells of a row in small letters, up to the last that holds something."""
    return [cell.casefold() for cell in row.cells[: _filled(row.cells)]]


def _refuse_other_shapes(graph: PlainGraph, rows: Sequence[Row], columns: Columns) -> None:
    """GraphError for a table of people or a matrix; what may be a matrix is said."""
    if are_of_people([row.cells for row in rows]):
        raise GraphError(
            f"line {rows[0].number}: the headings ({listed(rows[0].cells)}) are those of a table of"
            " people, and two columns of names (source,target) are needed for ties; people with"
            " attributes are read from .graphml, .gexf and .gml"
        )
    known = columns.names and (columns.sure or NAMED & set(columns.names))
    if known or len(rows) > 1 + max(len(row.cells) for row in rows[:2]):
        return
    cells = [row.cells[: _filled(row.cells)] for row in rows]
    refuse_matrices(cells)
    if may_be_matrix(cells):
        graph.left_aside.append(
            "as many rows as columns, all numbers, are read as ties with a weight; a matrix is not"
            " read"
        )


def _with_row_names(rows: Sequence[Row], columns: Columns) -> Columns:
    """R writes a number before each row and no heading over it: all headings stand one further."""
    wide = len(columns.names) + 1
    if not columns.names or len(rows) < 2:
        return columns
    if any(
        len(row.cells) != wide or row.cells[0] != str(place)
        for place, row in enumerate(rows[1:], 1)
    ):
        return columns
    return Columns(columns.one + 1, columns.other + 1, ("", *columns.names), columns.sure)


def _headed(graph: PlainGraph, columns: Columns, heads: Row, rows: Sequence[Row]) -> Named:
    """The columns that are read besides the two names; what else there is, is said."""
    if not columns.sure:
        words = listed(heads.cells)
        graph.left_aside.append(f"the first row ({words}) is read as headings and not as people")
    named, others = Named(), list[str]()
    for place, heading in enumerate(columns.names):
        name = "weight" if heading in WEIGHTS else heading
        if place in (columns.one, columns.other):
            continue
        if name in READ and name not in named.values():
            named[place] = name
        elif any(place < len(row.cells) and row.cells[place] for row in rows):
            others.append(heading or "without a heading")
    for row in rows:
        if any(row.cells[len(columns.names) :]):
            raise GraphError(
                f"line {row.number}: the row has {len(row.cells)} columns and the headings name"
                f" {len(columns.names)}; give every column a heading"
            )
    if others:
        read = ", ".join(READ)
        graph.left_aside.append(f"columns not used: {listed(others)} (those read: {read})")
    return named


def _headless(graph: PlainGraph, rows: Sequence[Row], separator: str) -> Named:
    """Without headings the third column is the weight and a fourth one the time."""
    if may_be_heading([row.cells for row in rows]):
        graph.left_aside.append(
            f"the first row ({listed(rows[0].cells)}) is read as people, who stand nowhere else; if"
            " it names the columns, call them source and target"
        )
    if separator == BLANKS:  # a name of several words is likelier than a list of neighbours
        _check_weights(rows, separator)
    wide = _check_widths(rows)
    if separator != BLANKS:
        _check_weights(rows, separator)
    if wide == MOST_COLUMNS:
        graph.left_aside.append("the fourth column, a time as a rule, is not used")
    return {2: "weight"} if wide > 2 else {}


def _check_weights(rows: Iterable[Row], separator: str) -> None:
    """GraphError for a word behind two names."""
    for row in rows:
        for cell in row.cells[2:]:
            if cell and not _is_number(cell, separator):
                raise GraphError(
                    f"line {row.number}: the third column, {cell[:SHOWN]!r}, is no weight; put"
                    " names with blanks in quotes, or name the columns in a first row"
                    " (source,target,layer,bond,weight)"
                )


def _check_widths(rows: Sequence[Row]) -> int:
    """How many columns there are; GraphError for too many, and for a list of neighbours."""
    wide = max((_filled(row.cells) for row in rows), default=0)
    widths = sorted({len(row.cells) for row in rows if len(row.cells) > 1 and row.cells[1]})
    is_ragged = wide > 2 and len(widths) > 1
    if wide > MOST_COLUMNS or (is_ragged and not _have_weights(rows, wide)):
        raise GraphError(
            f"rows of {' and '.join(map(str, widths[-2:]))} columns without headings: lists of"
            " neighbours and matrices are not read; write a row for each tie, or name the columns"
            " in a first row"
        )
    return wide


def _have_weights(rows: Sequence[Row], wide: int) -> bool:
    """Whether the third column, empty in some rows, can only be a weight: it names nobody."""
    names = {cell for row in rows for cell in row.cells[:2]}
    return wide == 3 and not any(row.cells[2] in names for row in rows if len(row.cells) > 2)


def _filled(cells: Sequence[str]) -> int:
    """How many cells there are up to the last that holds something."""
    return max((place for place, cell in enumerate(cells, 1) if cell), default=0)


def _is_number(cell: str, separator: str) -> bool:
    if cell.casefold() in NO_VALUE:
        return True
    return bool(NUMBER.fullmatch(cell)) and (separator != "," or "," not in cell)


def _add(graph: PlainGraph, row: Row, columns: Columns, named: Named, *, free_comma: bool) -> None:
    """A tie or a person without any."""
    cells = row.cells
    one, other = (cells[place] if place < len(cells) else "" for place in columns[:2])
    for name in (one, other):
        if name.casefold() in NOBODY:
            raise GraphError(
                f"line {row.number}: {name} may be a name or a missing one; leave the place empty"
                " for a person without ties, or give the person another name"
            )
    told = {
        name: _number(cells[place], free_comma)
        for place, name in named.items()
        if place < len(cells) and cells[place]
    } | (row.data or {})
    if one and other:
        graph.add_tie(one, other, told)
    elif (one or other) and not told and row.data is None:
        graph.people.setdefault(one or other, {})
    else:
        raise GraphError(
            f"line {row.number}: row={', '.join(cells)[:SHOWN]!r} names no two nodes and no person"
            " alone; give source and target, or one name and nothing else"
        )


def _number(cell: str, free_comma: bool) -> str:
    """A number as Python writes it, where a comma can be a decimal sign."""
    return cell.replace(",", ".") if free_comma and NUMBER.fullmatch(cell) else cell


def _check_ties(graph: PlainGraph, rows: Iterable[Row]) -> None:
    """A table in which no row names two people is written in a way that is not understood."""
    if graph.ties:
        return
    if (row := next(iter(rows), None)) is None:
        raise GraphError("holds headings and no ties; write a row of two names for each")
    raise GraphError(
        f"line {row.number}: row={', '.join(row.cells)[:SHOWN]!r} names no two nodes, and no"
        " other row does; part names by a tab, a comma, a semicolon, a bar or blanks"
    )
