"""A life in two worlds: what happens to one person, and what they fear, in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nksim.inference.two_worlds.pictured import MARKS, LifePicture
from nksim.plots.names import End
from nksim.plots.sheet import Heading, drawn
from nksim.plots.style import BLACK, GREY, SMALL, Line, named_lines
from nksim.plots.weekly import Panel, draw_line, weekly_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EVENTS = "events"
PANELS = (
    Panel(EVENTS, 1.0, "", signed=True),
    Panel("perceived_risk", 100.0, "Perceived risk\n(%)"),
    Panel("suspicion", 100.0, "Suspicion\n(%)"),
    Panel("bond", 100.0, "Mean bond with others\n(% of its range)"),
)
APART = 0.19  # of a row: the baseline's marks above, the policy's below


@drawn
def life_figure(picture: LifePicture) -> Figure:
    """What happened to them above, a row of marks for each world; fear, suspicion, ties below.

    The thin line is where the policy begins, the thick one where the lives part.
    """
    looks = named_lines(picture.scenarios, first_is_baseline=True)
    legend = [*looks.values(), Line("policy begins", GREY, (0, (1, 2)), "")]
    if picture.parted is not None:
        legend.append(Line("lives part", BLACK, "solid", ""))
    return weekly_figure(
        Heading(picture.title, picture.below, legend),
        PANELS,
        picture.levers,
        picture.days,
        lambda axes, panel: _draw(axes, panel, picture, looks),
        looks,
    )


def _draw(axes: Axes, panel: Panel, picture: LifePicture, looks: dict[str, Line]) -> list[End]:
    axes.axvline(picture.policy_from, color=GREY, linestyle=(0, (1, 2)), linewidth=1.0)
    if picture.parted is not None:
        axes.axvline(picture.parted, color=BLACK, linewidth=1.0)
    if panel.column == EVENTS:
        _draw_marks(axes, picture, looks)
        return []
    return [_draw_curve(axes, panel, picture, name, look) for name, look in looks.items()]


def _draw_curve(axes: Axes, panel: Panel, picture: LifePicture, name: str, look: Line) -> End:
    rows = picture.weeks[picture.weeks["scenario"] == name]
    end = draw_line(axes, rows["date"], panel.factor * rows[panel.column], look)
    return End(name, end, look)


def _draw_marks(axes: Axes, picture: LifePicture, looks: dict[str, Line]) -> None:
    names: list[Any] = list(MARKS)
    for place, (name, look) in enumerate(looks.items()):
        rows = picture.marks[picture.marks["scenario"] == name]
        heights = [names.index(mark) + (2 * place - 1) * APART for mark in rows["mark"]]
        axes.plot(rows["date"], heights, look.marker, color=look.colour, markersize=3.0, alpha=0.8)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)))
    axes.tick_params(labelleft=False)
    beside = axes.get_yaxis_transform()
    for place, mark in enumerate(names):
        axes.text(-0.012, place, mark, transform=beside, ha="right", va="center", fontsize=SMALL)
