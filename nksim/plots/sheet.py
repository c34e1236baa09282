"""The sheet on which every figure is drawn and the one way in which it is saved: as PNG, PDF or SVG.

A figure looks the same whatever a user has written into a `matplotlibrc`: it is drawn under matplotlib's defaults
and the few settings here. Names are shown as they are, `$` and `_` among them; names in other scripts with a font
that has them, or transcribed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from nksim.core.errors import InputError
from nksim.core.pictures import load_matplotlib
from nksim.plots.lettering import make_legible
from nksim.plots.style import DPI
from nksim.store.writing import Write, write_all

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SETTINGS: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib
    "text.parse_math": False,
    "timezone": "UTC",
    "svg.hashsalt": "nksim",
}
UNDATED = {
    "png": None,
    "pdf": {"CreationDate": None},
    "svg": {"Date": None},
}  # twice the same bytes
FORMATS = tuple(f".{kind}" for kind in UNDATED)
Given = ParamSpec("Given")
Made = TypeVar("Made")


@contextmanager
def own_style() -> Iterator[None]:
    """Matplotlib's defaults and our settings; what was set before is set again afterwards."""
    matplotlib: Any = load_matplotlib()
    with matplotlib.rc_context(), _choosing_fonts_in_silence():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
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
        figure.savefig(path, dpi=DPI, format=kind, metadata=UNDATED[kind])
