"""A sweep in one picture: a row of panels an outcome, a column a varied value, a point a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.sentences import title_of, unit_in_words
from nksim.analysis.sweeps import MAIN
from nksim.core.numerals import counted
from nksim.observations.outcomes import unit_of_outcome
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, Sheet, drawn, new_sheet, save_figure
from nksim.plots.style import (
    SMALL,
    TEXT,
    WIDTH_INCHES,
    Line,
    alternative_line,
    dress,
    write_numbers,
)
from nksim.plots.units import factor_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_VALUES = 6
PANEL_INCHES, FOOT_INCHES, GAP_INCHES = 1.35, 0.65, 0.15
LEFT, COLUMNS_WIDTH, GAP = 0.1, 0.88, 0.1  # of the width, and of a column
LABEL_AT = -0.065  # of the width of a panel, where there is one
MARGIN = 0.08  # of the range of an outcome, above and below


def plot_sweep(points: pd.DataFrame, keys: Sequence[str], name: str, path: str | Path) -> Path:
    """Draw a sweep into a file; of more than six varied values the first six are shown."""
    return save_figure(sweep_figure(points, keys, name), path)


@drawn
def sweep_figure(points: pd.DataFrame, keys: Sequence[str], name: str) -> Figure:
    """The figure itself, of the points of `analysis.sweeping.by_point` over the varied `keys`."""
    shown, lines = list(keys)[:MOST_VALUES], _lines(points)
    replicates = counted(int(points["replicates"].max()), "replicate")
    below = f"{counted(len(points), 'point')}, mean of {replicates}"
    if len(shown) < len(keys):
        below += f"; {len(shown)} of {len(keys)} varied values"
    heading = Heading(f"Sweep: {name}", below, list(lines.values()) if len(lines) > 1 else [])
    each = PANEL_INCHES + GAP_INCHES
    sheet = new_sheet(heading, len(MAIN) * each, foot=FOOT_INCHES)
    for row, outcome in enumerate(MAIN):
        panels = _row_of_axes(sheet, row * each, len(shown))
        for axes, key in zip(panels, shown, strict=True):
            _draw_points(axes, points, key, outcome, lines)
            _set_heights(axes, points[outcome] * factor_of(unit_of_outcome(outcome)))
            axes.tick_params(labelbottom=row == len(MAIN) - 1, labelleft=axes is panels[0])
        unit = unit_in_words(unit_of_outcome(outcome))
        panels[0].set_ylabel(f"{title_of(outcome)}\n({unit})", fontsize=SMALL)
        panels[0].yaxis.set_label_coords(LABEL_AT * len(shown), 0.5)
    for axes, key in zip(panels, shown, strict=True):
        _name_value(axes, key, COLUMNS_WIDTH * WIDTH_INCHES / len(shown))
    return sheet.figure


def _row_of_axes(sheet: Sheet, top: float, columns: int) -> list[Axes]:
    width = COLUMNS_WIDTH / columns
    return [
        sheet.axes(LEFT + column * width, width * (1 - GAP), top, PANEL_INCHES)
        for column in range(columns)
    ]


def _lines(points: pd.DataFrame) -> dict[str, Line]:
    """How the points of each alternative are drawn."""
    names = [str(name) for name in points["alternative"].unique()]
    return {
        name: replace(alternative_line(place), label=name, dashes="None")
        for place, name in enumerate(names)
    }


def _draw_points(
    axes: Axes, points: pd.DataFrame, key: str, outcome: str, lines: dict[str, Line]
) -> None:
    factor = factor_of(unit_of_outcome(outcome))
    for name, rows in points[points[key].notna()].groupby("alternative", sort=False):
        line = lines[str(name)]
        values = rows[key] if _is_number(rows[key]) else rows[key].astype(str)
        axes.plot(
            values,
            rows[outcome] * factor,
            line.marker,
            color=line.colour,
            markersize=4,
            alpha=0.75,
            markeredgewidth=0,
        )
    dress(axes)
    write_numbers(axes.yaxis)
    axes.tick_params(labelsize=SMALL)
    axes.locator_params(axis="y", nbins=4)
    if _is_number(points[key]):
        write_numbers(axes.xaxis)
        axes.locator_params(axis="x", nbins=4)


def _is_number(values: pd.Series) -> bool:
    return values.dtype.kind in "iuf"


def _set_heights(axes: Axes, values: pd.Series) -> None:
    """One scale for a row of panels; none if no point has a value."""
    low, high = values.min(), values.max()
    room = MARGIN * (high - low) + 1e-9
    if isfinite(high - low):
        axes.set_ylim(low - room, high + room)


def _name_value(axes: Axes, key: str, room: float) -> None:
    """What was varied below its column, the section over the field."""
    parts = key.split(".", 1)
    words = [fitted(part, room, TEXT - 0.5) for part in parts]
    lines = ".\n".join(text for text, _ in words)
    axes.set_xlabel(lines, fontsize=min(size for _, size in words))
