"""The outcomes that matter: a panel an outcome, a row a policy, its figures beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nksim.analysis.sentences import figure, span, title_of
from nksim.plots.intervals import draw_difference
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import (
    GREY,
    LIGHT_GREY,
    NOTE,
    SMALL,
    TEXT,
    WIDTH_INCHES,
    alternative_line,
    dress_rows,
)
from nksim.plots.units import in_points, points_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_INCHES, HEAD_INCHES, FOOT_INCHES = 0.2, 0.28, 0.32
LEFT, WIDTH, FIGURES_AT = 0.2, 0.48, 1.03  # of the sheet, and of a panel


@drawn
def forest_figure(rows: pd.DataFrame, heading: Heading) -> Figure:
    """A panel an outcome in the order of the table; `rows` are paired differences."""
    names, outcomes = list(dict.fromkeys(rows["scenario"])), list(dict.fromkeys(rows["outcome"]))
    height = ROW_INCHES * len(names)
    each = HEAD_INCHES + height + FOOT_INCHES
    sheet = new_sheet(heading, each * len(outcomes), foot=0.05)
    for place, outcome in enumerate(outcomes):
        axes = sheet.axes(LEFT, WIDTH, place * each + HEAD_INCHES, height)
        _draw_outcome(axes, rows[rows["outcome"] == outcome], names)
    return sheet.figure


def _draw_outcome(axes: Axes, rows: pd.DataFrame, names: list[str]) -> None:
    axes.axvline(0.0, color=GREY, linewidth=0.8, zorder=0)
    for row, drawn_row in zip(
        rows.to_dict("records"), in_points(rows).to_dict("records"), strict=True
    ):
        at = names.index(row["scenario"])
        axes.axhline(at, color=LIGHT_GREY, linewidth=0.4, zorder=0)
        draw_difference(axes, at, drawn_row, alternative_line(at))
        _write_figures(axes, at, row)
    labels = [fitted(name, (LEFT - 0.02) * WIDTH_INCHES, TEXT - 0.5) for name in names]
    dress_rows(axes, [label for label, _ in labels], min(size for _, size in labels))
    if not axes.dataLim.width > 0:
        axes.set_xlim(-1.0, 1.0)
        axes.set_xticks([0.0])
    axes.tick_params(axis="x", labelsize=SMALL)
    unit = points_of(str(rows["unit"].iloc[0]))
    title = f"{title_of(str(rows['outcome'].iloc[0]))} ({unit})"
    axes.set_title(title, loc="left", fontsize=TEXT, pad=4)


def _write_figures(axes: Axes, at: int, row: dict[Any, Any]) -> None:
    unit = row["unit"]
    words = "no value in any pair"
    if math.isfinite(row["mean"]):
        doubt = "" if row["resolved"] or row["verdict"] == "no difference" else " ?"
        between = span(row["low"], row["high"], unit)
        words = f"{figure(row['mean'], unit, signed=True)} ({between}){doubt}"
    axes.text(
        FIGURES_AT, at, words, fontsize=NOTE, va="center", transform=axes.get_yaxis_transform()
    )
