"""Where made-up truths lie in their posteriors: a histogram of ranks for each number."""

from __future__ import annotations

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.numerals import percent
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet, save_figure
from nksim.plots.style import BLUE, GREY, LIGHT_GREY, SMALL, WIDTH_INCHES, Filling

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BINS, COLUMNS = 10, 4
LEFT, PANEL, GAP = 0.055, 0.21, 0.028  # shares of the width
HEIGHT, STEP = 0.85, 1.5  # inches
LUCK = 0.99  # of bars lie in the band if every rank is as likely
BARS = Filling("truths", BLUE)
BAND = Filling("99% of bars, if intervals hold what they promise", LIGHT_GREY)


def plot_recovery(ranks: pd.DataFrame, table: pd.DataFrame, path: Path) -> Path:
    """Draw the ranks into a file."""
    return save_figure(recovery_figure(ranks, table), path)


@drawn
def recovery_figure(ranks: pd.DataFrame, table: pd.DataFrame) -> Figure:
    """A panel a number; `ranks` has a row a truth, `table` a row a number with `held`, `nearer`."""
    title = f"Would a fit find what is true? {len(ranks)} made-up truths"
    below = (
        "share of the posterior below the truth, %; beside the name the truths that 90% intervals"
        " hold, and those nearer to the median than to the middle"
    )
    rows = ceil(len(table) / COLUMNS)
    sheet = new_sheet(Heading(title, below, [BARS, BAND]), STEP * rows - 0.35)
    for place, row in enumerate(table.to_dict("records")):
        across, down = place % COLUMNS, place // COLUMNS
        axes = sheet.axes(LEFT + across * (PANEL + GAP), PANEL, 0.3 + STEP * down, HEIGHT)
        _draw(axes, ranks[row["key"]].to_numpy(), row)
    return sheet.figure


def _draw(axes: Axes, ranks: Any, row: dict[Any, Any]) -> None:
    from scipy.stats import binom

    low, high = binom.interval(LUCK, len(ranks), 1 / BINS)
    axes.axhspan(low, high, color=LIGHT_GREY, linewidth=0)
    counts, edges = np.histogram(100 * ranks, BINS, (0.0, 100.0))
    axes.bar(edges[:-1], counts, width=100 / BINS, align="edge", color=BLUE, edgecolor="white")
    axes.axhline(low, color=LIGHT_GREY, linewidth=1.0)  # where the band ends below the bars
    axes.set_xlim(0, 100)
    axes.set_ylim(0, max(1.15 * high, 1.05 * counts.max()))
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=SMALL, colors=GREY)
    name, size = fitted(str(row["key"]), PANEL * WIDTH_INCHES, SMALL)
    axes.set_title(name, loc="left", fontsize=size, pad=13)
    words = f"held {percent(row['held'])}, nearer {percent(row['nearer'])}"
    axes.text(0.0, 1.04, words, transform=axes.transAxes, fontsize=SMALL, color=GREY)
