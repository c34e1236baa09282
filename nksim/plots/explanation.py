"""One policy's effect taken apart: a panel an outcome, a row a part, costs to people first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.sentences import title_of
from nksim.core.numerals import counted
from nksim.plots.intervals import MOST_TICKS, draw_difference
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, Sheet, drawn, new_sheet, save_figure
from nksim.plots.style import (
    BLACK,
    BLUE,
    GREY,
    LIGHT_GREY,
    NOTE,
    ORANGE,
    SMALL,
    WIDTH_INCHES,
    Line,
    dress_rows,
)
from nksim.plots.units import factor_of, in_points, points_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_INCHES, HEAD_INCHES, FOOT_INCHES = 0.2, 0.36, 0.35
WIDE = 1.2 * WIDTH_INCHES
NAMES, RIGHT, GAP = 0.24, 0.02, 0.02  # of the width
BETWEEN = 0.6  # of a row, between the whole, channels and settings
WHOLE_LINE = Line("the whole effect", BLACK, "solid", "D")
PUT_IN_LINE = Line("put in: assumed perception", ORANGE, "solid", "s")
CHANNEL_LINE = Line("other channels", BLUE, "solid", "o")
SOURCED_LINE = Line("settings with a source", GREY, "solid", "^")
ASSUMED_LINE = Line("* settings without a source", ORANGE, "solid", "v")
ALONE_LINE = Line("the part alone", GREY, "none", "|")
LEGEND = (WHOLE_LINE, PUT_IN_LINE, CHANNEL_LINE, SOURCED_LINE, ASSUMED_LINE, ALONE_LINE)


def plot_explanation(parts: pd.DataFrame, baseline: str, path: Path) -> Path:
    """Draw one policy's parts into a file."""
    figure = explanation_figure(parts, baseline)
    return save_figure(figure, path)


@drawn
def explanation_figure(parts: pd.DataFrame, baseline: str) -> Figure:
    """The whole effect, the channels and the settings, with their Shapley values and intervals.

    `parts` has the rows of one policy; the parts stand in their own order, never by effect.
    """
    places = _places(parts)
    groups = parts.groupby("outcome", sort=False)
    panels = [_in_points(rows) for _, rows in groups]
    height = ROW_INCHES * (max(places.values()) + 1)
    heading, body = _heading(parts, baseline), HEAD_INCHES + height
    sheet = new_sheet(heading, body, foot=FOOT_INCHES, width=WIDE)
    for number, rows in enumerate(panels):
        axes = _axes(sheet, number, len(panels), height)
        _draw_panel(axes, rows, places)
        if number:
            axes.set_yticklabels([])
    return sheet.figure


def _in_points(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of an outcome as they are drawn, with what each part does alone."""
    return in_points(rows).assign(alone=rows["unit"].map(factor_of) * rows["alone"])


def _heading(parts: pd.DataFrame, baseline: str) -> Heading:
    pairs = counted(int(parts["replicates"].max()), "replicate")
    below = (
        f"Shapley values and 90% intervals, {pairs}; channels add up to the whole, and so do"
        " settings; hollow: not resolved"
    )
    policy = parts["scenario"].iloc[0]
    return Heading(f"What {policy} does against {baseline}, taken apart", below, LEGEND)


def _places(parts: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Where each part stands, from the top down, with a gap between kinds."""
    places: dict[tuple[str, str], float] = {}
    kinds = list(dict.fromkeys(parts["kind"]))
    for kind, part in zip(parts["kind"], parts["part"], strict=True):
        if (kind, part) not in places:
            places[kind, part] = len(places) + BETWEEN * kinds.index(kind)
    return places


def _axes(sheet: Sheet, number: int, panels: int, height: float) -> Axes:
    width = (1.0 - NAMES - RIGHT) / panels
    return sheet.axes(NAMES + number * width, width - GAP, HEAD_INCHES, height)


def _draw_panel(axes: Axes, rows: pd.DataFrame, places: Mapping[tuple[str, str], float]) -> None:
    """One outcome: a point and an interval for each part, and a stroke for what it does alone."""
    axes.axvline(0.0, color=GREY, linewidth=0.8, zorder=0)
    labels = {}
    for row in rows.to_dict("records"):
        at = places[row["kind"], row["part"]]
        axes.axhline(at, color=LIGHT_GREY, linewidth=0.4, zorder=0)
        axes.plot([row["alone"]], [at], ALONE_LINE.marker, color=GREY, markersize=8)
        draw_difference(axes, at, row, _line(row))
        labels[at] = fitted(_named(row), (NAMES - 0.02) * WIDE, SMALL)
    dress_rows(axes, [])
    axes.set_ylim(max(places.values()) + 0.6, -0.6)
    axes.set_yticks(list(labels), [name for name, _ in labels.values()])
    axes.tick_params(axis="y", labelsize=min(size for _, size in labels.values()))
    _scale(axes)
    unit, title = str(rows["unit"].iloc[0]), title_of(str(rows["outcome"].iloc[0]))
    axes.set_title(f"{title}\n({points_of(unit)})", fontsize=NOTE, loc="left", pad=4)


def _scale(axes: Axes) -> None:
    if not axes.dataLim.width > 0:  # nothing but zeros: no scale that would look like one
        axes.set_xlim(-1.0, 1.0)
        axes.set_xticks([0.0])
    else:
        axes.locator_params(axis="x", nbins=MOST_TICKS)


def _line(row: Mapping[Any, Any]) -> Line:
    """How a part is drawn."""
    if row["kind"] == "whole":
        return WHOLE_LINE
    if row["kind"] == "channel":
        return PUT_IN_LINE if row["put_in"] else CHANNEL_LINE
    return ASSUMED_LINE if row["source"] == "assumed" else SOURCED_LINE


def _named(row: Mapping[Any, Any]) -> str:
    return f"{row['part']} *" if row["source"] == "assumed" else str(row["part"])
