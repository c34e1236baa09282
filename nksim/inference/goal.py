"""How narrow an interval shall be, and how many replicates that takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING

from nksim.core.checks import shown
from nksim.core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

LEAST_MORE = 4


@dataclass(frozen=True)
class Goal:
    """How narrow the interval of an outcome's difference shall be, for every alternative.

    `width` is in the unit of the outcome, `limit` the most replicates. Raises InputError for a
    width that is none.
    """

    width: float
    outcome: str
    limit: int = 512

    def __post_init__(self) -> None:
        if not _is_number(self.width) or not 0 < self.width < math.inf:
            raise InputError(
                f"until_resolved={shown(self.width)} is no width; give a positive number in the"
                " unit of the outcome, for example 0.01"
            )


def _is_number(given: object) -> bool:
    """Whether something is a number of Python or numpy; True is none."""
    return isinstance(given, Real) and not isinstance(given, bool)


def more_replicates(differences: pd.DataFrame, goal: Goal, replicates: int) -> int:
    """How many replicates to add to so many: the width shrinks with the root of their number.

    0 if the interval is narrow enough or the limit is reached. Raises InputError for an outcome
    that is not among the differences.
    """
    width = _widest(differences, goal.outcome)
    if width <= goal.width or replicates >= goal.limit:
        return 0
    wanted = replicates + LEAST_MORE
    if math.isfinite(width):
        wanted = math.ceil(replicates * (width / goal.width) ** 2)
    least = min(LEAST_MORE, goal.limit - replicates)
    return max(min(wanted, 2 * replicates, goal.limit) - replicates, least)


def _widest(differences: pd.DataFrame, outcome: str) -> float:
    """The widest interval of an outcome; infinite where one pair gives none, 0 without a value."""
    rows = differences[differences["outcome"] == outcome]
    if rows.empty:
        known = ", ".join(differences["outcome"].unique())
        raise InputError(f"outcome={outcome} is not among those compared (allowed {known})")
    valued = rows[rows["mean"].notna()]  # what has no value in any pair has none in more of them
    widths = (valued["high"] - valued["low"]).fillna(math.inf)  # of one pair there is no interval
    return float(widths.max()) if len(valued) else 0.0
