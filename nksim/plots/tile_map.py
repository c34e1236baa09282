"""Provinces through time: a small map a year, in which each province is a tile in its place.

Shades lie on one scale for all maps and every tile has its figure, so that no colour is needed.
Tiles have no size of their own: a province of many people is no larger than one of few.
"""

from __future__ import annotations

from math import ceil, isfinite
from typing import TYPE_CHECKING

from nksim.analysis.pictured import Pictured
from nksim.core.numerals import counted, decimal
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import BLACK, GREY, NOTE, SMALL, TEXT, WIDTH_INCHES
from nksim.plots.units import factor_of, short_title

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Column and row of each province, and what is written on it: the north on top.
TILES = {
    "Ryanggang": (2, 0, "Ryang"),
    "North Hamgyong": (3, 0, "N Ham"),
    "North Pyongan": (0, 1, "N Pyo"),
    "Chagang": (1, 1, "Chag"),
    "South Hamgyong": (2, 1, "S Ham"),
    "Pyongyang": (0, 2, "P'yang"),
    "South Pyongan": (1, 2, "S Pyo"),
    "Kangwon": (2, 2, "Kangw"),
    "South Hwanghae": (0, 3, "S Hwa"),
    "North Hwanghae": (1, 3, "N Hwa"),
}
ACROSS, DOWN = 4, 4  # tiles of a map
COLUMNS = 4  # maps side by side
MARGIN, MAP, STEP = 0.02, 0.225, 0.242  # of the width
HEAD_INCHES, SCALE_INCHES, FOOT_INCHES = 0.28, 0.12, 0.65
DARK = 0.55  # of the scale: from here on letters are white
SHADES = "cividis_r"  # the same to the colour-blind and in grey: the more, the darker


@drawn
def tile_map_figure(pictured: Pictured) -> Figure:
    """A map for each scenario and year, of the rows of `analysis.pictured.province_map`."""
    maps = list(pictured.rows.groupby(["scenario", "year"], sort=False))
    side = MAP * WIDTH_INCHES
    each, lines = HEAD_INCHES + side, ceil(len(maps) / COLUMNS)
    runs = counted(pictured.runs, "run")
    below = f"simulated, {pictured.people:,} people; mean of {runs} each; tiles, not areas"
    if len(pictured.scenarios) == 1:
        below = f"{pictured.scenarios[0]}, {below}"
    title = f"{short_title(pictured.column.name)}, province by province"
    sheet = new_sheet(Heading(title, below), lines * each + HEAD_INCHES, foot=FOOT_INCHES)
    factor = factor_of(pictured.column.unit)
    low, high = ends_of(factor * pictured.rows["value"])
    for place, ((scenario, year), rows) in enumerate(maps):
        line, column = divmod(place, COLUMNS)
        axes = sheet.axes(MARGIN + STEP * column, MAP, line * each + HEAD_INCHES, side)
        values = dict(zip(rows["province"], factor * rows["value"], strict=True))
        draw_map(axes, values, (low, high))
        _name_map(axes, f"{scenario}, {year}" if len(pictured.scenarios) > 1 else str(year))
    scale = sheet.axes(MARGIN, MAP * 2, lines * each + HEAD_INCHES, SCALE_INCHES)
    draw_scale(scale, (low, high), "%" if pictured.column.unit == "share" else "per 1,000 people")
    return sheet.figure


def ends_of(values: pd.Series) -> tuple[float, float]:
    """The scale of all maps, from nothing where nothing is near."""
    low, high = float(values.min()), float(values.max())
    if not isfinite(high - low):
        return 0.0, 1.0
    if 0.0 <= low < high / 2:
        low = 0.0
    return low, high if high > low else low + 1.0


def draw_map(axes: Axes, values: dict[str, float], ends: tuple[float, float]) -> None:
    """Draw the provinces as tiles with these values, shaded between two ends."""
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    shades, (low, high) = colormaps[SHADES], ends
    for province, (column, row, short) in TILES.items():
        value = values.get(province, float("nan"))
        share = (value - low) / (high - low) if isfinite(value) else 0.0
        colour = shades(share) if isfinite(value) else "white"
        corner = (column + 0.03, row + 0.03)
        axes.add_patch(Rectangle(corner, 0.94, 0.94, facecolor=colour, edgecolor=GREY, lw=0.5))
        ink = "white" if share > DARK else BLACK
        middle = column + 0.5
        axes.text(middle, row + 0.31, short, ha="center", va="center", fontsize=NOTE - 1, color=ink)
        digits = 0 if high >= 20 else 1
        words = decimal(value, digits)
        axes.text(middle, row + 0.66, words, ha="center", va="center", fontsize=TEXT, color=ink)
    axes.set_xlim(0, ACROSS)
    axes.set_ylim(DOWN, 0)
    axes.set_axis_off()


def _name_map(axes: Axes, name: str) -> None:
    text, size = fitted(name, MAP * WIDTH_INCHES, TEXT)
    axes.set_title(text, loc="left", fontsize=size, pad=3)


def draw_scale(axes: Axes, ends: tuple[float, float], unit: str) -> None:
    """What the shades mean."""
    import numpy as np

    low, high = ends
    shown = np.linspace(0.0, 1.0, 256)[None, :]
    axes.imshow(shown, aspect="auto", cmap=SHADES, extent=(low, high, 0.0, 1.0))
    axes.set_yticks([])
    axes.tick_params(labelsize=SMALL)
    axes.set_xlabel(unit, fontsize=SMALL)
