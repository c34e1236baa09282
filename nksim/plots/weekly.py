"""Weekly curves under each other, named at their ends, over one strip of the levers in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from nksim.plots.lever_lines import Looks, draw_levers_of_each, strip_inches
from nksim.plots.lever_strip import draw_levers, in_force
from nksim.plots.names import End, name_ends
from nksim.plots.sheet import Heading, Sheet, new_sheet
from nksim.plots.style import TEXT, WIDTH_INCHES, Line, dress, write_numbers

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_INCHES, GAP_INCHES = 1.65, 0.24
STRIP_TITLE_INCHES, FOOT_INCHES = 0.2, 0.4
LEFT, RIGHT = 0.1, 0.2  # of the width, for scales and for the names at the ends of curves
NAME_INCHES = 0.18 * WIDTH_INCHES
LABEL_AT = -0.065  # of the width of a panel


@dataclass(frozen=True)
class Panel:
    """One quantity: its column, what it is multiplied by, and how its axis is called."""

    column: str
    factor: float
    label: str
    signed: bool = False


Draw: TypeAlias = "Callable[[Axes, Panel], Sequence[End]]"


def weekly_figure(
    heading: Heading,
    panels: Sequence[Panel],
    levers: pd.DataFrame,
    days: tuple[Any, Any],
    draw: Draw,
    looks: Looks | None = None,
) -> Figure:
    """A panel for each quantity, filled by `draw`, which says where its curves end; then levers.

    `days` are the first and the last one shown. With `looks` a lever is drawn once for each
    scenario that has it, as that scenario's curves are; without, as a bar.
    """
    shown = in_force(levers, *days)
    strip = strip_inches(shown, looks)
    panels_inches = len(panels) * (PANEL_INCHES + GAP_INCHES)
    sheet = new_sheet(heading, panels_inches + STRIP_TITLE_INCHES + strip, foot=FOOT_INCHES)
    first: Axes | None = None
    for position, panel in enumerate(panels):
        axes = _axes(sheet, position * (PANEL_INCHES + GAP_INCHES), PANEL_INCHES, first)
        _dress_panel(axes, panel, draw(axes, panel))
        first = first or axes
    below = _axes(sheet, panels_inches + STRIP_TITLE_INCHES, strip, first)
    if looks is None:
        draw_levers(below, shown, *days)
    else:
        draw_levers_of_each(below, shown, days, looks)
    return sheet.figure


def draw_band(axes: Axes, curve: pd.DataFrame, line: Line, alpha: float) -> None:
    """The band of a curve; `curve` has columns date, low and high."""
    axes.fill_between(
        curve["date"], curve["low"], curve["high"], color=line.colour, alpha=alpha, linewidth=0
    )


def draw_line(axes: Axes, dates: pd.Series, values: pd.Series, line: Line) -> float:
    """A curve; returns where it ends, NaN if it has no value there."""
    axes.plot(dates, values, color=line.colour, linestyle=line.dashes, linewidth=1.5)
    return float(values.iloc[-1])


def scaled(curve: pd.DataFrame, factor: float) -> pd.DataFrame:
    """The figures of a curve in the unit of its panel."""
    figures = [name for name in curve.columns if name not in ("scenario", "column", "date")]
    return curve.assign(**{name: factor * curve[name] for name in figures})


def _axes(sheet: Sheet, top: float, height: float, shared: Axes | None) -> Axes:
    return sheet.axes(LEFT, 1.0 - LEFT - RIGHT, top, height, sharex=shared)


def _dress_panel(axes: Axes, panel: Panel, ends: Sequence[End]) -> None:
    dress(axes)
    write_numbers(axes.yaxis)
    axes.set_ylabel(panel.label, fontsize=TEXT)
    axes.yaxis.set_label_coords(LABEL_AT, 0.5)
    if not panel.signed:
        axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.0))
    axes.margins(x=0.0)
    axes.tick_params(labelbottom=False)
    name_ends(axes, ends, NAME_INCHES)
