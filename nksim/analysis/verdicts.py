"""When a difference is called resolved, and how many differences at once are corrected for.

1. Its interval leaves out zero.
2. There are pairs enough: as many as it takes for all to point one way by luck in fewer cases than
   the interval leaves out. At 90% that is five.
3. Of the differences that are read together it still stands when all are counted (Holm 1979). The
   outcomes that lead a table are one such family, all others are another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log2
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.numerals import counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESOLVED, NO_DIFFERENCE = "resolved", "no difference"


def least_pairs(level: float) -> int:
    """How many pairs it takes: that all point one way by luck has the chance 2^(1 - pairs).

    >>> least_pairs(0.9), least_pairs(0.95)
    (5, 6)
    """
    return 1 + ceil(-log2(max(1.0 - level, 1e-12)))


def verdict_of(row: dict[str, Any], level: float, family: int, adjusted: float) -> str | None:
    """The verdict on a row in words; None without a value.

    `adjusted` is its p once all of its `family` are counted. A difference of exactly zero in every
    pair is no difference, and not an unresolved one.
    """
    pairs, least = row["replicates"], least_pairs(level)
    if not pairs:
        return None
    if pairs > 1 and row["low"] == row["high"] == 0.0:
        return NO_DIFFERENCE
    if not (row["low"] > 0 or row["high"] < 0):
        return unresolved(pairs)
    if pairs < least:
        return f"{unresolved(pairs)}, at least {least} are needed"
    if adjusted > 1.0 - level:
        return f"{unresolved(pairs)} among {counted(family, 'difference')}"
    return RESOLVED


def unresolved(replicates: int) -> str:
    """The verdict that so many replicates do not tell a difference from none."""
    return f"not resolved with {counted(replicates, 'replicate')}"


def corrected(chances: Sequence[float]) -> NDArray[np.float64]:
    """Each p once all of them are counted (Holm): the smallest times their number, and so on.

    What has no value is not counted and stays without.

    >>> [round(float(p), 3) for p in corrected([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    given = np.asarray(chances, np.float64)
    found, known = given.copy(), np.flatnonzero(np.isfinite(given))
    order = known[np.argsort(given[known], kind="stable")]
    steps = given[order] * np.arange(len(order), 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return found


def footnote(level: float, family: int) -> str:
    """What a mark means, to stand below a table."""
    return (
        f"?: not resolved. Resolved: the {level:.0%} interval leaves out zero, of at least"
        f" {least_pairs(level)} pairs, and so it stays with all {counted(family, 'difference')}"
        " counted (Holm). Intervals of rare or skewed outcomes: bootstrap (BCa)."
    )
