"""Tables for any width from 40 columns on: side by side where there is room, else a row as a few lines.

No word, name or number is ever cut: a column is at least as wide as its longest word, and where all columns together
do not fit, each row becomes its first cell and, under it, the others with their heads.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence

PIPED_WIDTH, NARROWEST = 160, 40
BETWEEN, MARGIN, INDENT = 2, 2, "  "
Cells = tuple[str, ...]


def print_table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: bool = False,
    width: int = PIPED_WIDTH,
) -> None:
    """Print a table of at most this width; with `numbers`, all columns but the first stand on the right."""
    from rich.console import Console
    from rich.text import Text

    wide = min(terminal_width(), width)
    cells = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    console = Console(width=wide, highlight=False)
    least = _least_widths(heads, cells, numbers=numbers)
    if MARGIN + sum(least) + BETWEEN * (len(least) - 1) <= wide:
        console.print(_side_by_side(title, heads, cells, least, numbers=numbers))
        return
    console.print(Text(title, style="bold"), soft_wrap=True)
    for row in cells:
        for line in as_lines(heads, row, wide):
            console.print(Text(line), soft_wrap=True)
    console.print()


def terminal_width() -> int:
    """The columns of the terminal, or what COLUMNS says; PIPED_WIDTH where there is none."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, NARROWEST)


def as_lines(heads: Sequence[str], row: Cells, width: int) -> list[str]:
    """One row of a table as lines: the first cell, then the others, each after its head."""
    first, *others = row
    pairs = [
        f"{head}: {cell}" if head else cell for head, cell in zip(heads[1:], others, strict=True)
    ]
    said = [pair for pair, cell in zip(pairs, others, strict=True) if cell]
    return [first, *(INDENT + line for line in _filled(said, width - len(INDENT)))]


def _filled(pairs: Sequence[str], width: int) -> list[str]:
    """Pairs one after the other, as many on a line as have room; one that has none is broken between its words."""
    from rich.cells import cell_len

    lines = [""]
    for position, pair in enumerate(pairs):
        ended = pair if position == len(pairs) - 1 else f"{pair};"
        for part in [ended] if cell_len(ended) <= width else ended.split():
            longer = f"{lines[-1]} {part}".lstrip()
            lines = [*lines[:-1], longer] if cell_len(longer) <= width else [*lines, part]
    return [line for line in lines if line]


def _least_widths(heads: Sequence[str], rows: Sequence[Cells], *, numbers: bool) -> list[int]:
    """How wide each column is at least: its longest word, and for numbers the longest of them if all have room."""
    return [
        max((_longest(text) for text in column), default=0)
        for column in zip(heads, *rows, strict=True)
    ]


def _longest(text: str) -> int:
    from rich.cells import cell_len

    return max((cell_len(word) for word in text.split()), default=1)


def _side_by_side(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Cells],
    least: Sequence[int],
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
    for position, (head, width) in enumerate(zip(heads, least, strict=True)):
        table.add_column(
            Text(head), justify="right" if numbers and position else "left", min_width=width
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table
