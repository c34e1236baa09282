"""What every figure looks like: colours that colour-blind people tell apart and that survive a grey print, line styles, sizes.

The palette is that of Okabe and Ito (2008); each colour comes with a line style of its own, and curves are labelled directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, LIGHT_GREY = "#5f5f5f", "#d9d9d9"
DPI = 150
WIDTH_INCHES = 9.0
TEXT, SMALL, TITLE = 9.0, 7.5, 11.0


@dataclass(frozen=True)
class Line:
    """How one curve is drawn and what it is called."""

    label: str
    colour: str
    dashes: Any
    marker: str = "o"


ORIGIN_LINES = {
    "": Line("any foreign", BLACK, "solid"),
    "_chinese": Line("Chinese, other", VERMILION, (0, (5, 1.5))),
    "_korean": Line("South Korean", BLUE, (0, (1.2, 1.2))),
}
BASELINE_LINE = Line("baseline", "#808080", "solid", "s")
ALTERNATIVE_LINES = (
    Line("", BLUE, "solid", "o"),
    Line("", VERMILION, (0, (5, 1.5)), "s"),
    Line("", GREEN, (0, (1.2, 1.2)), "^"),
    Line("", PURPLE, (0, (5, 1.5, 1.2, 1.5)), "D"),
    Line("", BLACK, (0, (8, 2)), "v"),
    Line("", ORANGE, (0, (3, 1, 1, 1, 1, 1)), "P"),
    Line("", SKY, (0, (2, 3)), "X"),
)
STATE_COLOUR, OUTSIDE_COLOUR, CARROT_COLOUR = VERMILION, SKY, GREEN
LEVER_COLOURS = {
    "media_drive": OUTSIDE_COLOUR,
    "broadcast": OUTSIDE_COLOUR,
    "soft_content": CARROT_COLOUR,
    "confession_leniency": CARROT_COLOUR,
}


def lever_colour(lever: str) -> str:
    """Punishment and control in one colour, inducements in a second, what comes from outside in a third."""
    return LEVER_COLOURS.get(lever, STATE_COLOUR)


def alternative_line(position: int | None) -> Line:
    """How the alternative at this position is drawn; None is the baseline. After seven the colours come round again."""
    return (
        BASELINE_LINE if position is None else ALTERNATIVE_LINES[position % len(ALTERNATIVE_LINES)]
    )


def dress(axes: Axes) -> None:
    """Thin axes on the left and below, light horizontal lines, small numbers."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.tick_params(labelsize=TEXT, colors=GREY, labelcolor=BLACK)
    axes.grid(axis="y", color=LIGHT_GREY, linewidth=0.6)
    axes.set_axisbelow(True)
