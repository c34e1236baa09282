"""Differences as points with their intervals: rows of paired differences come in, small panels over one list of names leave.

A filled point is resolved, a hollow one is not; the grey line is no difference. Each panel has a scale and a unit of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nksim.plots.sheet import drawn
from nksim.plots.style import (
    BLACK,
    GREY,
    LIGHT_GREY,
    SMALL,
    TEXT,
    TITLE,
    WIDTH_INCHES,
    alternative_line,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 4
ROW_INCHES, PANEL_HEAD_INCHES, PANEL_FOOT_INCHES, HEAD_INCHES = 0.21, 0.42, 0.42, 0.72
NAMES_ROOM = 0.155  # of the width


@drawn
def interval_figure(
    panels: Mapping[str, pd.DataFrame], names: Sequence[str], title: str, below: str
) -> Figure:
    """A panel for each entry (its heading, rows with scenario, mean, low, high, resolved), `names` down the side."""
    from matplotlib.figure import Figure

    rows = math.ceil(len(panels) / COLUMNS)
    each = PANEL_HEAD_INCHES + ROW_INCHES * len(names) + PANEL_FOOT_INCHES
    height = HEAD_INCHES + rows * each
    figure = Figure(figsize=(WIDTH_INCHES, height))
    width = (1.0 - NAMES_ROOM - 0.02) / COLUMNS
    for position, (heading, frame) in enumerate(panels.items()):
        row, column = divmod(position, COLUMNS)
        top = HEAD_INCHES + row * each + PANEL_HEAD_INCHES
        place = (
            NAMES_ROOM + column * width,
            1 - (top + ROW_INCHES * len(names)) / height,
            width - 0.025,
            ROW_INCHES * len(names) / height,
        )
        _draw(figure.add_axes(place), frame, names, heading, named=column == 0)
    figure.text(0.02, 1 - 0.27 / height, title, fontsize=TITLE, fontweight="bold", va="center")
    figure.text(0.02, 1 - 0.50 / height, below, fontsize=SMALL + 0.5, color=GREY, va="center")
    return figure


def _draw(
    axes: Axes, rows: pd.DataFrame, names: Sequence[str], heading: str, *, named: bool
) -> None:
    """One panel: a point and an interval for each name."""
    axes.axvline(0.0, color=GREY, linewidth=0.8, zorder=0)
    for height, name in enumerate(names):
        axes.axhline(height, color=LIGHT_GREY, linewidth=0.4, zorder=0)
        for row in rows[rows["scenario"] == name].to_dict("records"):
            _draw_point(axes, height, row, alternative_line(names.index(name)))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(
        range(len(names)), list(names) if named else [""] * len(names), fontsize=TEXT - 0.5
    )
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=SMALL, colors=GREY, labelcolor=BLACK)
    axes.locator_params(axis="x", nbins=4)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.set_title(heading, loc="left", fontsize=SMALL + 0.5, pad=4)


def _draw_point(axes: Axes, height: int, row: dict[Any, Any], line: Any) -> None:
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
    face = line.colour if row["resolved"] else "white"
    axes.plot(
        [row["mean"]],
        [height],
        marker=line.marker,
        markersize=5.5,
        markerfacecolor=face,
        markeredgecolor=line.colour,
        markeredgewidth=1.1,
    )
