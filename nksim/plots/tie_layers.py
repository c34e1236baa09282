"""Layers of ties before and after: the way that titles go, bonds, and suspicion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nksim.analysis.pictured import Pictured
from nksim.core.numerals import counted
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import LIGHT_GREY, SMALL, TEXT, Line, dress_rows, named_lines

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = {
    "copy_share": "Titles copied this way\n(% of all copies of the year)",
    "bond": "Mean bond\n(% of its range)",
    "doubt": "Suspicion: the other is thought\nto tell (% chance)",
}
STEP_INCHES, BETWEEN = 0.13, 1.2
NAMES, WIDTH, STEP = 0.1, 0.26, 0.3  # of the width
HEAD_INCHES, FOOT_INCHES = 0.42, 0.4
BEFORE = "|"


@drawn
def tie_layers_figure(pictured: Pictured) -> Figure:
    """A panel a quantity; every layer has a line for each scenario, from before to after."""
    rows = pictured.rows
    before, after = int(rows["year_before"].iloc[0]), int(rows["year_after"].iloc[0])
    looks = named_lines(pictured.scenarios, first_is_baseline=True)
    layers = list(dict.fromkeys(rows["layer"]))
    below = (
        f"bar: {before}, mark: {after}; {pictured.people:,} people,"
        f" mean of {counted(pictured.runs, 'run')} each"
    )
    heading = Heading(f"Ties before and after, {before} and {after}", below, list(looks.values()))
    height = STEP_INCHES * (len(looks) + BETWEEN) * len(layers)
    sheet = new_sheet(heading, HEAD_INCHES + height, foot=FOOT_INCHES)
    for place, (column, title) in enumerate(PANELS.items()):
        axes = sheet.axes(NAMES + STEP * place, WIDTH, HEAD_INCHES, height)
        _draw_panel(axes, rows, column, layers, looks)
        axes.set_title(title, loc="left", fontsize=TEXT)
        if place:
            axes.set_yticklabels([])
    return sheet.figure


def _draw_panel(
    axes: Axes, rows: pd.DataFrame, column: str, layers: list[str], looks: dict[str, Line]
) -> None:
    step, order = len(looks) + BETWEEN, list(looks)
    for row in rows.to_dict("records"):
        at = layers.index(row["layer"]) * step + order.index(row["scenario"])
        _draw_move(axes, at, row, column, looks[row["scenario"]])
    for place in range(1, len(layers)):
        axes.axhline(place * step - (1 + BETWEEN) / 2, color=LIGHT_GREY, linewidth=0.7)
    dress_rows(axes, [])
    axes.set_ylim(len(layers) * step - BETWEEN / 2, -1.0)
    middles = [place * step + (len(looks) - 1) / 2 for place in range(len(layers))]
    axes.set_yticks(middles, layers, fontsize=TEXT)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.set_xlim(0.0, max(axes.get_xlim()[1], 1.0))


def _draw_move(axes: Axes, at: float, row: dict[Any, Any], column: str, look: Line) -> None:
    """One scenario's move in one layer."""
    before, after = 100.0 * row[f"{column}_before"], 100.0 * row[f"{column}_after"]
    axes.plot([before, after], [at, at], color=look.colour, linewidth=1.2)
    axes.plot([before], [at], BEFORE, color=look.colour, markersize=7, markeredgewidth=1.4)
    axes.plot([after], [at], look.marker, color=look.colour, markersize=4.5)
