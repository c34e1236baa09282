"""Provinces: what policies changed in each, on one axis; and one of them year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.analysis.pictured import Pictured
from nksim.core.columns import Column
from nksim.core.numerals import counted
from nksim.plots.intervals import draw_difference
from nksim.plots.names import End
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import (
    GREY,
    LIGHT_GREY,
    SMALL,
    TEXT,
    Line,
    dress_rows,
    named_lines,
)
from nksim.plots.units import factor_of, in_points, points_of, short_title
from nksim.plots.weekly import Panel, draw_band, draw_line, weekly_figure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEP_INCHES, BETWEEN = 0.12, 1.2  # inches a policy, and policies between two provinces
NAMES, WIDTH, STEP = 0.14, 0.385, 0.445  # of the width
HEAD_INCHES, FOOT_INCHES = 0.25, 0.45
BAND = 0.15


@drawn
def provinces_figure(rows: pd.DataFrame, heading: Heading) -> Figure:
    """A panel an outcome, side by side, each with one axis for all provinces.

    `rows` are differences by group; every province has a line for each policy.
    """
    names = list(dict.fromkeys(rows["scenario"]))
    places, outcomes = list(dict.fromkeys(rows["group"])), list(dict.fromkeys(rows["outcome"]))
    looks = named_lines(names)
    height = STEP_INCHES * (len(names) + BETWEEN) * len(places)
    heading = Heading(heading.title, heading.below, list(looks.values()))
    sheet = new_sheet(heading, HEAD_INCHES + height, foot=FOOT_INCHES)
    for place, outcome in enumerate(outcomes[:2]):
        axes = sheet.axes(NAMES + STEP * place, WIDTH, HEAD_INCHES, height)
        _draw_outcome(axes, rows[rows["outcome"] == outcome], places, looks)
        if place:
            axes.set_yticklabels([])
    return sheet.figure


def _draw_outcome(
    axes: Axes, rows: pd.DataFrame, places: list[str], looks: dict[str, Line]
) -> None:
    step, order = len(looks) + BETWEEN, list(looks)
    axes.axvline(0.0, color=GREY, linewidth=0.8, zorder=0)
    for row in in_points(rows).to_dict("records"):
        at = places.index(row["group"]) * step + order.index(row["scenario"])
        draw_difference(axes, at, row, looks[row["scenario"]])
    for place in range(1, len(places)):
        axes.axhline(place * step - (1 + BETWEEN) / 2, color=LIGHT_GREY, linewidth=0.7)
    dress_rows(axes, [])
    axes.set_ylim(len(places) * step - BETWEEN / 2, -1.0)
    middles = [place * step + (len(looks) - 1) / 2 for place in range(len(places))]
    axes.set_yticks(middles, places, fontsize=TEXT - 0.5)
    axes.tick_params(axis="x", labelsize=SMALL)
    unit = points_of(str(rows["unit"].iloc[0]))
    title = short_title(str(rows["outcome"].iloc[0]))
    axes.set_title(f"{title} ({unit})", loc="left", fontsize=TEXT)


@drawn
def province_figure(pictured: Pictured, province: str) -> Figure:
    """The curve of each scenario, with the levers that were in force there below."""
    import pandas as pd

    rows = pictured.rows.assign(date=pd.to_datetime(pictured.rows["year"].astype(str) + "-12-31"))
    looks = named_lines(pictured.scenarios, first_is_baseline=True)
    below = (
        f"{pictured.people:,} people a run live there; median and 10-90% band of"
        f" {counted(pictured.runs, 'run')} each, by year"
    )
    heading = Heading(f"{province}: {short_title(pictured.column.name)}", below)
    return weekly_figure(
        heading,
        (_panel(pictured.column),),
        pictured.levers,
        (rows["date"].min(), rows["date"].max()),
        lambda axes, panel: [
            _draw_scenario(axes, rows[rows["scenario"] == name], panel, line)
            for name, line in looks.items()
        ],
        looks,
    )


def _panel(column: Column) -> Panel:
    unit = "% of its people" if column.unit == "share" else points_of(column.unit)
    return Panel(column.name, factor_of(column.unit), f"{short_title(column.name)}\n({unit})")


def _draw_scenario(axes: Axes, rows: pd.DataFrame, panel: Panel, line: Line) -> End:
    figures = {name: panel.factor * rows[name] for name in ("low", "median", "high")}
    curve = rows.assign(**figures)
    draw_band(axes, curve, line, BAND)
    end = draw_line(axes, curve["date"], curve["median"], line)
    axes.plot(
        curve["date"], curve["median"], line.marker, color=line.colour, markersize=3, markevery=5
    )
    return End(line.label, end, line)
