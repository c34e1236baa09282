"""How old the titles are that go round: new ones wear out where no others come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.analysis.curves import SMOOTH_WEEKS
from nksim.analysis.pictured import Pictured
from nksim.core.numerals import counted
from nksim.plots.names import End
from nksim.plots.sheet import Heading, drawn
from nksim.plots.style import Line, named_lines
from nksim.plots.weekly import Panel, draw_band, draw_line, weekly_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = (
    Panel("title_age", 1.0, "Mean age of titles\n(weeks)"),
    Panel("title_age_chinese", 1.0, "Chinese, other\n(weeks)"),
    Panel("title_age_korean", 1.0, "South Korean\n(weeks)"),
)
BAND = 0.12


@drawn
def title_age_figure(pictured: Pictured) -> Figure:
    """A panel for all titles and for each origin, a curve a scenario."""
    looks = named_lines(pictured.scenarios, first_is_baseline=len(pictured.scenarios) > 1)
    runs = f"median and 10-90% band of {counted(pictured.runs, 'run')} each"
    below = f"Simulated, {pictured.people:,} people; {runs}; means over {SMOOTH_WEEKS} weeks"
    dates = pictured.rows["date"]
    return weekly_figure(
        Heading("How old the titles are that go round", below),
        PANELS,
        pictured.levers,
        (dates.min(), dates.max()),
        lambda axes, panel: [
            _draw_scenario(axes, pictured, panel, name, line) for name, line in looks.items()
        ],
        looks if len(looks) > 1 else None,
    )


def _draw_scenario(axes: Axes, pictured: Pictured, panel: Panel, name: str, line: Line) -> End:
    rows = pictured.rows
    curve = rows[(rows["scenario"] == name) & (rows["column"] == panel.column)]
    draw_band(axes, curve, line, BAND)
    return End(name, draw_line(axes, curve["date"], curve["median"], line), line)
