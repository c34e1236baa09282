"""The interval of a ratio of two means that were measured together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.intervals import LEVEL

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Ratio:
    """A ratio of means with its interval; NaN where the interval has no ends.

    That is so where the mean below is not told from zero: any ratio is possible then.
    """

    mean: float
    low: float
    high: float

    @property
    def has_ends(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.high - self.low))


NO_RATIO = Ratio(np.nan, np.nan, np.nan)


def ratio_of_means(
    part: NDArray[np.float64], whole: NDArray[np.float64], level: float = LEVEL
) -> Ratio:
    """The mean of `part` over that of `whole`, pair by pair, both shape (n,).

    The interval holds every ratio r for which the mean of part - r * whole is not told from zero.
    Source: Fieller 1954.

    >>> ratio_of_means(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])).mean
    0.5
    """
    from scipy.stats import t

    number = len(part)
    if number < 2 or not whole.mean():
        return NO_RATIO
    above, below = float(part.mean()), float(whole.mean())
    spread = np.cov(part, whole) * float(t.ppf(0.5 + level / 2, number - 1)) ** 2 / number
    square = below**2 - spread[1, 1]
    if square <= 0:
        return Ratio(above / below, np.nan, np.nan)
    middle = above * below - spread[0, 1]
    root = np.sqrt(max(middle**2 - square * (above**2 - spread[0, 0]), 0.0))
    return Ratio(above / below, float((middle - root) / square), float((middle + root) / square))
