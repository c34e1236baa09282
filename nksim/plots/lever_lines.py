"""Which scenario had which lever when: a row a lever, in it a line for each scenario that has it.

A line has the colour, the dashes and, where it begins, the mark of the scenario's curves above, so
that it is told apart in grey and at half size as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from nksim.plots.lever_strip import name_of, write_name
from nksim.plots.names import fitted
from nksim.plots.style import BLACK, GREY, LIGHT_GREY, SMALL, TEXT, WIDTH_INCHES, Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

Looks: TypeAlias = "Mapping[str, Line]"
ROW_INCHES, LINE_INCHES, ROOM_INCHES = 0.185, 0.085, 0.07
KEY_AT, KEY_INCHES, KEY_NAMES = 1.018, 0.14, 0.15  # beside the strip: shares and inches


def strip_inches(levers: pd.DataFrame, looks: Looks | None) -> float:
    """How high the strip is."""
    if looks is None or not len(levers):
        return max(len(levers), 1) * ROW_INCHES
    return max(sum(map(_height, levers["scenarios"])), KEY_INCHES * (len(looks) + 1))


def draw_levers_of_each(
    axes: Axes, levers: pd.DataFrame, days: tuple[Any, Any], looks: Looks
) -> None:
    """Draw the levers by which scenarios differ; heights of the axes are inches."""
    top = 0.0
    for lever in levers.to_dict("records"):
        _draw_lever(axes, top, lever, days, looks)
        top += _height(lever["scenarios"])
    axes.set_ylim(strip_inches(levers, looks), 0.0)
    axes.set_yticks([])
    axes.set_xlim(*days)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(labelsize=TEXT, colors=GREY, labelcolor=BLACK)
    title = "Levers in force, of each that has them" if len(levers) else "No levers differ"
    axes.set_title(title, loc="left", fontsize=TEXT, pad=5)
    _explain(axes, levers, looks)


def _height(scenarios: tuple[str, ...]) -> float:
    return max(ROW_INCHES, ROOM_INCHES + LINE_INCHES * len(scenarios))


def _draw_lever(
    axes: Axes, top: float, lever: dict[Any, Any], days: tuple[Any, Any], looks: Looks
) -> None:
    import pandas as pd

    first, last = days
    start = max(lever["from"], first)
    end = last if pd.isna(lever["until"]) else min(lever["until"], last)
    height = _height(lever["scenarios"])
    axes.axhline(top + height, color=LIGHT_GREY, linewidth=0.4, zorder=0)
    having = [name for name in looks if name in lever["scenarios"]]
    beginning = top + (height - LINE_INCHES * (len(having) - 1)) / 2
    for place, name in enumerate(having):
        at, look = beginning + place * LINE_INCHES, looks[name]
        axes.plot([start, end], [at, at], color=look.colour, linestyle=look.dashes, linewidth=1.8)
        axes.plot([start], [at], look.marker, color=look.colour, markersize=3.8, clip_on=False)
    write_name(axes, top + height / 2, name_of(lever), (start, end), days, plain=False)


def _explain(axes: Axes, levers: pd.DataFrame, looks: Looks) -> None:
    """Beside the strip, whose lines these are."""
    from matplotlib.transforms import blended_transform_factory

    where = blended_transform_factory(axes.transAxes, axes.transData)
    shown = {name for names in levers["scenarios"] for name in names}
    for place, name in enumerate(name for name in looks if name in shown):
        at, look = KEY_INCHES * (place + 0.5), looks[name]
        axes.plot(
            [KEY_AT, KEY_AT + 0.04],
            [at, at],
            color=look.colour,
            linestyle=look.dashes,
            marker=look.marker,
            markevery=[0],
            markersize=3.8,
            linewidth=1.8,
            transform=where,
            clip_on=False,
        )
        text, size = fitted(name, KEY_NAMES * WIDTH_INCHES, SMALL)
        axes.text(KEY_AT + 0.05, at, text, fontsize=size, va="center", transform=where)
    if len(levers) and (levers["provinces"] != "all").any():
        at = KEY_INCHES * (len(looks) + 0.5)
        axes.text(
            KEY_AT, at, "* in some provinces only", fontsize=SMALL, va="center", transform=where
        )
