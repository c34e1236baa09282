"""Weeks of several scenarios under each other: curves that are named at their ends, over one strip of levers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from nksim.plots.bands import spread_labels
from nksim.plots.lever_strip import draw_levers, in_force
from nksim.plots.sheet import drawn
from nksim.plots.style import GREY, SMALL, TEXT, TITLE, WIDTH_INCHES, Line, dress

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

End: TypeAlias = tuple[str, float, Line]  # what a curve is called, where it ends, how it is drawn
Draw: TypeAlias = "Callable[[Axes, str, float], list[End]]"
PANELS = (
    ("watching_share", 100.0, "Watched in the week\n(% of people)"),
    ("title_age", 1.0, "Mean age of titles\n(weeks)"),
    ("perceived_risk", 100.0, "Perceived risk\n(% of its range)"),
    ("detained", 1000.0, "Detained\n(per 1,000 people)"),
)
SMOOTH_WEEKS = 13
PANEL_INCHES, LEVER_INCHES, HEAD_INCHES, GAP_INCHES, STRIP_TITLE_INCHES, FOOT_INCHES = (
    1.6,
    0.185,
    0.75,
    0.22,
    0.15,
    0.4,
)
LEFT, RIGHT = 0.095, 0.19  # of the width


def draw_curve(axes: Axes, middle: pd.Series, low: pd.Series, high: pd.Series, line: Line) -> float:
    """A smoothed curve with its band; returns where it ends, NaN if it has no value there."""
    smooth = middle.rolling(SMOOTH_WEEKS, center=True, min_periods=1).mean()
    axes.fill_between(
        middle.index,
        low.rolling(SMOOTH_WEEKS, center=True, min_periods=1).mean(),
        high.rolling(SMOOTH_WEEKS, center=True, min_periods=1).mean(),
        color=line.colour,
        alpha=0.10,
        linewidth=0,
    )
    axes.plot(middle.index, smooth, color=line.colour, linestyle=line.dashes, linewidth=1.5)
    return float(smooth.iloc[-1])


@drawn
def stacked(
    series: pd.DataFrame,
    levers: pd.DataFrame,
    draw: Draw,
    title: str,
    below: str,
    *,
    signed: bool = False,
) -> Figure:
    """Panels under each other, each filled by `draw(axes, column, factor)`, which says where its curves end; below them the levers."""
    from matplotlib.figure import Figure

    first, last = series["date"].min(), series["date"].max()
    shown = in_force(levers, first, last)
    heights = [PANEL_INCHES] * len(PANELS) + [max(len(shown), 1) * LEVER_INCHES]
    height = (
        HEAD_INCHES + sum(heights) + GAP_INCHES * len(heights) + STRIP_TITLE_INCHES + FOOT_INCHES
    )
    figure = Figure(figsize=(WIDTH_INCHES, height))
    top, shared = HEAD_INCHES, None
    for position, inches in enumerate(heights):
        top += STRIP_TITLE_INCHES if position == len(PANELS) else 0.0
        axes = figure.add_axes(
            (LEFT, 1 - (top + inches) / height, 1 - LEFT - RIGHT, inches / height), sharex=shared
        )
        shared, top = shared or axes, top + inches + GAP_INCHES
        if position == len(PANELS):
            draw_levers(axes, shown, first, last)
            continue
        column, factor, label = PANELS[position]
        _dress_panel(axes, draw(axes, column, factor), label, signed=signed)
    figure.text(0.02, 1 - 0.27 / height, title, fontsize=TITLE, fontweight="bold", va="center")
    figure.text(
        0.02,
        1 - 0.50 / height,
        f"Simulated, {int(series['living'].iloc[0]):,} people; {below}",
        fontsize=SMALL + 0.5,
        color=GREY,
        va="center",
    )
    return figure


def _dress_panel(axes: Axes, ends: Sequence[End], label: str, *, signed: bool) -> None:
    dress(axes)
    axes.set_ylabel(label, fontsize=TEXT)
    axes.yaxis.set_label_coords(-0.065, 0.5)
    if not signed:
        axes.set_ylim(0.0, axes.get_ylim()[1])
    axes.margins(x=0.0)
    axes.tick_params(labelbottom=False)
    low, high = axes.get_ylim()
    ends = [end for end in ends if isfinite(end[1])]
    places = spread_labels([value - low for _, value, _ in ends], (high - low) * 0.125, high - low)
    for (name, value, line), place in zip(ends, places, strict=True):
        axes.annotate(
            name,
            xy=(1.0, value),
            xytext=(1.018, place + low),
            xycoords=("axes fraction", "data"),
            textcoords=("axes fraction", "data"),
            fontsize=TEXT - 0.5,
            color=line.colour,
            va="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": line.colour,
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 0,
                "relpos": (0, 0.5),
            },
        )
