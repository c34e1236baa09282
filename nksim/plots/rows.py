"""A row a question: several marks with their intervals beside one another on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, Sheet, new_sheet
from nksim.plots.style import GREY, LIGHT_GREY, SMALL, TEXT, WIDTH_INCHES, Line, dress_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_INCHES, FOOT_INCHES = 0.27, 0.6
LEFT, RIGHT, MARGIN = 0.40, 0.97, 0.02  # of the width
Row = Mapping[Any, Any]


def rows_sheet(
    heading: Heading, labels: Sequence[str], scale: str, left: float = LEFT, right: float = RIGHT
) -> tuple[Sheet, Axes]:
    """A sheet with a row for each label, over one scale."""
    height = ROW_INCHES * len(labels)
    sheet = new_sheet(heading, height, foot=FOOT_INCHES)
    axes = sheet.axes(left, right - left, 0.0, height)
    fits = [fitted(label, (left - MARGIN) * WIDTH_INCHES, SMALL) for label in labels]
    dress_rows(axes, [label for label, _ in fits], min(size for _, size in fits))
    axes.set_xlabel(scale, fontsize=TEXT)
    for line in range(len(labels)):
        axes.axhline(line, color=LIGHT_GREY, linewidth=0.4, zorder=0)
    axes.axvline(0.0, color=GREY, linewidth=0.6)
    return sheet, axes


def draw_mark(axes: Axes, height: float, row: Row, names: tuple[str, str, str], line: Line) -> None:
    """A mark and its interval in per cent; `names` are the columns of low, middle and high."""
    low, middle, high = (100 * row[name] for name in names)
    axes.plot([low, high], [height] * 2, color=line.colour, linestyle=line.dashes, linewidth=1.6)
    axes.plot(
        [middle],
        [height],
        line.marker,
        markerfacecolor="white" if line.hollow else line.colour,
        markeredgecolor=line.colour,
        markersize=4.3,
    )


def question_label(title: str, row: Row, evidence: str) -> str:
    """What was asked of whom, the row of the evidence, and a star if the model is fitted to it."""
    years = f"{row['left_from']}-{row['left_to']}"
    if row["left_from"] == row["left_to"]:
        years = str(row["left_from"])
    return f"{title}, {years}  {evidence}{'*' if row['core'] else ' '}"
