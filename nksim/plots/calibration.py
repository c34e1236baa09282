"""What a calibration found, in two pictures: each number before and after the data, and every published figure beside the model's."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.inference.calibration.informed import in_short
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

ROW_INCHES, HEAD_INCHES, FOOT_INCHES = 0.27, 0.75, 0.6
LEFT, RIGHT = 0.43, 0.97


@drawn
def plot_posterior(informed: pd.DataFrame, path: Path) -> Path:
    """Draw each fitted number's 90% interval within its prior range, as PNG."""
    figure, axes = _sheet(
        len(informed),
        "What the data say of each number",
        "share of the range that was thought possible, %",
        left=0.32,
        right=0.72,
    )
    for line, row in enumerate(informed.to_dict("records")):
        _draw_number(axes, line, row)
    axes.set_xlim(0, 100)
    figure.text(
        0.02,
        1 - 0.52 / figure.get_size_inches()[1],
        "grey: what was thought possible; blue: median and 90% after the data",
        fontsize=SMALL + 0.5,
        color=GREY,
        va="center",
    )
    axes.set_yticks(range(len(informed)), list(informed["key"]), fontsize=SMALL)
    return save_figure(figure, path)


@drawn
def plot_predictive(check: pd.DataFrame, path: Path) -> Path:
    """Draw every published figure that the model answers with its 90% interval and the model's, as PNG."""
    answered = check[check["median"].notna()]
    figure, axes = _sheet(len(answered), "Published figures and the model's", "% (change: points)")
    for line, row in enumerate(answered.to_dict("records")):
        _draw_figure(axes, line, row)
    axes.axvline(0.0, color=GREY, linewidth=0.6)
    axes.set_yticks(
        range(len(answered)), [_label(row) for row in answered.to_dict("records")], fontsize=SMALL
    )
    _legend(figure)
    return save_figure(figure, path)


def _sheet(
    rows: int, title: str, below: str, left: float = LEFT, right: float = RIGHT
) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    height = HEAD_INCHES + ROW_INCHES * rows + FOOT_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, height))
    axes = figure.add_axes((left, FOOT_INCHES / height, right - left, ROW_INCHES * rows / height))
    axes.set_ylim(rows - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.set_xlabel(below, fontsize=TEXT)
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.text(0.02, 1 - 0.25 / height, title, fontsize=TITLE, fontweight="bold", va="center")
    return figure, axes


def _draw_number(axes: Axes, line: int, row: dict[Hashable, Any]) -> None:
    width = row["prior_high"] - row["prior_low"]
    low, median, high = (
        100 * (row[name] - row["prior_low"]) / width for name in ("low", "median", "high")
    )
    axes.plot(
        [0, 100], [line, line], color=LIGHT_GREY, linewidth=5, solid_capstyle="butt", zorder=0
    )
    axes.plot([low, high], [line, line], color=BLUE, linewidth=2.4)
    axes.plot([median], [line], "o", color=BLUE, markersize=5)
    words = f"{in_short(row['median'])} ({in_short(row['low'])} to {in_short(row['high'])}) of {row['prior_low']:g} to {row['prior_high']:g}"
    axes.text(102, line, words, fontsize=SMALL, va="center", color=GREY)


def _draw_figure(axes: Axes, line: int, row: dict[Hashable, Any]) -> None:
    missed = row["verdict"] == "missed"
    colour = VERMILION if missed else BLUE
    axes.axhline(line, color=LIGHT_GREY, linewidth=0.4, zorder=0)
    axes.plot(
        [100 * row["real_low"], 100 * row["real_high"]],
        [line - 0.15] * 2,
        color=BLACK,
        linewidth=1.2,
    )
    axes.plot([100 * row["real"]], [line - 0.15], "s", color=BLACK, markersize=4)
    axes.plot(
        [100 * row["low"], 100 * row["high"]],
        [line + 0.15] * 2,
        color=colour,
        linewidth=1.8,
        linestyle="--" if missed else "-",
    )
    axes.plot(
        [100 * row["median"]], [line + 0.15], "X" if missed else "o", color=colour, markersize=5
    )


def _legend(figure: Figure) -> None:
    height = figure.get_size_inches()[1]
    for place, (sign, colour, text) in enumerate(
        (
            ("\u25a0", BLACK, "reported, 90%"),
            ("\u25cf", BLUE, "model, 90%, meets it"),
            ("\u2716", VERMILION, "model, misses it"),
        )
    ):
        figure.text(
            0.02 + 0.22 * place, 1 - 0.52 / height, sign, color=colour, fontsize=TEXT, va="center"
        )
        figure.text(
            0.04 + 0.22 * place,
            1 - 0.52 / height,
            text,
            color=GREY,
            fontsize=SMALL + 0.5,
            va="center",
        )
    figure.text(
        0.72, 1 - 0.52 / height, "* fitted to", color=GREY, fontsize=SMALL + 0.5, va="center"
    )


def _label(row: dict[Hashable, Any]) -> str:
    return f"{str(row['statistic']).replace('_', ' ')}, {row['left_from']}-{row['left_to']}  {row['id']}{'*' if row['core'] else ' '}"
