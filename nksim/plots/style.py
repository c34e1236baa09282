"""What every figure looks like: colours, lines, sizes.

Colours are told apart by colour-blind people and survive a grey print: the palette is that of Okabe
and Ito (2008), each colour comes with a line, a marker or a hatch of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
GREY, LIGHT_GREY = "#5f5f5f", "#d9d9d9"
DPI = 150
WIDTH_INCHES = 9.0
TEXT, SMALL, NOTE, TITLE = 9.0, 7.5, 8.0, 11.0


@dataclass(frozen=True)
class Line:
    """How one curve or point is drawn and what it is called."""

    label: str
    colour: str
    dashes: Any
    marker: str = "o"
    hollow: bool = False


@dataclass(frozen=True)
class Filling:
    """How a bar is filled and what it is called."""

    label: str
    colour: str
    hatch: str = ""


ORIGIN_LINES = {
    "": Line("any foreign", BLACK, "solid"),
    "_chinese": Line("Chinese, other", VERMILION, (0, (5, 1.5))),
    "_korean": Line("South Korean", BLUE, (0, (1.2, 1.2))),
}
BASELINE_LINE = Line("baseline", "#808080", "solid", "<")
ALTERNATIVE_LINES = (
    Line("", BLUE, "solid", "o"),
    Line("", VERMILION, (0, (5, 1.5)), "s"),
    Line("", GREEN, (0, (1.2, 1.2)), "^"),
    Line("", PURPLE, (0, (5, 1.5, 1.2, 1.5)), "D"),
    Line("", BLACK, (0, (8, 2)), "v"),
    Line("", ORANGE, (0, (3, 1, 1, 1, 1, 1)), "P"),
    Line("", SKY, (0, (2, 3)), "X"),
)
MARKS_AGAIN = ("hp>d*<8", "p*H>h8d")  # of the colours' second and third time
FAMILIES = {
    "control": Filling("control and punishment", VERMILION),
    "inducement": Filling("inducement", GREEN, "/////"),
    "outside": Filling("from outside", SKY),
    "unknown": Filling("of another version", LIGHT_GREY, "xxxxx"),
}


def alternative_line(position: int | None) -> Line:
    """How the alternative at this position is drawn; None is the baseline.

    After seven alternatives the colours come round again, with other marks.
    """
    if position is None:
        return BASELINE_LINE
    times, place = divmod(position, len(ALTERNATIVE_LINES))
    line = ALTERNATIVE_LINES[place]
    marks = MARKS_AGAIN[(times - 1) % len(MARKS_AGAIN)]
    return replace(line, marker=marks[place]) if times else line


def named_lines(names: Sequence[str], *, first_is_baseline: bool = False) -> dict[str, Line]:
    """How each of several scenarios is drawn, by its name."""
    before = 1 if first_is_baseline else 0
    places = [None if place < before else place - before for place in range(len(names))]
    return {
        name: replace(alternative_line(place), label=name)
        for name, place in zip(names, places, strict=True)
    }


def dress(axes: Axes) -> None:
    """Thin axes on the left and below, light horizontal lines, small numbers."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.tick_params(labelsize=TEXT, colors=GREY, labelcolor=BLACK)
    axes.grid(axis="y", color=LIGHT_GREY, linewidth=0.6)
    axes.set_axisbelow(True)


def dress_rows(axes: Axes, labels: list[str], size: float = SMALL) -> None:
    """A named row for each label, from the top down, over one thin axis below."""
    axes.set_ylim(max(len(labels), 1) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels, fontsize=size)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=SMALL, colors=GREY, labelcolor=BLACK)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    write_numbers(axes.xaxis)


def write_numbers(axis: Axis) -> None:
    """Write the numbers of an axis plainly, with commas between thousands."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(FuncFormatter(lambda value, _: in_figures(value)))


def in_figures(value: float) -> str:
    """A number of an axis.

    >>> in_figures(-10000.0), in_figures(0.25)
    ('\u221210,000', '0.25')
    """
    return f"{round(value, 10):,.10g}".replace("-", "\u2212")
