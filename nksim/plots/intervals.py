"""Differences as points with their intervals, in small panels over one list of names.

A filled point is resolved, a hollow one is not; the grey line is no difference. Each panel has a
scale and a unit of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import (
    GREY,
    LIGHT_GREY,
    NOTE,
    SMALL,
    TEXT,
    WIDTH_INCHES,
    Line,
    alternative_line,
    dress_rows,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 4
ROW_INCHES, PANEL_HEAD_INCHES, PANEL_FOOT_INCHES = 0.21, 0.4, 0.4
NAMES_ROOM, RIGHT, GAP = 0.155, 0.02, 0.03  # of the width
MOST_TICKS = 3


@drawn
def interval_figure(
    panels: Mapping[str, pd.DataFrame], names: Sequence[str], heading: Heading
) -> Figure:
    """A panel for each entry, `names` down the side.

    The key of an entry is its heading; its rows have scenario, mean, low, high and resolved.
    """
    rows = math.ceil(len(panels) / COLUMNS)
    height = ROW_INCHES * len(names)
    each = PANEL_HEAD_INCHES + height + PANEL_FOOT_INCHES
    sheet = new_sheet(heading, rows * each, foot=0.0)
    width = (1.0 - NAMES_ROOM - RIGHT) / COLUMNS
    for position, (title, frame) in enumerate(panels.items()):
        row, column = divmod(position, COLUMNS)
        left, top = NAMES_ROOM + column * width, row * each + PANEL_HEAD_INCHES
        axes = sheet.axes(left, width - GAP, top, height)
        _draw_panel(axes, frame, names, title)
        if column:
            axes.set_yticklabels([])
    return sheet.figure


def _draw_panel(axes: Axes, rows: pd.DataFrame, names: Sequence[str], title: str) -> None:
    """One panel: a point and an interval for each name."""
    axes.axvline(0.0, color=GREY, linewidth=0.8, zorder=0)
    for height, name in enumerate(names):
        axes.axhline(height, color=LIGHT_GREY, linewidth=0.4, zorder=0)
        for row in rows[rows["scenario"] == name].to_dict("records"):
            draw_difference(axes, height, row, alternative_line(height))
    room = (NAMES_ROOM - 0.02) * WIDTH_INCHES
    labels = [fitted(name, room, TEXT - 0.5) for name in names]
    dress_rows(axes, [label for label, _ in labels], min(size for _, size in labels))
    if not axes.dataLim.width > 0:  # nothing but zeros: no scale that would look like one
        axes.set_xlim(-1.0, 1.0)
        axes.set_xticks([0.0])
    else:
        axes.locator_params(axis="x", nbins=MOST_TICKS)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.set_title(title, loc="left", fontsize=NOTE, pad=4)


def draw_difference(axes: Axes, height: float, row: dict[Any, Any], line: Line) -> None:
    """A difference with its interval; nothing if it has no value, no interval if it has none."""
    if not math.isfinite(row["mean"]):
        return
    if math.isfinite(row["low"]):
        axes.plot(
            [row["low"], row["high"]],
            [height, height],
            color=line.colour,
            linewidth=1.6,
            solid_capstyle="butt",
        )
    axes.plot(
        [row["mean"]],
        [height],
        marker=line.marker,
        markersize=5.5,
        markerfacecolor=line.colour if row["resolved"] else "white",
        markeredgecolor=line.colour,
        markeredgewidth=1.1,
    )
