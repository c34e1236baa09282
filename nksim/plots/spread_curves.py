"""Spread curves: the series and levers of runs come in, one PNG leaves.

Three panels say how many people watch in a week, hold a title, and have ever watched; "ever watched" can hardly fall,
so it never stands alone. A strip below says which levers were in force when.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from nksim.core.errors import InputError
from nksim.core.numerals import decimal
from nksim.plots.bands import band, spread_labels
from nksim.plots.lever_strip import draw_levers, in_force
from nksim.plots.sheet import drawn, save_figure
from nksim.plots.style import GREY, ORIGIN_LINES, SMALL, TEXT, TITLE, WIDTH_INCHES, dress

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = (
    ("watching", "Watched in the week\n(% of people)"),
    ("holding", "Hold a foreign title\n(% of people)"),
    ("ever_watched", "Have ever watched\n(% of people)"),
)
LONG_WEEKS, SMOOTH_WEEKS = 300, 13
LEFT, LABEL_ROOM = 0.105, 0.20  # of the width, for scales and for the names at the ends of curves
PANEL_INCHES, LEVER_INCHES, GAP_INCHES = 1.75, 0.185, 0.25
HEAD_INCHES, STRIP_TITLE_INCHES, FOOT_INCHES = 0.75, 0.2, 0.4


class Tables(Protocol):
    """One run or many: what a Result and opened Results have in common."""

    @property
    def series(self) -> pd.DataFrame:
        """Weekly figures."""

    @property
    def levers(self) -> pd.DataFrame:
        """Levers with dates."""


def plot_spread(results: Tables, path: str | Path, scenario: str | None = None) -> Path:
    """Draw the spread curves of one scenario, by default the first, as a PNG; returns its path.

    Raises InputError if there is no such scenario, StoreError if the file cannot be written.
    """
    series, levers = _of_scenario(results, scenario)
    figure = spread_figure(series, levers)
    return save_figure(figure, path)


@drawn
def spread_figure(series: pd.DataFrame, levers: pd.DataFrame) -> Figure:
    """The figure itself: median and 10-90% band over the runs of one scenario."""
    from matplotlib.figure import Figure

    levers = in_force(levers.drop_duplicates("name"), series["date"].min(), series["date"].max())
    heights = [PANEL_INCHES] * len(PANELS) + [max(len(levers), 1) * LEVER_INCHES]
    height = (
        HEAD_INCHES + sum(heights) + GAP_INCHES * len(PANELS) + STRIP_TITLE_INCHES + FOOT_INCHES
    )
    figure = Figure(figsize=(WIDTH_INCHES, height))
    axes = _stacked_axes(figure, heights, height)
    for panel, (column, label) in zip(axes, PANELS, strict=False):
        _draw_panel(panel, series, column, label)
    draw_levers(axes[-1], levers, series["date"].min(), series["date"].max())
    _write_title(figure, series, height)
    return figure


def _stacked_axes(figure: Figure, heights: list[float], height: float) -> list[Axes]:
    """Axes under each other over the same weeks, heights in inches; the last one has room for its title."""
    axes: list[Axes] = []
    top = HEAD_INCHES
    for position, inches in enumerate(heights):
        top += STRIP_TITLE_INCHES if position == len(heights) - 1 else 0.0
        place = (LEFT, 1.0 - (top + inches) / height, 1.0 - LEFT - LABEL_ROOM, inches / height)
        axes.append(figure.add_axes(place, sharex=axes[0] if axes else None))
        top += inches + GAP_INCHES
    return axes


def _of_scenario(results: Tables, scenario: str | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    name = scenario or str(results.series["scenario"].iloc[0])
    series, levers = results.series, results.levers
    if not (series["scenario"] == name).any():
        known = ", ".join(sorted(series["scenario"].unique()))
        raise InputError(f"scenario={name} is not among these results (allowed: {known})")
    return series[(series["scenario"] == name) & (series["province"] == "all")], levers[
        levers["scenario"] == name
    ]


def _draw_panel(axes: Axes, series: pd.DataFrame, column: str, label: str) -> None:
    """One quantity by origin, each curve named at its end."""
    ends: list[tuple[float, Any]] = []
    for origin, line in ORIGIN_LINES.items():
        curve = band(series, f"{column}{origin}_share") * 100.0
        middle = curve["median"]
        if (
            len(middle) > LONG_WEEKS
        ):  # a thin line of weeks, so that dashes are seen in the smooth one
            axes.plot(middle.index, middle, color=line.colour, linewidth=0.4, alpha=0.45)
            middle = middle.rolling(SMOOTH_WEEKS, center=True, min_periods=1).mean()
        axes.plot(middle.index, middle, color=line.colour, linestyle=line.dashes, linewidth=1.3)
        if series["seed"].nunique() > 1:
            axes.fill_between(
                curve.index, curve["low"], curve["high"], color=line.colour, alpha=0.18, linewidth=0
            )
        if (last := float(curve["median"].iloc[-1])) == last:  # nobody alive: no share of them
            ends.append((last, line))
    dress(axes)
    axes.set_ylabel(label, fontsize=TEXT)
    axes.yaxis.set_label_coords(-0.062, 0.5)
    axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.0))
    axes.margins(x=0.0)
    axes.tick_params(labelbottom=False)
    _name_curves(axes, ends)


def _name_curves(axes: Axes, ends: list[tuple[float, Any]]) -> None:
    top = axes.get_ylim()[1]
    places = spread_labels([value for value, _ in ends], top * 0.115, top)
    for (value, line), place in zip(ends, places, strict=True):
        axes.annotate(
            f"{line.label} {decimal(value, 0 if value >= 9.95 else 1)}%",
            xy=(1.0, value),
            xytext=(1.018, place),
            xycoords=("axes fraction", "data"),
            textcoords=("axes fraction", "data"),
            fontsize=TEXT,
            color=line.colour,
            va="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": line.colour,
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )


def _write_title(figure: Figure, series: pd.DataFrame, height: float) -> None:
    runs = int(series["seed"].nunique())
    people = int(series["living"].iloc[0])
    below = (
        f"median and 10-90% band of {runs} runs"
        if runs > 1
        else f"one run, seed {series['seed'].iloc[0]}"
    )
    below += (
        f"; thick lines: means over {SMOOTH_WEEKS} weeks"
        if series["week"].nunique() > LONG_WEEKS
        else ""
    )
    figure.text(
        0.02,
        1 - 0.27 / height,
        f"Foreign media in North Korea: {series['scenario'].iloc[0]}",
        fontsize=TITLE,
        fontweight="bold",
        va="center",
    )
    figure.text(
        0.02,
        1 - 0.50 / height,
        f"Simulated, {people:,} people, weekly; {below}",
        fontsize=SMALL + 0.5,
        color=GREY,
        va="center",
    )
