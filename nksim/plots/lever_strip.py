"""Which levers were in force when: a table of levers comes in, a strip of thin bars with their names is drawn.

One row a lever, by its first day; the name stands beside its bar, never on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nksim.plots.style import (
    CARROT_COLOUR,
    GREY,
    LIGHT_GREY,
    OUTSIDE_COLOUR,
    SMALL,
    STATE_COLOUR,
    TEXT,
    lever_colour,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KINDS = (
    ("control and punishment", STATE_COLOUR),
    ("inducement", CARROT_COLOUR),
    ("from outside", OUTSIDE_COLOUR),
)
BAR = 0.56


def in_force(levers: pd.DataFrame, first: Any, last: Any) -> pd.DataFrame:
    """The levers in force at some time between two days, by their first day."""
    shown: pd.DataFrame = levers[(levers["from"] <= last) & ~(levers["until"] < first)]
    return shown.sort_values("from", kind="stable")


def draw_levers(axes: Axes, levers: pd.DataFrame, first: Any, last: Any) -> None:
    """Draw a bar for each lever from its first day to its last, within the weeks shown; strengths below 1 are written out."""
    for row, (_, lever) in enumerate(levers.iterrows()):
        _draw_bar(axes, row, lever, first, last)
    axes.set_ylim(max(len(levers), 1) - 0.4, -0.6)
    axes.set_yticks([])
    axes.set_xlim(first, last)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(labelsize=TEXT, colors=GREY, labelcolor="black")
    title = axes.set_title(
        "Levers in force" if len(levers) else "No levers in force", loc="left", fontsize=TEXT, pad=5
    )
    title.set_x(0.0)
    _explain_colours(axes, levers)


def _draw_bar(axes: Axes, row: int, lever: pd.Series, first: Any, last: Any) -> None:
    import pandas as pd

    start = max(lever["from"], first)
    end = last if pd.isna(lever["until"]) else min(lever["until"], last)
    axes.plot([first, last], [row, row], color=LIGHT_GREY, linewidth=0.4, zorder=0)
    axes.barh(
        row,
        max(end - start, (last - first) / 250),
        left=start,
        height=BAR,
        color=lever_colour(lever["lever"]),
        linewidth=0,
    )
    left_room, right_room = (start - first) / (last - first), (last - end) / (last - first)
    to_the_left = left_room >= right_room or left_room > 0.35
    place, shift = (start, -3) if to_the_left else (end, 3)
    inside = max(left_room, right_room) < 0.2
    if inside:
        place, shift, to_the_left = start, 3, False
    axes.annotate(
        _name(lever),
        xy=(place, row),
        xytext=(shift, 0),
        textcoords="offset points",
        fontsize=SMALL,
        va="center_baseline",
        ha="right" if to_the_left else "left",
        color="black",
        annotation_clip=False,
        bbox={"facecolor": "none" if inside else "white", "edgecolor": "none", "pad": 0.6},
    )


def _name(lever: pd.Series) -> str:
    strength = "" if lever["strength"] == 1.0 else f" x{lever['strength']:g}"
    where = "" if lever["provinces"] == "all" else " *"
    return f"{lever['name']}{strength}{where}"


def _explain_colours(axes: Axes, levers: pd.DataFrame) -> None:
    """Say in the margin beside the strip which kinds of levers the colours stand for."""
    used = {lever_colour(kind) for kind in levers["lever"]}
    entries = [("\u25a0", colour, text) for text, colour in KINDS if colour in used]
    if (levers["provinces"] != "all").any():
        entries.append(("*", "black", "in some provinces only"))
    for line, (sign, colour, text) in enumerate(entries):
        for shift, part, ink in ((12, sign, colour), (24, text, "black")):
            axes.annotate(
                part,
                xy=(1.0, 1.0),
                xytext=(shift, -3 - 12 * line),
                xycoords="axes fraction",
                textcoords="offset points",
                fontsize=SMALL,
                color=ink,
                va="center",
                annotation_clip=False,
            )
