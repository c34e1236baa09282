"""A sweep in one picture: a row of panels an outcome, a column a varied value, a point a scenario."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.sweeps import MAIN, by_point, varied
from nksim.observations.outcomes import OUTCOMES
from nksim.plots.sheet import drawn, save_figure
from nksim.plots.style import GREY, SMALL, TEXT, TITLE, WIDTH_INCHES, alternative_line, dress

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_VALUES = 6
PANEL_INCHES, HEAD_INCHES, FOOT_INCHES, GAP_INCHES = 1.35, 0.85, 0.65, 0.15
LEFT, RIGHT = 0.1, 0.02


def plot_sweep(design: pd.DataFrame, outcomes: pd.DataFrame, name: str, path: str | Path) -> Path:
    """Draw a sweep as PNG; of more than six varied values the first six are shown."""
    figure = sweep_figure(design, outcomes, name)
    return save_figure(figure, path)


@drawn
def sweep_figure(design: pd.DataFrame, outcomes: pd.DataFrame, name: str) -> Figure:
    """The figure itself."""
    from matplotlib.figure import Figure

    points, keys = by_point(design, outcomes), varied(design)[:MOST_VALUES]
    height = HEAD_INCHES + len(MAIN) * (PANEL_INCHES + GAP_INCHES) + FOOT_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, height))
    width = (1 - LEFT - RIGHT) / len(keys)
    for row, outcome in enumerate(MAIN):
        for column, key in enumerate(keys):
            bottom = 1 - (HEAD_INCHES + (row + 1) * PANEL_INCHES + row * GAP_INCHES) / height
            axes = figure.add_axes(
                (LEFT + column * width, bottom, width * 0.9, PANEL_INCHES / height)
            )
            _draw(axes, points, key, outcome, first=column == 0, last=row == len(MAIN) - 1)
    figure.text(
        0.02, 1 - 0.27 / height, f"Sweep: {name}", fontsize=TITLE, fontweight="bold", va="center"
    )
    below = f"{len(points)} points, mean of {int(points['replicates'].max())} replicates" + (
        f"; {' and '.join(_marks(points))}" if _marks(points) else ""
    )
    figure.text(0.02, 1 - 0.50 / height, below, fontsize=SMALL + 0.5, color=GREY, va="center")
    return figure


def _draw(
    axes: Axes, points: pd.DataFrame, key: str, outcome: str, *, first: bool, last: bool
) -> None:
    declared = next(one for one in OUTCOMES if one.name == outcome)
    factor, unit = (
        (100.0, "%")
        if declared.unit == "share"
        else (1.0, {"1/1000": "per 1,000"}.get(declared.unit, declared.unit))
    )
    for position, (_, part) in enumerate(
        points[points[key].notna()].groupby("alternative", sort=False)
    ):
        line = alternative_line(position)
        values = part[key].astype(str) if part[key].dtype == object else part[key]
        axes.plot(
            values,
            part[outcome] * factor,
            line.marker,
            color=line.colour,
            markersize=3.5,
            alpha=0.65,
            markeredgewidth=0,
        )
    dress(axes)
    axes.tick_params(labelsize=SMALL, labelbottom=last, labelleft=first)
    axes.locator_params(axis="y", nbins=4)
    low, high = points[outcome].min() * factor, points[outcome].max() * factor
    if isfinite(high - low):  # else no point has a value
        axes.set_ylim(low - 0.08 * (high - low) - 1e-9, high + 0.08 * (high - low) + 1e-9)
    if first:
        axes.set_ylabel(f"{declared.title}\n({unit})", fontsize=SMALL)
    if last:
        axes.set_xlabel(key.replace(".", ".\n", 1), fontsize=TEXT - 0.5)


def _marks(points: pd.DataFrame) -> list[str]:
    names = list(points["alternative"].unique())
    signs = {
        "o": "circles",
        "s": "squares",
        "^": "triangles",
        "D": "diamonds",
        "v": "triangles down",
        "P": "plus signs",
        "X": "crosses",
    }
    return (
        [
            f"{signs[alternative_line(position).marker]}: {name}"
            for position, name in enumerate(names)
        ]
        if len(names) > 1
        else []
    )
