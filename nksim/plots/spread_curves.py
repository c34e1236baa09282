"""How far foreign media spread: who watches in a week, holds a title, has ever watched.

"Ever watched" can hardly fall, so it never stands alone. A strip below says which levers were in
force when.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.curves import SMOOTH_WEEKS, Spread
from nksim.core.numerals import decimal
from nksim.plots.names import End
from nksim.plots.sheet import Heading, drawn, save_figure
from nksim.plots.style import ORIGIN_LINES, Line
from nksim.plots.weekly import Panel, draw_band, draw_line, scaled, weekly_figure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = (
    Panel("watching", 100.0, "Watched in the week\n(% of people)"),
    Panel("holding", 100.0, "Hold a foreign title\n(% of people)"),
    Panel("ever_watched", 100.0, "Have ever watched\n(% of people)"),
)
LONG_WEEKS = 300  # from here on weeks are a thin line and the thick one is smoothed
BAND = 0.18


def plot_spread(spread: Spread, path: str | Path) -> Path:
    """Draw the spread curves of one scenario into a file; returns its path.

    Raises InputError for a format that cannot be drawn, StoreError if the file cannot be written.
    """
    return save_figure(spread_figure(spread), path)


@drawn
def spread_figure(spread: Spread) -> Figure:
    """The figure itself: median and 10-90% band over the runs of one scenario."""
    dates = spread.curves["date"]
    title = f"Foreign media in North Korea: {spread.scenario}"
    return weekly_figure(
        Heading(title, _below(spread)),
        PANELS,
        spread.levers,
        (dates.min(), dates.max()),
        lambda axes, panel: [
            _draw_origin(axes, spread, panel, origin, line) for origin, line in ORIGIN_LINES.items()
        ],
    )


def _draw_origin(axes: Axes, spread: Spread, panel: Panel, origin: str, line: Line) -> End:
    """The curve of one origin, with its last value in its name."""
    rows = spread.curves[spread.curves["column"] == f"{panel.column}{origin}_share"]
    curve = scaled(rows, panel.factor)
    if _is_long(curve):
        axes.plot(curve["date"], curve["median"], color=line.colour, linewidth=0.4, alpha=0.45)
        draw_line(axes, curve["date"], curve["smooth"], line)
    else:
        draw_line(axes, curve["date"], curve["median"], line)
    if spread.runs > 1:
        draw_band(axes, curve, line, BAND)
    last = float(curve["median"].iloc[-1])
    return End(f"{line.label} {decimal(last, 0 if last >= 9.95 else 1)}%", last, line)


def _is_long(curve: pd.DataFrame) -> bool:
    return len(curve) > LONG_WEEKS


def _below(spread: Spread) -> str:
    runs = f"median and 10-90% band of {spread.runs} runs"
    if spread.runs == 1:
        runs = f"one run, seed {spread.seed}"
    weeks = spread.curves["date"].nunique()
    smooth = f"; thick lines: means over {SMOOTH_WEEKS} weeks" if weeks > LONG_WEEKS else ""
    return f"Simulated, {spread.people:,} people, weekly; {runs}{smooth}"
