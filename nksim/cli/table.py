"""Tables for any width from 40 columns on.

Side by side where there is room, else a row as a few lines.

No word, name or number is ever cut: a column is at least as wide as its longest word, and where all
columns together do not fit, each row becomes its first cell and, under it, the others with their
heads.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence

PIPED_WIDTH, NARROWEST = 160, 40
BETWEEN, MARGINS, INDENT = 2, 2, "  "
Row = tuple[str, ...]


def print_table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: bool = False,
    width: int = PIPED_WIDTH,
) -> None:
    """Print a table of at most this width.

    With `numbers`, all columns but the first stand on the right.
    """
    from rich.console import Console
    from rich.text import Text

    cells = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    wide = min(terminal_width(), width)
    widths = column_widths([tuple(heads), *cells], wide, first_gives_way=numbers)
    console = Console(width=wide, highlight=False)
    if widths is not None:
        console.print(_side_by_side(title, heads, cells, widths, numbers=numbers))
        return
    console.print(Text(title, style="bold"), soft_wrap=True)
    for row in cells:
        console.print(Text("\n".join(as_lines(heads, row, wide))), soft_wrap=True)
    console.print()


def terminal_width() -> int:
    """The columns of the terminal, or what COLUMNS says; PIPED_WIDTH where there is none."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, NARROWEST)


def column_widths(
    rows: Sequence[Row], room: int, *, first_gives_way: bool = False
) -> list[int] | None:
    """How wide each column is where a table has so much room; None if its longest words do not fit.

    The first row is the heads. Wide columns give way first, or, where the others hold numbers, the
    first one before all others, then their heads, then what stands in them.
    """
    columns = list(zip(*rows, strict=True))
    least = [max(map(_longest_word, column)) for column in columns]
    widths = [max(map(_longest_line, column)) for column in columns]
    below = [
        max([low, *map(_longest_line, column[1:])])
        for low, column in zip(least, columns, strict=True)
    ]
    left = room - MARGINS - BETWEEN * (len(columns) - 1)
    if sum(least) > left:
        return None
    if first_gives_way:
        _narrow(widths, [least[0], *widths[1:]], left)
        _narrow(widths, [least[0], *below[1:]], left)
    _narrow(widths, least, left)
    return widths


def _narrow(widths: list[int], least: Sequence[int], room: int) -> None:
    """Take from the widest columns until all have room or none may be narrower."""
    while sum(widths) > room:
        loose = [at for at, width in enumerate(widths) if width > least[at]]
        if not loose:
            return
        widths[max(loose, key=widths.__getitem__)] -= 1


def as_lines(heads: Sequence[str], row: Row, width: int) -> list[str]:
    """One row of a table as lines: the first cell, then the others, each after its head."""
    first, *others = row
    on_a_line = [" ".join(head.split()) for head in heads[1:]]
    said = [
        f"{head}: {cell}" if head else cell
        for head, cell in zip(on_a_line, others, strict=True)
        if cell
    ]
    return [first, *(INDENT + line for line in _filled(said, width - len(INDENT)))]


def _filled(pairs: Sequence[str], width: int) -> list[str]:
    """Pairs one after the other, as many on a line as have room.

    One that has none is broken between its words.
    """
    lines = [""]
    for position, pair in enumerate(pairs):
        ended = pair if position == len(pairs) - 1 else f"{pair};"
        for part in [ended] if _longest_line(ended) <= width else ended.split():
            longer = f"{lines[-1]} {part}".lstrip()
            lines = [*lines[:-1], longer] if _longest_line(longer) <= width else [*lines, part]
    return [line for line in lines if line]


def _longest_word(text: str) -> int:
    return _longest(text.split())


def _longest_line(text: str) -> int:
    return _longest(text.splitlines())


def _longest(parts: Sequence[str]) -> int:
    """Of the longest part, in columns of a terminal: some signs take two."""
    from rich.cells import cell_len

    return max(map(cell_len, parts), default=1)


def _side_by_side(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    widths: Sequence[int],
    *,
    numbers: bool,
) -> object:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    for position, (head, width) in enumerate(zip(heads, widths, strict=True)):
        table.add_column(
            Text(head), justify="right" if numbers and position else "left", width=width
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table
