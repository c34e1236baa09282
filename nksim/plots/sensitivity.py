"""What moves the outcomes: bars of indices with what luck gives; and where variance comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.leading import leading_inputs
from nksim.analysis.sentences import title_of
from nksim.core.numerals import decimal
from nksim.inference.sensitivity.methods import MEANING
from nksim.inference.sensitivity.variance_split import TOGETHER
from nksim.observations.outcomes import unit_of_outcome
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet, save_figure
from nksim.plots.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    ORANGE,
    SMALL,
    TEXT,
    VERMILION,
    WIDTH_INCHES,
    Filling,
    dress_rows,
)
from nksim.plots.units import factor_of, points_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHOWN = 10  # assumptions a panel
ROW_INCHES, PANEL_HEAD_INCHES, PANEL_FOOT_INCHES = 0.19, 0.22, 0.42
COLUMNS, WIDE = 2, 1.35 * WIDTH_INCHES
NAMES, WIDTH, STEP = 0.21, 0.26, 0.5  # of the width
SPLIT_ROW_INCHES, SPLIT_LEFT, SPLIT_RIGHT = 0.42, 0.24, 0.04
WRITTEN = 7.0  # per cent from which a share is written on its bar
FILLINGS = {
    "parameters": Filling("what the ranges leave open", BLUE, "//"),
    "policy": Filling("policy from 2020 on", VERMILION),
    "society": Filling("which society", GREEN, ".."),
    "chance": Filling("chance", ORANGE, "xx"),
    TOGETHER: Filling("these together", LIGHT_GREY),
}


def plot_sensitivity(indices: pd.DataFrame, path: Path) -> Path:
    """Draw the assumptions with the largest indices for each outcome into a file."""
    return save_figure(sensitivity_figure(indices), path)


def plot_split(shares: pd.DataFrame, path: Path) -> Path:
    """Draw where the variance of each outcome comes from into a file."""
    return save_figure(split_figure(shares), path)


@drawn
def sensitivity_figure(indices: pd.DataFrame) -> Figure:
    """A panel an outcome, a bar an input; levers stand last, in the order of the scenario."""
    method = str(indices["method"].iloc[0])
    shown = {
        str(name): leading_inputs(rows, SHOWN)
        for name, rows in indices.groupby("outcome", sort=False)
    }
    height = ROW_INCHES * max(map(len, shown.values()))
    each = PANEL_HEAD_INCHES + height + PANEL_FOOT_INCHES
    below = "bar: index with 90% interval; dashed: what luck alone gives; grey: not told from luck"
    heading = Heading(f"What moves the outcomes: {MEANING[method]}", below)
    sheet = new_sheet(heading, -(-len(shown) // COLUMNS) * each, foot=0.0, width=WIDE)
    for place, (name, rows) in enumerate(shown.items()):
        line, column = divmod(place, COLUMNS)
        top = line * each + PANEL_HEAD_INCHES
        _draw_panel(sheet.axes(NAMES + STEP * column, WIDTH, top, height), rows, name, method)
    return sheet.figure


def _draw_panel(axes: Axes, rows: pd.DataFrame, name: str, method: str) -> None:
    unit = unit_of_outcome(name) if method == "morris" else ""
    if rows["index"].isna().all():
        rows = rows.iloc[:0]
        axes.text(0.5, 0.5, "no value in any run", ha="center", fontsize=SMALL, color=GREY)
    for line, row in enumerate(rows.to_dict("records")):
        _draw_index(axes, line, row, factor_of(unit))
    floor = factor_of(unit) * rows["noise_floor"].max()
    if floor >= 0:  # one seed a point tells of none
        axes.axvline(floor, color=VERMILION, linestyle=(0, (4, 2)), linewidth=1.1)
    room = (NAMES - 0.02) * WIDE
    labels = [fitted(label, room, SMALL) for label in rows["input"]]
    dress_rows(axes, [label for label, _ in labels])
    axes.set_xlim(0, None)
    words = f", {points_of(unit)}" if unit else ""
    axes.set_title(f"{title_of(name)}{words}", fontsize=TEXT, loc="left", color=BLACK)


def _draw_index(axes: Axes, line: int, row: dict[Any, Any], factor: float) -> None:
    colour = BLUE if row["above_noise"] else LIGHT_GREY
    axes.barh(line, factor * row["index"], height=0.6, color=colour)
    axes.plot([factor * row["low"], factor * row["high"]], [line] * 2, color=BLACK, linewidth=1.0)


@drawn
def split_figure(shares: pd.DataFrame) -> Figure:
    """A bar an outcome; `shares` has the share of each factor and of what they do together."""
    height = SPLIT_ROW_INCHES * len(shares)
    heading = Heading("Where differences between runs come from", "", list(FILLINGS.values()))
    sheet = new_sheet(heading, height)
    axes = sheet.axes(SPLIT_LEFT, 1.0 - SPLIT_LEFT - SPLIT_RIGHT, 0.0, height)
    for line, row in enumerate(shares.to_dict("records")):
        _draw_shares(axes, line, row)
    dress_rows(axes, [title_of(str(name)) for name in shares["outcome"]], TEXT)
    axes.set_xlim(0, 100)
    axes.set_xlabel("share of the variance between runs, %", fontsize=TEXT)
    return sheet.figure


def _draw_shares(axes: Axes, line: int, row: dict[Any, Any]) -> None:
    """The shares of one outcome, side by side."""
    left = 0.0
    for name, filling in FILLINGS.items():
        width = 100 * row[name]
        axes.barh(
            line,
            width,
            left=left,
            height=0.62,
            color=filling.colour,
            hatch=filling.hatch,
            edgecolor="white",
            linewidth=0.6,
        )
        if width >= WRITTEN:
            _write_share(axes, left + width / 2, line, width)
        left += width


def _write_share(axes: Axes, place: float, line: int, width: float) -> None:
    axes.text(
        place,
        line,
        decimal(width, 0),
        ha="center",
        va="center",
        fontsize=SMALL,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
    )
