"""A figure as SVG that can stand within a page: text as text, no link, no name used twice.

Letters are the reader's: a name in any script is shown with a font that the browser has, and is
found, read aloud and copied.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING

from nksim.plots.sheet import own_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEADING_POINTS = 38  # of a sheet: title and the line below it
FONTS = "'DejaVu Sans', Verdana, 'Noto Sans CJK KR', 'Noto Sans KR', 'Malgun Gothic', sans-serif"
_BEFORE = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
_LEFT_OUT = re.compile(r"<metadata>.*?</metadata>|<style .*?</style>", re.DOTALL)
_SIZE = re.compile(r'(<svg [^>]*?) width="[^"]*" height="[^"]*" viewBox="0 0 (\S+) (\S+)"')
_NAME = re.compile(r' id="([^"]*)"')
_USE = re.compile(r'(xlink:href="#|url\(#)([^")]*)')
_LONG = re.compile(r"(-?\d+\.\d)\d+")


def inline_svg(figure: Figure, prefix: str, words: Mapping[str, str]) -> str:
    """The markup of a figure, hidden from screen readers: who places it says what it shows.

    `prefix` begins every name in it, so that several figures have none in common; `words` are what
    is written on it in place of the figure's own words.
    """
    for heading in figure.texts:
        heading.set_text("")  # the page has it above the figure
    _reword(figure, words)
    return _for_a_page(_drawn(figure), prefix)


def _drawn(figure: Figure) -> str:
    """The figure with its letters as letters; which font has them is the reader's affair."""
    import matplotlib

    drawn = StringIO()
    with own_style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        matplotlib.rcParams["svg.fonttype"] = "none"
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    return drawn.getvalue()


def _reword(figure: Figure, words: Mapping[str, str]) -> None:
    """Write other words where the whole of a text is one of these."""
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        if text.get_text() in words:
            text.set_text(words[text.get_text()])


def _for_a_page(svg: str, prefix: str) -> str:
    bare = _LEFT_OUT.sub("", _BEFORE.sub("", svg))
    sized = _SIZE.sub(_sized, bare, count=1)
    used = {found[2] for found in _USE.finditer(sized)}
    named = _NAME.sub(lambda found: _named(found[1], used, prefix), sized)
    linked = _USE.sub(rf"\g<1>{prefix}-\g<2>", named)
    return _shorter(linked).replace("'DejaVu Sans'", FONTS).strip()


def _sized(found: re.Match[str]) -> str:
    """The opening tag without a size of its own, and without the empty room of the heading."""
    height = float(found[3]) - HEADING_POINTS
    box = f"0 {HEADING_POINTS} {found[2]} {height:g}"
    return f'{found[1]} viewBox="{box}" aria-hidden="true" focusable="false"'


def _named(name: str, used: set[str], prefix: str) -> str:
    return f' id="{prefix}-{name}"' if name in used else ""


def _shorter(svg: str) -> str:
    """Coordinates to a tenth of a point; what stands between two signs, such as a name, stays."""
    parts = re.split(r"(<[^>]*>)", svg)
    return "".join(_LONG.sub(r"\1", part) if part.startswith("<") else part for part in parts)
