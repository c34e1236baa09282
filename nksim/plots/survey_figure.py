"""The virtual survey in one picture: what real surveys found, what the simulated one finds, and what is true of everybody."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.plots.sheet import drawn, save_figure
from nksim.plots.style import (
    BLACK,
    BLUE,
    GREY,
    LIGHT_GREY,
    SMALL,
    TEXT,
    TITLE,
    VERMILION,
    WIDTH_INCHES,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_INCHES, HEAD_INCHES, FOOT_INCHES = 0.27, 0.95, 0.55
LEFT = 0.40
LEGEND = (
    ("real survey, 2 sd", BLACK, "s"),
    ("simulated survey, 10-90%", BLUE, "o"),
    ("everybody, simulated", VERMILION, "D"),
)


def plot_survey(summary: pd.DataFrame, path: str | Path) -> Path:
    """Draw the questions of one scenario that real surveys asked, as PNG."""
    figure = survey_figure(summary)
    return save_figure(figure, path)


@drawn
def survey_figure(summary: pd.DataFrame) -> Figure:
    """The figure itself: a line a question and cohort."""
    from matplotlib.figure import Figure

    rows = summary.to_dict("records")
    height = HEAD_INCHES + ROW_INCHES * len(rows) + FOOT_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, height))
    axes = figure.add_axes(
        (LEFT, FOOT_INCHES / height, 0.97 - LEFT, ROW_INCHES * len(rows) / height)
    )
    for line, row in enumerate(rows):
        axes.axhline(line, color=LIGHT_GREY, linewidth=0.4, zorder=0)
        axes.plot(
            [100 * (row["real"] - row["sd_total"]), 100 * (row["real"] + row["sd_total"])],
            [line - 0.2] * 2,
            color=BLACK,
            linewidth=1.2,
        )
        axes.plot([100 * row["real"]], [line - 0.2], "s", color=BLACK, markersize=4)
        axes.plot(
            [100 * row["survey_low"], 100 * row["survey_high"]],
            [line + 0.05] * 2,
            color=BLUE,
            linewidth=1.6,
        )
        axes.plot([100 * row["survey"]], [line + 0.05], "o", color=BLUE, markersize=4.5)
        axes.plot(
            [100 * row["truth"]],
            [line + 0.25],
            "D",
            markerfacecolor="white",
            markeredgecolor=VERMILION,
            markersize=4,
        )
    _dress(axes, [_label(row) for row in rows])
    figure.text(
        0.02,
        1 - 0.27 / height,
        f"What a survey of escapees says, and what is true: {rows[0]['scenario']}",
        fontsize=TITLE,
        fontweight="bold",
        va="center",
    )
    for place, (text, colour, marker) in enumerate(LEGEND):
        figure.text(
            0.02 + 0.27 * place,
            1 - 0.55 / height,
            {"s": "\u25a0", "o": "\u25cf", "D": "\u25c7"}[marker],
            color=colour,
            fontsize=TEXT,
            va="center",
        )
        figure.text(
            0.04 + 0.27 * place,
            1 - 0.55 / height,
            text,
            color=GREY,
            fontsize=SMALL + 0.5,
            va="center",
        )
    return figure


def _dress(axes: Axes, labels: list[str]) -> None:
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels, fontsize=SMALL)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.set_xlabel("% (change: points)", fontsize=TEXT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.axvline(0.0, color=GREY, linewidth=0.6)


def _label(row: dict[Hashable, Any]) -> str:
    star = "*" if row["core"] else " "
    return f"{str(row['statistic']).replace('_', ' ')}, {row['left_from']}-{row['left_to']}  {row['evidence']}{star}"
