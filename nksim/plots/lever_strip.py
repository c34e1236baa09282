"""Which levers were in force when: a strip of thin bars with their names below the weekly curves.

One row a lever, by its first day; the name stands beside its bar, never on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nksim.plots.names import fitted
from nksim.plots.style import (
    BLACK,
    FAMILIES,
    GREY,
    LIGHT_GREY,
    SMALL,
    TEXT,
    WIDTH_INCHES,
    Filling,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

BAR = 0.56  # of a row
SHORTEST = 1 / 250  # of the strip: a lever of a day is still seen
LEFT_FIRST, TOO_NARROW = 0.35, 0.2  # of the strip: room that a name takes left of its bar, or needs
NAME_INCHES = 0.42 * WIDTH_INCHES
KEY_POINTS, KEY_LINE_POINTS = 12, 12  # where the colours are explained, right of the strip


def in_force(levers: pd.DataFrame, first: Any, last: Any) -> pd.DataFrame:
    """The levers in force at some time between two days."""
    shown: pd.DataFrame = levers[(levers["from"] <= last) & ~(levers["until"] < first)]
    return shown


def draw_levers(axes: Axes, levers: pd.DataFrame, first: Any, last: Any) -> None:
    """Draw a bar for each lever, from its first day to its last, within the days shown.

    `levers` has a row a lever with name, family, from, until, strength and provinces; strengths
    below 1 are written out.
    """
    for row, lever in enumerate(levers.to_dict("records")):
        _draw_bar(axes, row, lever, first, last)
    axes.set_ylim(max(len(levers), 1) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlim(first, last)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(labelsize=TEXT, colors=GREY, labelcolor=BLACK)
    axes.set_title(
        "Levers in force" if len(levers) else "No levers in force", loc="left", fontsize=TEXT, pad=5
    )
    _explain(axes, levers)


def _draw_bar(axes: Axes, row: int, lever: dict[Any, Any], first: Any, last: Any) -> None:
    import pandas as pd

    start = max(lever["from"], first)
    end = last if pd.isna(lever["until"]) else min(lever["until"], last)
    filling = FAMILIES[lever["family"]]
    axes.plot([first, last], [row, row], color=LIGHT_GREY, linewidth=0.4, zorder=0)
    axes.barh(
        row,
        max(end - start, (last - first) * SHORTEST),
        left=start,
        height=BAR,
        color=filling.colour,
        hatch=filling.hatch,
        edgecolor="white",
        linewidth=0,
    )
    write_name(axes, row, name_of(lever), (start, end), (first, last), plain=not filling.hatch)


def write_name(
    axes: Axes, row: float, name: str, bar: tuple[Any, Any], shown: tuple[Any, Any], *, plain: bool
) -> None:
    """Left of the bar or right of it, where there is room; on it if there is none on either side.

    A `plain` bar has no hatch that would have to be kept away from the letters.
    """
    start, end = bar
    first, last = shown
    left = (start - first) / (last - first)
    right = (last - end) / (last - first)
    on_bar = max(left, right) < TOO_NARROW
    to_the_left = not on_bar and (left >= right or left > LEFT_FIRST)
    at = start if on_bar or to_the_left else end
    text, size = fitted(name, NAME_INCHES, SMALL)
    axes.annotate(
        text,
        xy=(at, row),
        xytext=(-3 if to_the_left else 3, 0),
        textcoords="offset points",
        fontsize=size,
        va="center_baseline",
        ha="right" if to_the_left else "left",
        color=BLACK,
        annotation_clip=False,
        bbox={
            "facecolor": "none" if on_bar and plain else "white",
            "edgecolor": "none",
            "pad": 0.6,
        },
    )


def name_of(lever: dict[Any, Any]) -> str:
    """The name of a lever, with its strength if that is not the full one, and a star if not all."""
    strength = "" if lever["strength"] == 1.0 else f" x{lever['strength']:g}"
    where = "" if lever["provinces"] == "all" else " *"
    return f"{lever['name']}{strength}{where}"


def _explain(axes: Axes, levers: pd.DataFrame) -> None:
    """Say in the margin beside the strip which families of levers the colours stand for."""
    shown = [filling for family, filling in FAMILIES.items() if family in set(levers["family"])]
    for line, filling in enumerate(shown):
        _explain_filling(axes, line, filling)
    if (levers["provinces"] != "all").any():
        _write_key(axes, len(shown), KEY_POINTS, "*")
        _write_key(axes, len(shown), 2 * KEY_POINTS, "in some provinces only")


def _explain_filling(axes: Axes, line: int, filling: Filling) -> None:
    from matplotlib.offsetbox import AnnotationBbox, DrawingArea
    from matplotlib.patches import Rectangle

    box = DrawingArea(8, 8)
    box.add_artist(
        Rectangle(
            (0, 0), 8, 8, facecolor=filling.colour, hatch=filling.hatch, edgecolor="white", lw=0
        )
    )
    key = AnnotationBbox(
        box,
        (1.0, 1.0),
        xybox=(KEY_POINTS + 2, -3 - KEY_LINE_POINTS * line),
        xycoords="axes fraction",
        boxcoords="offset points",
        frameon=False,
        annotation_clip=False,
    )
    axes.add_artist(key)
    _write_key(axes, line, 2 * KEY_POINTS, filling.label)


def _write_key(axes: Axes, line: int, points: float, text: str) -> None:
    axes.annotate(
        text,
        xy=(1.0, 1.0),
        xytext=(points, -3 - KEY_LINE_POINTS * line),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=SMALL,
        va="center",
        annotation_clip=False,
    )
