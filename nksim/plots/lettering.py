"""Letters that the figures' own font lacks: drawn with an installed font, or transcribed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from nksim.plots.paper import OWN, families
from nksim.plots.romanising import transcribed

if TYPE_CHECKING:
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

WEIGHTS = ("normal", "bold")
NEVER = (
    "Last Resort",
    "DejaVu",
    "STIX",
    "cm",
)  # boxes for every letter; what comes with matplotlib
FIRST = (  # families tried first, by how their names begin
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Nanum Gothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "UnDotum",
    "Baekmuk",
    "Noto Sans CJK",
    "Source Han Sans",
    "Noto Sans",
)


def make_legible(figure: Figure) -> None:
    """Let every text of a figure be drawn: in fonts that have its letters, or transcribed."""
    words = "".join(_words(figure))
    if not _not_in(OWN, words):
        return
    others = fonts_for(_not_in(OWN, _composed(words)))
    chosen = [*families(), *others]
    _draw_in(chosen, figure)
    _write_with(chosen, figure)


def fonts_for(signs: Iterable[str]) -> list[str]:
    """Installed families that have these signs between them: one if one has all.

    Signs that no family has are left out.
    """
    left = {*signs}
    chosen, families = list[str](), _families() if left else []
    for family in families:
        if not _not_in(family, left):
            return [family]
    for family in families:
        lacks = _not_in(family, left)
        if lacks < left:
            chosen.append(family)
            left = lacks
    return chosen


def _not_in(family: str, signs: Iterable[str]) -> set[str]:
    """The signs that a family lacks in one of its weights; line breaks are none."""
    return {sign for sign in signs if ord(sign) not in _letters(family) and sign != "\n"}


@cache
def _letters(family: str) -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    found: list[frozenset[int]] = []
    for weight in WEIGHTS:
        try:
            properties = FontProperties(family=[family], weight=weight)
            path = findfont(properties, fallback_to_default=False)
            found.append(frozenset(get_font(path).get_charmap()))
        except (OSError, ValueError, RuntimeError):  # gone, or no outlines that can be drawn
            return frozenset()
    return found[0].intersection(*found)


def _families() -> list[str]:
    """Installed families, those with Korean letters first.

    Also those that were installed since matplotlib last looked.
    """
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {entry.fname for entry in fontManager.ttflist}
    for path in findSystemFonts():
        if path not in known:
            _add(path)
    names = sorted({str(entry.name) for entry in fontManager.ttflist})
    return sorted((name for name in names if not name.startswith(NEVER)), key=_place)


def _add(path: str) -> None:
    from matplotlib.font_manager import fontManager

    try:
        fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError, NotImplementedError):
        return  # a file that only looks like a font


def _place(family: str) -> int:
    return next((place for place, name in enumerate(FIRST) if family.startswith(name)), len(FIRST))


def _words(figure: Figure) -> Iterator[str]:
    """Every text of a figure, also labels that are put to their ticks only when it is drawn."""
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        yield text.get_text()
    for axis in _axes_of(figure):
        yield from _labels(axis)


def _composed(text: str) -> str:
    """The same text, its letters not in pieces."""
    return unicodedata.normalize("NFC", text)


def _axes_of(figure: Figure) -> Iterator[Axis]:
    for axes in figure.axes:
        yield axes.xaxis
        yield axes.yaxis


def _labels(axis: Axis) -> list[str]:
    """The labels of an axis that are words and not numbers or dates."""
    from matplotlib.category import StrCategoryFormatter
    from matplotlib.ticker import FixedFormatter, FuncFormatter

    formatter = axis.get_major_formatter()
    if not isinstance(formatter, StrCategoryFormatter | FixedFormatter | FuncFormatter):
        return []
    return [str(word) for word in formatter.format_ticks(list(axis.get_majorticklocs()))]


def _draw_in(families: list[str], figure: Figure) -> None:
    from matplotlib import rcParams
    from matplotlib.text import Text

    rcParams["font.family"] = families
    for text in figure.findobj(Text):
        text.set_fontfamily(families)


def _write_with(families: list[str], figure: Figure) -> None:
    """Let no text have a letter that these families lack."""
    from matplotlib.text import Text
    from matplotlib.ticker import FuncFormatter

    def legible(text: str) -> str:
        return "".join(
            transcribed(sign) if all(_not_in(family, sign) for family in families) else sign
            for sign in _composed(text)
        )

    def labelling(inner: Any) -> Any:
        return lambda value, place: legible(inner(value, place))

    for text in figure.findobj(Text):
        text.set_text(legible(text.get_text()))
    for axis in _axes_of(figure):
        if _labels(axis):
            axis.set_major_formatter(FuncFormatter(labelling(axis.get_major_formatter())))
