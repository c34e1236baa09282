"""A design over two values: a square a point, darker the higher the outcome, its figure on it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from nksim.analysis.sentences import figure, title_of, unit_in_words
from nksim.observations.outcomes import unit_of_outcome
from nksim.plots.names import fitted
from nksim.plots.sheet import Heading, drawn, new_sheet
from nksim.plots.style import BLACK, NOTE, SMALL, TEXT, WIDTH_INCHES
from nksim.plots.tile_map import DARK, SHADES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT, GAP = 0.12, 0.02, 0.03  # of the width
ROW_INCHES, HEAD_INCHES, FOOT_INCHES = 0.42, 0.28, 0.65
MOST_WRITTEN = 12  # squares side by side, from which on none has its figure


@drawn
def heat_map_figure(
    rows: pd.DataFrame, keys: tuple[str, str], outcome: str, heading: Heading
) -> Figure:
    """A panel an alternative, one scale for all; `rows` are those of `heat_table`."""
    alternatives = list(dict.fromkeys(rows["alternative"]))
    across, down = (_in_order(rows[name]) for name in ("x", "y"))
    height = ROW_INCHES * max(len(down), 2)
    sheet = new_sheet(heading, HEAD_INCHES + height, foot=FOOT_INCHES)
    width = (1.0 - LEFT - RIGHT) / len(alternatives)
    for place, name in enumerate(alternatives):
        axes = sheet.axes(LEFT + place * width, width - GAP, HEAD_INCHES, height)
        _draw_squares(axes, rows[rows["alternative"] == name], (across, down), _ends(rows), outcome)
        text, size = fitted(str(name), (width - GAP) * WIDTH_INCHES, TEXT)
        axes.set_title(text, loc="left", fontsize=size)
        axes.set_xlabel(fitted(keys[0], (width - GAP) * WIDTH_INCHES, TEXT)[0], fontsize=TEXT - 0.5)
        if place:
            axes.set_yticklabels([])
    first = sheet.figure.axes[0]
    words, size = fitted(keys[1].replace(".", ".\n", 1), height * 2, TEXT)
    first.set_ylabel(words, fontsize=size)
    return sheet.figure


def heat_heading(name: str, outcome: str, about: str) -> Heading:
    """What stands above the map."""
    unit = unit_in_words(unit_of_outcome(outcome))
    return Heading(f"Sweep {name}: {title_of(outcome)} ({unit})", about)


def _in_order(values: pd.Series) -> list[Any]:
    return sorted(values.unique()) if values.dtype.kind in "iuf" else list(values.unique())


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    low, high = float(rows["value"].min()), float(rows["value"].max())
    if not isfinite(high - low):
        return 0.0, 1.0
    return low, high if high > low else low + 1.0


def _draw_squares(
    axes: Axes,
    rows: pd.DataFrame,
    places: tuple[Sequence[Any], Sequence[Any]],
    ends: tuple[float, float],
    outcome: str,
) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    (across, down), (low, high) = places, ends
    shades, unit = colormaps[SHADES], unit_of_outcome(outcome)
    for row in rows.to_dict("records"):
        column, line = across.index(row["x"]), down.index(row["y"])
        share = (row["value"] - low) / (high - low) if isfinite(row["value"]) else 0.0
        axes.add_patch(Rectangle((column, line), 1, 1, facecolor=shades(share), edgecolor="white"))
        if len(across) <= MOST_WRITTEN:
            ink = "white" if share > DARK else BLACK
            words = figure(row["value"], unit)
            axes.text(
                column + 0.5, line + 0.5, words, ha="center", va="center", fontsize=NOTE, color=ink
            )
    axes.set_xlim(0, len(across))
    axes.set_ylim(0, len(down))
    axes.set_xticks([place + 0.5 for place in range(len(across))], map(_short, across))
    axes.set_yticks([place + 0.5 for place in range(len(down))], map(_short, down))
    axes.tick_params(labelsize=SMALL, length=0)


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, int | float) else str(value)
