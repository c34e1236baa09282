"""What a sweep says: its points with their outcomes, and what moves with what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

MAIN = ("punished", "perceived_risk", "mean_bond", "watched_last_year_share")
KEYS = ("scenario", "alternative")


def by_point(design: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """A row a point that has finished runs.

    Its values, the mean of each outcome over replicates, and how many there are.
    """
    means = outcomes.drop(columns=["replicate", "seed"]).groupby("scenario", sort=False).mean()
    means.insert(0, "replicates", outcomes.groupby("scenario")["seed"].count())
    return design.merge(means.reset_index(), on="scenario", how="inner")


def varied(design: pd.DataFrame) -> list[str]:
    """The keys that the sweep varies."""
    return [str(name) for name in design.columns if name not in KEYS]


def rank_correlations(
    points: pd.DataFrame, design: pd.DataFrame, outcomes: Sequence[str] = MAIN
) -> pd.DataFrame:
    """Spearman's rank correlation of each varied number with each outcome.

    An alternative and number a row; empty where nothing varies.
    """
    import pandas as pd

    rows = []
    for alternative, part in points.groupby("alternative", sort=False):
        for key in varied(design):
            numbers = pd.to_numeric(part[key], errors="coerce")
            rows.append(
                {"alternative": alternative, "value": key}
                | {outcome: _rank(numbers, part[outcome]) for outcome in outcomes}
            )
    return pd.DataFrame(rows, columns=["alternative", "value", *outcomes])


def _rank(numbers: pd.Series, outcome: pd.Series) -> float:
    both = numbers.notna() & outcome.notna()
    one, other = numbers[both].rank().to_numpy(), outcome[both].rank().to_numpy()
    if len(one) < 3 or not one.std() or not other.std():
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])
