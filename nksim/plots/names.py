"""Names in figures: beside the ends of curves, apart from one another, and never off the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from nksim.plots.style import TEXT, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_SIZE = 6.0
LETTER, BOLD_LETTER, WIDE_LETTER = 0.6, 0.67, 1.0  # of the size of the font
POINTS = 72.0  # an inch
GAP = 0.12  # between two names, of the height of a panel
AT_CURVE, AT_NAME = 1.0, 1.018  # of the width of a panel: where a pointer begins and ends


@dataclass(frozen=True)
class End:
    """Where a curve ends, what is written there, and how the curve is drawn."""

    name: str
    height: float
    line: Line


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, float]:
    """A text and the size in which it fits into so many inches: smaller first, then shortened.

    >>> fitted("law", 1.0, 9.0)
    ('law', 9.0)
    >>> fitted("a" * 60, 2.0, 9.0)
    ('aaaaaaaaaaaaaaaaaaa\u2026aaaaaaaaaaaaaaaaaaa', 6.0)
    """
    ems = _ems(text, bold=bold)
    if ems * size <= room * POINTS:
        return text, size
    smaller = room * POINTS / ems
    if smaller >= LEAST_SIZE:
        return text, smaller
    return _shortened(text, int(len(text) * smaller / LEAST_SIZE)), LEAST_SIZE


def _ems(text: str, *, bold: bool) -> float:
    """The width of a text in sizes of its font, estimated generously."""
    letter = BOLD_LETTER if bold else LETTER
    return sum(WIDE_LETTER if east_asian_width(sign) in "WF" else letter for sign in text)


def _shortened(text: str, letters: int) -> str:
    """Both ends of a text, so that names that begin alike stay apart."""
    first = max(letters - 1, 2) // 2
    last = max(letters - 1, 2) - first
    return f"{text[:first]}\u2026{text[-last:]}"


def spread_labels(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Heights for labels beside these values: in their order and at least `gap` apart.

    None is above `top` or below 0, if they fit.

    >>> spread_labels([0.5, 0.5], 0.25, 1.0)
    [0.75, 0.5]
    """
    order = sorted(range(len(values)), key=lambda position: (values[position], -position))
    places = [0.0] * len(values)
    floor = gap / 2
    for position in order:
        places[position] = floor = max(values[position], floor)
        floor += gap
    ceiling = top
    for position in reversed(order):
        places[position] = ceiling = min(places[position], ceiling)
        ceiling -= gap
    return places


def name_ends(axes: Axes, ends: Sequence[End], room: float, gap: float = GAP) -> None:
    """Write each name beside the end of its curve, within so many inches, a `gap` apart."""
    known = [end for end in ends if isfinite(end.height)]
    low, high = axes.get_ylim()
    heights = [end.height - low for end in known]
    places = spread_labels(heights, gap * (high - low), high - low)
    for end, place in zip(known, places, strict=True):
        _name_end(axes, end, place + low, room)


def _name_end(axes: Axes, end: End, place: float, room: float) -> None:
    text, size = fitted(end.name, room, TEXT - 0.5)
    pointer = {
        "arrowstyle": "-",
        "color": end.line.colour,
        "linewidth": 0.6,
        "shrinkA": 0,
        "shrinkB": 0,
        "relpos": (0, 0.5),
    }
    axes.annotate(
        text,
        xy=(AT_CURVE, end.height),
        xytext=(AT_NAME, place),
        xycoords=("axes fraction", "data"),
        textcoords=("axes fraction", "data"),
        fontsize=size,
        color=end.line.colour,
        va="center",
        annotation_clip=False,
        arrowprops=pointer,
    )
