"""The spread as a moving picture: a tile map of the provinces, year after year, as a GIF."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.pictured import Moving
from nksim.core.errors import InputError
from nksim.core.numerals import counted
from nksim.plots.lettering import make_legible
from nksim.plots.names import End, name_ends
from nksim.plots.sheet import Heading, drawn, new_sheet, own_style
from nksim.plots.style import (
    ALTERNATIVE_LINES,
    BASELINE_LINE,
    GREY,
    TEXT,
    TITLE,
    WIDTH_INCHES,
    Line,
    dress,
    named_lines,
)
from nksim.plots.tile_map import MARGIN, SCALE_INCHES, SHADES, draw_map, draw_scale, ends_of
from nksim.plots.units import factor_of, short_title
from nksim.store.writing import write_all

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ENDING = ".gif"
FRAME_MS, LAST_MS = 450, 2500  # how long a year is shown, and the last one
DOTS = 80  # an inch
TILE_COLOURS, GREYS = 180, 56  # of the 256 that a GIF can have
LARGEST = 0.34  # a map, of the width
HEAD_INCHES, CURVE_INCHES, GAP_INCHES, FOOT_INCHES = 0.35, 1.25, 0.95, 0.45


@drawn
def spread_frames(moving: Moving) -> list[Figure]:
    """A figure a year: a map for each scenario, and below it the country up to that year."""
    pictured = moving.pictured
    factor = factor_of(pictured.column.unit)
    ends = ends_of(factor * pictured.rows["value"])
    years = sorted(set(pictured.rows["year"]))
    return [_frame(moving, int(year), factor, ends) for year in years]


def _frame(moving: Moving, year: int, factor: float, ends: tuple[float, float]) -> Figure:
    pictured = moving.pictured
    looks = named_lines(pictured.scenarios, first_is_baseline=len(pictured.scenarios) > 1)
    runs = counted(pictured.runs, "run")
    below = f"simulated, {pictured.people:,} people; mean of {runs} each; tiles, not areas"
    title = f"{short_title(pictured.column.name)}, province by province"
    side = min(LARGEST, (1 - 2 * MARGIN) / len(looks) - 0.02) * WIDTH_INCHES
    maps = HEAD_INCHES + side
    body = maps + GAP_INCHES + CURVE_INCHES
    sheet = new_sheet(Heading(title, below), body, foot=FOOT_INCHES)
    sheet.figure.text(0.98, 1 - 0.4 / sheet.height, str(year), fontsize=2 * TITLE, ha="right")
    shown = pictured.rows[pictured.rows["year"] == year]
    for place, name in enumerate(looks):
        rows = shown[shown["scenario"] == name]
        left = MARGIN + place * (side / WIDTH_INCHES + 0.02)
        axes = sheet.axes(left, side / WIDTH_INCHES, HEAD_INCHES, side)
        draw_map(axes, dict(zip(rows["province"], factor * rows["value"], strict=True)), ends)
        axes.set_title(name, loc="left", fontsize=TEXT)
    scale = sheet.axes(MARGIN, 0.34, maps + 0.08, SCALE_INCHES)
    unit = "%" if pictured.column.unit == "share" else "per 1,000 people"
    draw_scale(scale, ends, unit)
    _draw_country(sheet.axes(0.07, 0.73, maps + GAP_INCHES, CURVE_INCHES), moving, year, looks)
    return sheet.figure


def _draw_country(axes: Any, moving: Moving, year: int, looks: dict[str, Line]) -> None:
    """The country so far, the years to come in grey."""
    dress(axes)
    factor, reached = factor_of(moving.pictured.column.unit), list[End]()
    for name, look in looks.items():
        rows = moving.country[moving.country["scenario"] == name]
        values = factor * rows["value"]
        axes.plot(rows["year"], values, color=GREY, linewidth=0.5, alpha=0.6)
        so_far = rows["year"] <= year
        axes.plot(rows["year"][so_far], values[so_far], color=look.colour, linestyle=look.dashes)
        axes.plot([year], values[rows["year"] == year], look.marker, color=look.colour)
        reached.append(End(name, float(values.iloc[-1]), look))
    axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.0))
    axes.set_title("The whole country", loc="left", fontsize=TEXT)
    name_ends(axes, reached, 0.18 * WIDTH_INCHES)


def save_animation(frames: Sequence[Figure], path: str | Path) -> Path:
    """Save figures as one GIF, a frame each; the same figures give the same bytes.

    Raises InputError for another ending, StoreError if the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() != ENDING:
        raise InputError(f"animation={path} is no {ENDING}; give a name that ends in {ENDING}")
    images = [_image(frame) for frame in frames]
    waits = [FRAME_MS] * (len(images) - 1) + [LAST_MS]

    def write(aside: Path) -> None:
        first, *others = images
        first.save(aside, format="GIF", save_all=True, append_images=others, duration=waits, loop=0)

    write_all(path.parent, {path.name: write})
    return path


@cache
def _palette() -> Any:
    """The colours of every frame: those of tiles, greys for letters, those of curves."""
    from matplotlib import colormaps
    from matplotlib.colors import to_rgb
    from PIL import Image

    shades = [colormaps[SHADES](place / (TILE_COLOURS - 1))[:3] for place in range(TILE_COLOURS)]
    greys = [(place / (GREYS - 1),) * 3 for place in range(GREYS)]
    curves = [to_rgb(line.colour) for line in (BASELINE_LINE, *ALTERNATIVE_LINES)]
    pale = [tuple((part + 1) / 2 for part in colour) for colour in curves]
    colours = [*shades, *greys, *curves, *pale]
    palette = Image.new("P", (1, 1))
    palette.putpalette([round(255 * part) for colour in colours for part in colour])
    return palette


def _image(figure: Figure) -> Any:
    """A figure as an image of few colours, the same in every frame."""
    from PIL import Image

    drawn_to = BytesIO()
    with own_style():
        make_legible(figure)
        figure.savefig(drawn_to, dpi=DOTS, format="png")
    whole = Image.open(drawn_to).convert("RGB")
    return whole.quantize(palette=_palette(), dither=Image.Dither.NONE)
