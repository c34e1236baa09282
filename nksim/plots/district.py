"""A district as a network, a panel a layer of ties: homes, who watches, and ties that share guilt.

Everybody stands in the same place in each panel: homes are rings, neighbours stand side by side.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from nksim.analysis.district import DistrictPicture
from nksim.core.numerals import counted, percent
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import BLACK, BLUE, NOTE, TEXT, VERMILION, WIDTH_INCHES, Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEGEND = (
    Line("watched within a year", BLUE, "none", "o"),
    Line("did not", BLACK, "none", "o", hollow=True),
    Line("detained or dead", VERMILION, "none", "X"),
    Line("tie that shares guilt", BLACK, "solid", ""),
    Line("other tie", "#a8a8a8", (0, (2, 1)), ""),
)
COLUMNS, SIDE, STEP, LEFT = 3, 0.305, 0.325, 0.02  # panels side by side, and shares of the width
HEAD_INCHES, GAP_INCHES, FOOT_INCHES = 0.42, 0.12, 0.15
DOT = 40.0  # the size of a dot, times the square root of how many there are


@drawn
def district_figure(picture: DistrictPicture, about: str) -> Figure:
    """Six panels, one a layer; `about` says of which run and when."""
    heading = Heading("A district and its ties", f"{about}; {picture.about}", LEGEND)
    side = SIDE * WIDTH_INCHES
    each = HEAD_INCHES + side + GAP_INCHES
    sheet = new_sheet(heading, 2 * each, foot=FOOT_INCHES)
    for place, row in enumerate(picture.layers.to_dict("records")):
        line, column = divmod(place, COLUMNS)
        axes = sheet.axes(LEFT + STEP * column, SIDE, line * each + HEAD_INCHES, side)
        ties = picture.ties[picture.ties["layer"] == row["layer"]]
        _draw_ties(axes, ties)
        _draw_people(axes, picture.people)
        _name(axes, row)
    return sheet.figure


def _draw_ties(axes: Axes, ties: pd.DataFrame) -> None:
    from matplotlib.collections import LineCollection

    for complicit, look in ((False, LEGEND[4]), (True, LEGEND[3])):
        some = ties[ties["complicit"] == complicit]
        ends = some[["x", "y", "x_other", "y_other"]].to_numpy().reshape(-1, 2, 2)
        lines = LineCollection(
            list(ends),
            colors=look.colour,
            linewidths=0.75 if complicit else 0.35,
            linestyles=[look.dashes],
            alpha=0.8,
        )
        axes.add_collection(lines)


def _draw_people(axes: Axes, people: pd.DataFrame) -> None:
    size = DOT / sqrt(max(len(people), 100))
    away = people["status"] != "free"
    groups: tuple[tuple[Any, Line, float], ...] = (
        (~people["watches"] & ~away, LEGEND[1], 0.8 * size),
        (people["watches"] & ~away, LEGEND[0], 1.4 * size),
        (away, LEGEND[2], 2.0 * size),
    )
    for chosen, look, dot in groups:
        some = people[chosen]
        axes.plot(
            some["x"],
            some["y"],
            look.marker,
            color=look.colour,
            markerfacecolor="white" if look.hollow else look.colour,
            markeredgewidth=0.5,
            markersize=dot,
        )


def _name(axes: Axes, row: dict[Any, Any]) -> None:
    """The layer, how many ties, how many share guilt, how many stay within the district."""
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.autoscale_view()
    axes.invert_yaxis()
    axes.text(0.0, 1.07, row["layer"], transform=axes.transAxes, fontsize=TEXT)
    words = f"{counted(row['ties'], 'tie')}, {percent(row['complicit'])} share guilt"
    inside = f"{percent(row['inside'])} within the district"
    axes.text(0.0, 1.01, f"{words}; {inside}", transform=axes.transAxes, fontsize=NOTE - 0.5)
