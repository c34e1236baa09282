"""The sheet on which every figure is drawn: title, legend, room for axes, and how it is saved.

A figure looks the same whatever a user has written into a `matplotlibrc`: it is drawn under
matplotlib's defaults and the few settings here. Names are shown as they are, `$` and `_` among
them; names in other scripts with a font that has them, or transcribed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from nksim.core.errors import InputError
from nksim.core.pictures import load_matplotlib
from nksim.plots.lettering import make_legible
from nksim.plots.names import fitted
from nksim.plots.paper import families, fit_width
from nksim.plots.style import DPI, GREY, NOTE, TITLE, WIDTH_INCHES, Filling, Line
from nksim.store.writing import Write, write_all

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEAD_INCHES, FOOT_INCHES, LEGEND_INCHES = 0.75, 0.55, 0.2
TITLE_AT, BELOW_AT, LEGEND_AT = 0.26, 0.49, 0.64  # inches from the top
MARGIN = 0.02  # of the width, on either side
LEGEND_COLUMNS = 5
SETTINGS: dict[str, Any] = {
    "text.parse_math": False,
    "timezone": "UTC",
    "svg.hashsalt": "nksim",
    "pdf.fonttype": 42,  # letters stay letters, in a font that is part of the file
}
UNDATED = {
    "png": None,
    "pdf": {"CreationDate": None},
    "svg": {"Date": None},
}  # twice the same bytes
FORMATS = tuple(f".{kind}" for kind in UNDATED)
Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Heading:
    """What stands above a figure: a title, a line below it, and what its signs mean."""

    title: str
    below: str = ""
    legend: Sequence[Line | Filling] = field(default=())

    @property
    def inches(self) -> float:
        """How high it is."""
        lines = ceil(len(self.legend) / LEGEND_COLUMNS)
        return HEAD_INCHES + LEGEND_INCHES * lines - (LEGEND_INCHES if not self.below else 0.0)


@dataclass(frozen=True, eq=False)
class Sheet:
    """A figure with its heading; axes are placed in inches below that."""

    figure: Figure
    heading: Heading
    height: float

    def axes(self, left: float, width: float, top: float, height: float, **more: Any) -> Axes:
        """New axes: `left` and `width` as shares of the sheet, `top` and `height` in inches."""
        bottom = self.height - self.heading.inches - top - height
        place = (left, bottom / self.height, width, height / self.height)
        return self.figure.add_axes(place, **more)


def new_sheet(
    heading: Heading, body: float, *, foot: float = FOOT_INCHES, width: float = WIDTH_INCHES
) -> Sheet:
    """A sheet with a heading and so many inches below it, `foot` of room for labels at its end."""
    from matplotlib.figure import Figure

    height = heading.inches + body + foot
    figure = Figure(figsize=(width, height))
    room = width * (1 - 2 * MARGIN)
    title, size = fitted(heading.title, room, TITLE, bold=True)
    at = 1 - TITLE_AT / height
    figure.text(MARGIN, at, title, fontsize=size, fontweight="bold", va="center")
    below, size = fitted(heading.below, room, NOTE)
    figure.text(MARGIN, 1 - BELOW_AT / height, below, fontsize=size, color=GREY, va="center")
    if heading.legend:
        at = 1 - (LEGEND_AT if heading.below else LEGEND_AT - LEGEND_INCHES) / height
        _explain(figure, heading.legend, at)
    return Sheet(figure, heading, height)


def _explain(figure: Figure, legend: Sequence[Line | Filling], at: float) -> None:
    """Write what the signs mean, line by line, from this share of the height down."""
    figure.legend(
        handles=[_sign(entry) for entry in _in_lines(legend)],
        loc="upper left",
        bbox_to_anchor=(MARGIN, at),
        ncols=min(LEGEND_COLUMNS, len(legend)),
        frameon=False,
        fontsize=NOTE,
        columnspacing=1.4,
        handletextpad=0.5,
        borderpad=0.0,
        borderaxespad=0.0,
    )


def _in_lines(legend: Sequence[Line | Filling]) -> list[Line | Filling]:
    """Matplotlib fills columns first: the order in which it then reads line by line."""
    lines = ceil(len(legend) / LEGEND_COLUMNS)
    columns = min(LEGEND_COLUMNS, len(legend))
    full = len(legend) - columns * (lines - 1)  # columns that have all lines
    places = [
        line * columns + column
        for column in range(columns)
        for line in range(lines if column < full else lines - 1)
    ]
    return [legend[place] for place in places]


def _sign(entry: Line | Filling) -> Any:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    if isinstance(entry, Filling):
        return Patch(
            facecolor=entry.colour, hatch=entry.hatch, edgecolor="white", label=entry.label
        )
    return Line2D(
        [],
        [],
        color=entry.colour,
        linestyle=entry.dashes,
        marker=entry.marker,
        markersize=4.5,
        markerfacecolor="white" if entry.hollow else entry.colour,
        linewidth=1.5,
        label=entry.label,
    )


@contextmanager
def own_style() -> Iterator[None]:
    """Matplotlib's defaults and our settings; what was set before is set again afterwards."""
    matplotlib: Any = load_matplotlib()
    with matplotlib.rc_context(), _choosing_fonts_in_silence():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS | {"font.family": families()})
        yield


@contextmanager
def _choosing_fonts_in_silence() -> Iterator[None]:
    """That an installed font has no bold letters is nothing that anybody could change here."""
    chooser = logging.getLogger("matplotlib.font_manager")
    before = chooser.level
    chooser.setLevel(logging.ERROR)
    try:
        yield
    finally:
        chooser.setLevel(before)


def drawn(draw: Callable[Given, Made]) -> Callable[Given, Made]:
    """Mark a function that draws: it does so under our own style."""

    @wraps(draw)
    def under_own_style(*given: Given.args, **named: Given.kwargs) -> Made:
        with own_style():
            return draw(*given, **named)

    return under_own_style


def save_figure(figure: Figure, path: str | Path) -> Path:
    """Save a figure in the format that its file's name ends in; returns the path.

    Raises InputError for other endings, StoreError if the file cannot be written.
    """
    path = Path(path)
    write_all(path.parent, {path.name: picture(figure, path)})
    return path


def picture(figure: Figure, path: str | Path) -> Write:
    """What writes a figure in the format of this path; InputError if that is none."""
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise InputError(
            f"figure={path} has no format to be drawn in (allowed {', '.join(FORMATS)})"
        )
    return lambda aside: _save(figure, aside, ending.removeprefix("."))


def _save(figure: Figure, path: Path, kind: str) -> None:
    with own_style():
        make_legible(figure)
        fit_width(figure)
        figure.savefig(path, dpi=DPI, format=kind, metadata=UNDATED[kind])
