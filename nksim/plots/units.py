"""Units as figures write them: shares and their differences in per cent and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.analysis.sentences import title_of, unit_in_words

if TYPE_CHECKING:
    import pandas as pd

TITLES = {"style_punished": "Sanctions for style"}  # figures of groups that are no outcomes
FIGURES = ("mean", "low", "high")


def factor_of(unit: str) -> float:
    """What a number of this unit is multiplied by to be drawn."""
    return 100.0 if unit == "share" else 1.0


def points_of(unit: str) -> str:
    """How a difference of this unit is called."""
    return "points" if unit == "share" else unit_in_words(unit)


def short_title(name: str) -> str:
    """The short name of a figure of groups or runs."""
    return TITLES.get(name) or title_of(name)


def in_points(rows: pd.DataFrame) -> pd.DataFrame:
    """Differences as they are drawn: shares as percentage points; `rows` have a column unit."""
    factors = rows["unit"].map(factor_of)
    return rows.assign(**{name: factors * rows[name] for name in FIGURES})
