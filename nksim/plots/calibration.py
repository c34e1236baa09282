"""What a calibration found: each number before and after the data, and published figures met."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.inference.calibration.informed import in_short
from nksim.observations.questions import title_of_question
from nksim.plots.rows import draw_mark, question_label, rows_sheet
from nksim.plots.sheet import Heading, drawn, save_figure
from nksim.plots.style import BLACK, BLUE, GREY, LIGHT_GREY, SMALL, VERMILION, Filling, Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PRIOR = Filling("thought possible", LIGHT_GREY)
POSTERIOR = Line("median and 90% after the data", BLUE, "solid", "o")
REPORTED = Line("reported, 90%", BLACK, "solid", "s")
BEFORE = Line("model before the data, 90%", GREY, (0, (1.2, 1.2)), "D", hollow=True)
MET = Line("model after, meets it", BLUE, "solid", "o")
MISSED = Line("model after, misses it", VERMILION, (0, (3, 1.2)), "X")
NAMES, WORDS = 0.32, 0.70  # of the width: where names end and where figures begin


def plot_posterior(informed: pd.DataFrame, path: Path) -> Path:
    """Draw each fitted number's 90% interval within its prior range into a file."""
    return save_figure(posterior_figure(informed), path)


def plot_predictive(check: pd.DataFrame, path: Path) -> Path:
    """Draw every published figure that the model answers beside the model's into a file."""
    return save_figure(predictive_figure(check), path)


@drawn
def posterior_figure(informed: pd.DataFrame) -> Figure:
    """A row a number: key, low, median, high, prior_low, prior_high."""
    heading = Heading("What the data say of each number", "", [PRIOR, POSTERIOR])
    scale = "share of the range that was thought possible, %"
    keys = list(informed["key"])
    sheet, axes = rows_sheet(heading, keys, scale, NAMES, WORDS)
    for line, row in enumerate(informed.to_dict("records")):
        _draw_number(axes, line, row)
    axes.set_xlim(0, 100)
    return sheet.figure


@drawn
def predictive_figure(check: pd.DataFrame) -> Figure:
    """A row a published figure that the model answers: reported, and the model's before and after.

    What lies between before and after is what the figures taught; all with 90% intervals.
    """
    rows = check[check["median"].notna()].to_dict("records")
    labels = [
        question_label(
            title_of_question(row["statistic"]), row | {"core": row["fitted"]}, row["id"]
        )
        for row in rows
    ]
    below = "by years of departure; a star: the model was fitted to this figure"
    heading = Heading("Published figures and the model's", below, [REPORTED, BEFORE, MET, MISSED])
    sheet, axes = rows_sheet(heading, labels, "% (change: points)")
    for line, row in enumerate(rows):
        look = MISSED if row["verdict"] == "missed" else MET
        draw_mark(axes, line - 0.25, row, ("real_low", "real", "real_high"), REPORTED)
        draw_mark(axes, line, row, ("before_low", "before_median", "before_high"), BEFORE)
        draw_mark(axes, line + 0.25, row, ("low", "median", "high"), look)
    return sheet.figure


def _draw_number(axes: Axes, line: int, row: dict[Hashable, Any]) -> None:
    """One number on the scale of its own prior range, its figures written beside it."""
    first, width = row["prior_low"], row["prior_high"] - row["prior_low"]
    low, median, high = (100 * (row[name] - first) / width for name in ("low", "median", "high"))
    axes.plot([0, 100], [line] * 2, color=LIGHT_GREY, linewidth=5, solid_capstyle="butt", zorder=0)
    axes.plot([low, high], [line] * 2, color=BLUE, linewidth=2.4)
    axes.plot([median], [line], "o", color=BLUE, markersize=5)
    found, least, most = (in_short(row[name]) for name in ("median", "low", "high"))
    words = f"{found} ({least} to {most}) of {first:g} to {row['prior_high']:g}"
    axes.text(102, line, words, fontsize=SMALL, va="center", color=GREY)
