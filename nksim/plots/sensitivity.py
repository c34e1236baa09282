"""What moves the outcomes: bars of indices with their noise floor, a panel an outcome; and where the variance comes from, a bar an outcome."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.sentences import title_of, unit_in_words
from nksim.core.numerals import decimal
from nksim.inference.sensitivity.methods import MEANING
from nksim.inference.sensitivity.variance_split import TOGETHER
from nksim.observations.outcomes import OUTCOMES
from nksim.plots.sheet import drawn, save_figure
from nksim.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    ORANGE,
    SMALL,
    TEXT,
    TITLE,
    VERMILION,
    WIDTH_INCHES,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SHOWN = 10  # inputs a panel
ROW_INCHES, PANEL_INCHES, HEAD_INCHES = 0.19, 0.62, 0.75
COLUMNS = 2
LOOKS = {
    "parameters": ("what the ranges leave open", BLUE, "//"),
    "policy": ("policy from 2020 on", VERMILION, ""),
    "society": ("which society", GREEN, ".."),
    "chance": ("chance", ORANGE, "xx"),
    TOGETHER: ("these together", LIGHT_GREY, ""),
}


@drawn
def plot_sensitivity(indices: pd.DataFrame, path: Path) -> Path:
    """Draw the inputs with the largest indices for each outcome, as PNG."""
    from matplotlib.figure import Figure

    names, method = list(dict.fromkeys(indices["outcome"])), str(indices["method"].iloc[0])
    rows = min(SHOWN, indices["input"].nunique())
    lines = -(-len(names) // COLUMNS)
    height = HEAD_INCHES + lines * (PANEL_INCHES + ROW_INCHES * rows)
    figure = Figure(figsize=(1.35 * WIDTH_INCHES, height))
    for place, name in enumerate(names):
        line, column = divmod(place, COLUMNS)
        top = height - HEAD_INCHES - line * (PANEL_INCHES + ROW_INCHES * rows)
        axes = figure.add_axes(
            (
                0.21 + 0.5 * column,
                (top - 0.12 - ROW_INCHES * rows) / height,
                0.26,
                ROW_INCHES * rows / height,
            )
        )
        _panel(axes, indices[indices["outcome"] == name].nlargest(rows, "index"), name, method)
    figure.text(
        0.02,
        1 - 0.2 / height,
        f"What moves the outcomes: {MEANING[method]}",
        fontsize=TITLE,
        fontweight="bold",
        va="center",
    )
    words = "bar: index with 90% interval; dashed: what luck alone gives; grey: not told from luck"
    figure.text(0.02, 1 - 0.42 / height, words, fontsize=SMALL + 0.5, color=GREY, va="center")
    return save_figure(figure, path)


@drawn
def plot_split(shares: pd.DataFrame, path: Path) -> Path:
    """Draw where the variance of each outcome comes from, as PNG."""
    from matplotlib.figure import Figure

    height = 1.5 + 0.42 * len(shares)
    figure = Figure(figsize=(WIDTH_INCHES, height))
    axes = figure.add_axes((0.24, 0.55 / height, 0.72, (height - 1.5) / height))
    left = np.zeros(len(shares))
    for name, (words, colour, hatch) in LOOKS.items():
        widths = 100 * shares[name].to_numpy()
        axes.barh(
            range(len(shares)),
            widths,
            left=left,
            height=0.62,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.6,
            label=words,
        )
        for line, width in enumerate(widths):
            if width >= 7:
                axes.text(
                    left[line] + width / 2,
                    line,
                    decimal(width, 0),
                    ha="center",
                    va="center",
                    fontsize=SMALL,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
                )
        left += widths
    axes.set_yticks(
        range(len(shares)), [title_of(name) for name in shares["outcome"]], fontsize=TEXT
    )
    axes.set(xlim=(0, 100), ylim=(len(shares) - 0.5, -0.5))
    axes.set_xlabel("share of the variance between runs, %", fontsize=TEXT)
    axes.tick_params(axis="both", length=0, labelsize=TEXT)
    axes.spines[:].set_visible(False)
    figure.text(
        0.02,
        1 - 0.22 / height,
        "Where differences between runs come from",
        fontsize=TITLE,
        fontweight="bold",
        va="center",
    )
    figure.legend(
        loc="upper left",
        bbox_to_anchor=(0.01, 1 - 0.38 / height),
        ncols=len(LOOKS),
        frameon=False,
        fontsize=SMALL + 0.5,
        columnspacing=1.4,
    )
    return save_figure(figure, path)


def _panel(axes: Axes, rows: pd.DataFrame, name: str, method: str) -> None:
    unit = (
        next(outcome.unit for outcome in OUTCOMES if outcome.name == name)
        if method == "morris"
        else ""
    )
    scale = 100.0 if unit == "share" else 1.0
    if rows["index"].isna().all():
        rows = rows.iloc[:0]
        axes.text(0.5, 0.5, "no value in any run", ha="center", fontsize=SMALL, color=GREY)
    for line, row in enumerate(rows.to_dict("records")):
        axes.barh(
            line, scale * row["index"], height=0.6, color=BLUE if row["above_noise"] else LIGHT_GREY
        )
        axes.plot(
            [scale * row["low"], scale * row["high"]], [line, line], color=BLACK, linewidth=1.0
        )
    if (floor := scale * rows["noise_floor"].max()) == floor:
        axes.axvline(floor, color=VERMILION, linestyle=(0, (4, 2)), linewidth=1.1)
    axes.set_yticks(range(len(rows)), list(rows["input"]), fontsize=SMALL - 0.5)
    axes.set(ylim=(max(len(rows), 1) - 0.4, -0.6), xlim=(0, None))
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=SMALL - 0.5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    words = {"share": "points"}.get(unit, unit_in_words(unit))
    axes.set_title(
        f"{title_of(name)}{f', {words}' if words else ''}", fontsize=TEXT, loc="left", color=BLACK
    )
