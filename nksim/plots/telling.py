"""Who told on whom, what arrests came from, and how many arrests follow one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.analysis.cascades.pictured import MOST_AFTER, TellingPicture
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    SKY,
    SMALL,
    TEXT,
    VERMILION,
    Filling,
    dress,
    dress_rows,
    write_numbers,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INFORMANT, OTHER = Filling("by an informant", BLUE), Filling("by another", SKY, "////")
CAUSES = {
    "told": Filling("on somebody's word", VERMILION, "\\\\\\\\"),
    "search": Filling("found at a search", BLACK, "xxxx"),
    "style": Filling("for style alone", ORANGE, "...."),
}
KINDS = {"report": "Reports, by layer of the tie", "name": "Names given under questioning"}
LEFT, WIDTH, RIGHT = 0.1, 0.38, 0.58  # of the width
TITLE_INCHES, UP_INCHES, GAP_INCHES, LOW_INCHES = 0.3, 1.5, 0.55, 1.9
AFTER_LEFT, AFTER_WIDTH, YEARS_WIDTH = 0.69, 0.27, 0.5


@drawn
def telling_figure(picture: TellingPicture) -> Figure:
    """Tellings by layer above; below causes of arrests by year, and arrests that follow one."""
    legend = [INFORMANT, OTHER, *CAUSES.values()]
    body = TITLE_INCHES + UP_INCHES + GAP_INCHES + LOW_INCHES
    sheet = new_sheet(Heading("Who told on whom, and arrests", picture.about, legend), body)
    for place, (kind, title) in enumerate(KINDS.items()):
        axes = sheet.axes((LEFT, RIGHT)[place], WIDTH, TITLE_INCHES, UP_INCHES)
        _draw_tellings(axes, picture.told[picture.told["event"] == kind], title)
    below = TITLE_INCHES + UP_INCHES + GAP_INCHES
    _draw_causes(sheet.axes(LEFT, YEARS_WIDTH, below, LOW_INCHES), picture.causes)
    _draw_after(sheet.axes(AFTER_LEFT, AFTER_WIDTH, below, LOW_INCHES), picture.after)
    return sheet.figure


def _draw_tellings(axes: Axes, rows: pd.DataFrame, title: str) -> None:
    informants = rows["by_informants"].to_numpy()
    others = rows["tellings"].to_numpy() - informants
    places = range(len(rows))
    for start, width, look in (
        (0 * informants, informants, INFORMANT),
        (informants, others, OTHER),
    ):
        axes.barh(places, width, left=start, color=look.colour, hatch=look.hatch, edgecolor="white")
    dress_rows(axes, rows["layer"].tolist(), TEXT)
    axes.set_xlim(0.0, max(float(rows["tellings"].max()) * 1.05, 1.0))
    axes.set_title(title, loc="left", fontsize=TEXT)


def _draw_causes(axes: Axes, causes: pd.DataFrame) -> None:
    from matplotlib.ticker import MaxNLocator

    dress(axes)
    axes.set_title("Arrests in a year, by what they came from", loc="left", fontsize=TEXT)
    if causes.empty:
        axes.text(0.5, 0.5, "nobody is arrested", ha="center", fontsize=TEXT, color=GREY)
        axes.set_axis_off()
        return
    write_numbers(axes.yaxis)
    below = 0 * causes["year"]
    for cause, look in CAUSES.items():
        axes.bar(
            causes["year"],
            causes[cause],
            bottom=below,
            color=look.colour,
            hatch=look.hatch,
            edgecolor="white",
            linewidth=0.4,
        )
        below = below + causes[cause]
    axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.0))
    axes.set_xlim(causes["year"].min() - 0.6, causes["year"].max() + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8, min_n_ticks=1))
    axes.xaxis.set_major_formatter("{x:.0f}")


def _draw_after(axes: Axes, after: pd.DataFrame) -> None:
    names = [f"{MOST_AFTER}+" if n == MOST_AFTER else str(n) for n in after["after"]]
    axes.barh(range(len(names)), after["arrests"], color=GREY)
    dress_rows(axes, names, TEXT)
    longest = max(float(after["arrests"].max()), 1.0)
    axes.set_xlim(0.0, 1.25 * longest)
    for place, arrests in enumerate(after["arrests"]):
        axes.text(arrests + 0.02 * longest, place, f"{arrests:,}", va="center", fontsize=SMALL)
    axes.set_title("Arrests after which so many follow", loc="left", fontsize=TEXT)
