"""What a figure is drawn on: how wide it is and in which font, as whoever prints it wants it.

A figure of another width is the same figure, all of it larger or smaller, letters too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from nksim.core.errors import InputError
from nksim.core.pictures import load_matplotlib
from nksim.plots.style import TEXT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Figure
else:
    Figure = Any  # matplotlib is not loaded to name it

OWN = "DejaVu Sans"  # comes with matplotlib
NARROWEST, WIDEST = 2.0, 40.0  # inches
TICK_LENGTH, TICK_PAD, TICK_WIDTH = 3.5, 3.5, 0.8  # points, as matplotlib draws them


@dataclass(frozen=True)
class Paper:
    """A width in inches, None for the figure's own, and a font.

    InputError for a width that is none, and for a font that is not installed.
    """

    width: float | None = None
    font: str = OWN

    def __post_init__(self) -> None:
        if self.width is not None and not NARROWEST <= self.width <= WIDEST:
            raise InputError(
                f"size={self.width} is no width of a figure; give inches from {NARROWEST:g} to"
                f" {WIDEST:g}"
            )
        known = _installed() if self.font != OWN else {OWN}
        if self.font not in known:
            near = get_close_matches(self.font, sorted(known), n=1)
            words = f"; did you mean {near[0]}?" if near else ""
            raise InputError(
                f"font={self.font} is not installed; install it or leave it out{words}"
            )


_OWN_PAPER = Paper()
_PAPER: ContextVar[Paper] = ContextVar("paper", default=_OWN_PAPER)


@contextmanager
def on_paper(paper: Paper) -> Iterator[None]:
    """Figures that are drawn and saved within are drawn on this."""
    token = _PAPER.set(paper)
    try:
        yield
    finally:
        _PAPER.reset(token)


def families() -> list[str]:
    """The fonts that letters are looked for in, the chosen one first."""
    return list(dict.fromkeys([_PAPER.get().font, OWN]))


def fit_width(figure: Figure) -> None:
    """Make a figure as wide as the paper, with all that is on it; nothing where none is given."""
    width = _PAPER.get().width
    if width is None or width == figure.get_figwidth():
        return
    factor = width / figure.get_figwidth()
    figure.set_size_inches(width, figure.get_figheight() * factor)
    for artist in figure.findobj():
        _scale(artist, factor)
    for axes in figure.axes:
        _scale_ticks(axes, factor)


def _scale(artist: Any, factor: float) -> None:
    """Letters, lines and marks, and distances that are given in points."""
    for name in ("fontsize", "linewidth", "markersize", "markeredgewidth"):
        change = getattr(artist, f"set_{name}", None)
        size = getattr(artist, f"get_{name}", None)
        if change and size and isinstance(size(), int | float):
            change(factor * size())
    if getattr(artist, "anncoords", None) == "offset points":
        artist.set_position(tuple(factor * place for place in artist.xyann))


def _scale_ticks(axes: Axes, factor: float) -> None:
    for axis in (axes.xaxis, axes.yaxis):
        kept = axis.get_tick_params()
        sizes = {"length": TICK_LENGTH, "pad": TICK_PAD, "width": TICK_WIDTH}
        labels = [float(label.get_fontsize()) for label in axis.get_ticklabels()]
        sizes["labelsize"] = labels[0] / factor if labels else TEXT
        axis.set_tick_params(
            **{name: factor * kept.get(name, size) for name, size in sizes.items()}
        )


def _installed() -> set[str]:
    load_matplotlib()
    from matplotlib.font_manager import fontManager

    return {str(entry.name) for entry in fontManager.ttflist}
