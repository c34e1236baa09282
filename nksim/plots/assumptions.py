"""The differences of each policy under every assumption, a panel an outcome, so that flips are seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.sentences import title_of, unit_in_words
from nksim.plots.sheet import drawn, save_figure
from nksim.plots.style import (
    ALTERNATIVE_LINES,
    BASELINE_LINE,
    GREY,
    LIGHT_GREY,
    SMALL,
    TEXT,
    TITLE,
    WIDTH_INCHES,
    Line,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

STEP_INCHES, PANEL_INCHES, HEAD_INCHES = 0.115, 0.6, 1.05
LOOKS = (BASELINE_LINE, *ALTERNATIVE_LINES)


@drawn
def plot_assumptions(frame: pd.DataFrame, path: Path) -> Path:
    """Draw all assumptions side by side, as PNG."""
    from matplotlib.figure import Figure

    names, outcomes = (
        list(dict.fromkeys(frame["assumption"])),
        list(dict.fromkeys(frame["outcome"])),
    )
    alternatives = list(dict.fromkeys(frame["scenario"]))
    rows = STEP_INCHES * (len(names) + 1.5) * len(alternatives)
    lines = -(-len(outcomes) // 2)
    height = HEAD_INCHES + lines * (rows + PANEL_INCHES)
    figure = Figure(figsize=(1.2 * WIDTH_INCHES, height))
    for place, outcome in enumerate(outcomes):
        line, column = divmod(place, 2)
        bottom = height - HEAD_INCHES - (line + 1) * rows - line * PANEL_INCHES
        axes = figure.add_axes((0.13 + 0.47 * column, bottom / height, 0.36, rows / height))
        _panel(axes, frame[frame["outcome"] == outcome], alternatives, names, named=column == 0)
    figure.text(
        0.02,
        1 - 0.22 / height,
        "Differences from the baseline under each assumption, 90% intervals",
        fontsize=TITLE,
        fontweight="bold",
        va="center",
    )
    handles = [_handle(LOOKS[place % len(LOOKS)], name) for place, name in enumerate(names)]
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.01, 1 - 0.34 / height),
        ncols=4,
        frameon=False,
        fontsize=SMALL + 0.5,
    )
    return save_figure(figure, path)


def _panel(
    axes: Axes, rows: pd.DataFrame, alternatives: list[str], names: list[str], *, named: bool
) -> None:
    unit, step = str(rows["unit"].iloc[0]), len(names) + 1.5
    scale = 100.0 if unit == "share" else 1.0
    for row in rows.to_dict("records"):
        at = names.index(row["assumption"])
        look, y = LOOKS[at % len(LOOKS)], alternatives.index(row["scenario"]) * step + at
        axes.plot(
            [scale * row["low"], scale * row["high"]], [y, y], color=look.colour, linewidth=1.3
        )
        axes.plot([scale * row["mean"]], [y], look.marker, color=look.colour, markersize=4)
    for place in range(1, len(alternatives)):
        axes.axhline(place * step - 1.25, color=LIGHT_GREY, linewidth=0.7)
    axes.axvline(0.0, color=GREY, linewidth=0.8)
    axes.set_ylim(len(alternatives) * step - 1.0, -1.0)
    axes.set_yticks(
        [place * step + len(names) / 2 - 0.5 for place in range(len(alternatives))],
        alternatives if named else [],
        fontsize=SMALL + 0.5,
    )
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_title(
        f"{title_of(str(rows['outcome'].iloc[0]))}, {'points' if unit == 'share' else unit_in_words(unit)}",
        fontsize=TEXT,
        loc="left",
    )


def _handle(look: Line, name: str) -> object:
    from matplotlib.lines import Line2D

    return Line2D(
        [], [], color=look.colour, marker=look.marker, markersize=4, linewidth=1.3, label=name
    )
