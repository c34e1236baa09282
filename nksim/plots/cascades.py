"""Cascades: the largest tree of a title through time, how large trees become, who passes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nksim.analysis.cascades.pictured import SMOOTH_WEEKS, CascadePicture
from nksim.core.numerals import counted
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    ORANGE,
    ORIGIN_LINES,
    PURPLE,
    SKY,
    SMALL,
    TEXT,
    VERMILION,
    Line,
    dress,
    write_numbers,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LAYER_MARKS = {
    "household": Line("household", BLACK, "none", "s"),
    "kin": Line("kin", BLUE, "none", "o"),
    "friend": Line("friend", VERMILION, "none", "^"),
    "neighbour": Line("neighbour", GREEN, "none", "D"),
    "work": Line("work or school", PURPLE, "none", "v"),
    "market": Line("market", ORANGE, "none", "P"),
}
ARRIVAL = Line("arrival", SKY, "none", "*")
LEFT, WIDE, HALF, RIGHT_HALF = 0.06, 0.91, 0.39, 0.58  # of the width
TITLE_INCHES, TREE_INCHES, BELOW_INCHES, GAP_INCHES = 0.3, 3.3, 2.0, 0.75
FEW = 60  # holdings of a tree whose marks can be large


@drawn
def cascades_figure(picture: CascadePicture) -> Figure:
    """The tree above, a row a holder; below how many trees are so large, and copies a holder."""
    curves = [replace(line, marker="") for line in ORIGIN_LINES.values()]
    legend = [*curves, ARRIVAL, *LAYER_MARKS.values()]
    heading = Heading("Titles from hand to hand", picture.about, legend)
    body = TITLE_INCHES + TREE_INCHES + GAP_INCHES + BELOW_INCHES
    sheet = new_sheet(heading, body)
    _draw_tree(sheet.axes(LEFT, WIDE, TITLE_INCHES, TREE_INCHES), picture)
    below = TITLE_INCHES + TREE_INCHES + GAP_INCHES
    _draw_sizes(sheet.axes(LEFT, HALF, below, BELOW_INCHES), picture.sizes)
    _draw_reproduction(sheet.axes(RIGHT_HALF, HALF, below, BELOW_INCHES), picture.reproduction)
    return sheet.figure


def _draw_tree(axes: Axes, picture: CascadePicture) -> None:
    tree, begun = picture.tree, picture.begun
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks([])
    axes.tick_params(labelsize=TEXT, colors=GREY, labelcolor=BLACK)
    if tree.empty:
        axes.text(0.5, 0.5, "no title arrived", transform=axes.transAxes, ha="center")
        return
    _draw_steps(axes, tree)
    _draw_holders(axes, tree)
    axes.set_ylim(len(tree) - 0.3, -0.7)
    axes.margins(x=0.02)
    origin = ORIGIN_LINES[f"_{begun['origin']}"].label
    title = (
        f"The largest tree: a title ({origin}) that came to {begun['province']},"
        f" {counted(len(tree), 'holder')}, {counted(begun['depth'], 'step')} deep"
    )
    axes.set_title(title, loc="left", fontsize=TEXT)


def _draw_steps(axes: Axes, tree: pd.DataFrame) -> None:
    """From each holder along their row until they pass it on, and down to whom."""
    copies = tree[tree["row_before"].notna()]
    last = copies.groupby("row_before")["date"].max()
    came = dict(zip(tree["row"], tree["date"], strict=True))
    rows = last.index.to_numpy()
    axes.hlines(rows, [came[row] for row in rows], last, color=LIGHT_GREY, linewidth=0.8)
    axes.vlines(
        copies["date"], copies["row_before"], copies["row"], color=LIGHT_GREY, linewidth=0.8
    )


def _draw_holders(axes: Axes, tree: pd.DataFrame) -> None:
    size = 4.0 if len(tree) <= FEW else 2.2
    for layer, look in LAYER_MARKS.items():
        some = tree[tree["layer"] == layer]
        axes.plot(some["date"], some["row"], look.marker, color=look.colour, markersize=size)
    axes.plot(tree["date"].iloc[:1], tree["row"].iloc[:1], ARRIVAL.marker, color=SKY, markersize=11)


def _draw_sizes(axes: Axes, sizes: pd.DataFrame) -> None:
    dress(axes)
    axes.set_xscale("log")
    axes.set_yscale("log")
    for origin, rows in sizes.groupby("origin", sort=False):
        look = ORIGIN_LINES[f"_{origin}"]
        axes.plot(rows["holders"], 100.0 * rows["share"], color=look.colour, linestyle=look.dashes)
    for axis in (axes.xaxis, axes.yaxis):
        write_numbers(axis)
        axis.set_minor_formatter("")
    axes.set_title("Trees with at least so many holders (% of trees)", loc="left", fontsize=TEXT)
    axes.set_xlabel("holders", fontsize=SMALL)


def _draw_reproduction(axes: Axes, reproduction: pd.DataFrame) -> None:
    from matplotlib.dates import AutoDateLocator

    dress(axes)
    axes.set_title("Copies passed on by each who came to hold a title", loc="left", fontsize=TEXT)
    if not (reproduction["is_complete"] & reproduction["reproduction"].notna()).any():
        axes.set_axis_off()
        axes.text(0.0, 0.9, "too short a time to tell", transform=axes.transAxes, fontsize=TEXT)
        return
    axes.axhline(1.0, color=GREY, linewidth=0.8)
    locator: Any = AutoDateLocator
    axes.xaxis.set_major_locator(locator(minticks=2, maxticks=6))
    for origin, rows in reproduction.groupby("origin", sort=False):
        look = ORIGIN_LINES["" if origin == "any" else f"_{origin}"]
        known = rows[rows["is_complete"] & rows["reproduction"].notna()]
        axes.plot(known["date"], known["reproduction"], color=look.colour, linestyle=look.dashes)
    axes.set_ylim(0.0, None)
    axes.set_xlabel(f"holders of the {SMOOTH_WEEKS} weeks before", fontsize=SMALL)
