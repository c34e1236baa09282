"""What each policy changes under every assumption, a panel an outcome, so that a turn shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.sentences import title_of
from nksim.plots.intervals import draw_difference
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet, save_figure
from nksim.plots.style import (
    GREY,
    LIGHT_GREY,
    NOTE,
    SMALL,
    TEXT,
    WIDTH_INCHES,
    Line,
    alternative_line,
    dress_rows,
)
from nksim.plots.units import in_points, points_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEP_INCHES, PANEL_HEAD_INCHES, PANEL_FOOT_INCHES = 0.125, 0.3, 0.35
BETWEEN = 1.5  # steps between two policies
COLUMNS, WIDE = 2, 1.2 * WIDTH_INCHES
NAMES, WIDTH, STEP = 0.13, 0.38, 0.45  # of the width


def plot_assumptions(frame: pd.DataFrame, path: Path) -> Path:
    """Draw all assumptions side by side into a file."""
    return save_figure(assumptions_figure(frame), path)


@drawn
def assumptions_figure(frame: pd.DataFrame) -> Figure:
    """A panel an outcome, a block a policy in the study's order, a line an assumption."""
    looks = _looks(list(dict.fromkeys(frame["assumption"])))
    policies = list(dict.fromkeys(frame["scenario"]))
    outcomes = list(dict.fromkeys(frame["outcome"]))
    height = STEP_INCHES * (len(looks) + BETWEEN) * len(policies)
    each = PANEL_HEAD_INCHES + height + PANEL_FOOT_INCHES
    below = "differences from the baseline and 90% intervals; hollow: not resolved"
    heading = Heading("Each policy under each assumption", below, list(looks.values()))
    sheet = new_sheet(heading, -(-len(outcomes) // COLUMNS) * each, foot=0.0, width=WIDE)
    for place, outcome in enumerate(outcomes):
        line, column = divmod(place, COLUMNS)
        top = line * each + PANEL_HEAD_INCHES
        axes = sheet.axes(NAMES + STEP * column, WIDTH, top, height)
        _draw_panel(axes, in_points(frame[frame["outcome"] == outcome]), policies, looks)
        if column:
            axes.set_yticklabels([])
    return sheet.figure


def _looks(names: list[str]) -> dict[str, Line]:
    """How each assumption is drawn."""
    lines = [alternative_line(place - 1 if place else None) for place in range(len(names))]
    return {
        name: Line(name, line.colour, "solid", line.marker)
        for name, line in zip(names, lines, strict=True)
    }


def _draw_panel(
    axes: Axes, rows: pd.DataFrame, policies: list[str], looks: dict[str, Line]
) -> None:
    step, places = len(looks) + BETWEEN, list(looks)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    for row in rows.to_dict("records"):
        look: Any = looks[row["assumption"]]
        at = policies.index(row["scenario"]) * step + places.index(row["assumption"])
        draw_difference(axes, at, row, look)
    for place in range(1, len(policies)):
        axes.axhline(place * step - 1.25, color=LIGHT_GREY, linewidth=0.7)
    dress_rows(axes, [])
    axes.set_ylim(len(policies) * step - 1.0, -1.0)
    middles = [place * step + len(looks) / 2 - 0.5 for place in range(len(policies))]
    names = [fitted(name, (NAMES - 0.02) * WIDE, NOTE) for name in policies]
    axes.set_yticks(middles, [name for name, _ in names], fontsize=min(size for _, size in names))
    axes.tick_params(axis="x", labelsize=SMALL)
    title, unit = title_of(str(rows["outcome"].iloc[0])), points_of(str(rows["unit"].iloc[0]))
    axes.set_title(f"{title}, {unit}", fontsize=TEXT, loc="left")
