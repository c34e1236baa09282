"""The interval of a mean where values are rare or skewed: by drawing from the values themselves.

Student's interval supposes that means are spread evenly to both sides. Deaths in one run of ten, or
arrests in a few large waves, are not. Then the mean is made again from as many values drawn with
replacement, 4,000 times, and its interval is corrected for bias and acceleration (BCa, Efron 1987).
Draws are keyed: the same values always give the same interval.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.draws import Purpose, hash_one, stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

RESAMPLES = 4000
SKEWED = 1.0  # skewness of the values, in either direction, above which they are drawn from
BY_LUCK = 2.0  # and above so many times what luck gives to so few values, the root of 6 / number
OWN_WEEK = -1  # no run has it: these draws are nobody's in any run
RARE = 0.5  # share of values that are not zero, below which they are


def is_rare_or_skewed(values: Numbers) -> bool:
    """Whether fewer than half of the values differ from zero, or their skewness is above 1.

    Few values are skewed by luck: it must also be above twice the root of 6 / number.

    >>> is_rare_or_skewed(np.array([0.0, 0.0, 1.0])), is_rare_or_skewed(np.array([1.0, 2.0, 3.0]))
    (True, False)
    """
    spread = values.std()
    if not spread > 1e-12 * np.abs(values).max():  # all alike, but for rounding
        return False
    skewness = float(np.mean(((values - values.mean()) / spread) ** 3))
    most = max(SKEWED, BY_LUCK * (6.0 / len(values)) ** 0.5)
    return bool(np.mean(values != 0) < RARE or abs(skewness) > most)


def resampled(values: Numbers, level: float) -> tuple[float, float, float]:
    """Low and high of the mean at this level, and how likely zero would be so far out (p).

    That is never less than what so many draws can tell.
    """
    means = np.sort(values[_draws(len(values))].mean(axis=1))
    bias = _normal(_share_below(means, float(values.mean())))
    lean = _acceleration(values)
    tail = (1.0 - level) / 2.0
    low, high = (_end(means, bias, lean, share) for share in (tail, 1.0 - tail))
    return low, high, max(_p_of_zero(means, bias, lean), 2.0 / RESAMPLES)


@lru_cache(maxsize=4)
def _draws(number: int) -> NDArray[np.int64]:
    """Which values each mean is made from, shape (RESAMPLES, number)."""
    places = np.arange(RESAMPLES * number, dtype=np.uint64)
    bits: Any = hash_one(stream(0, Purpose.SURVEY, OWN_WEEK), places)  # type: ignore[arg-type]
    drawn = ((bits >> np.uint64(32)) * np.uint64(number)) >> np.uint64(32)
    return np.asarray(drawn.astype(np.int64).reshape(RESAMPLES, number))


def _share_below(means: Numbers, value: float) -> float:
    """The share of means below a value, those equal to it by half; never 0 nor 1."""
    below = 0.5 * (means.searchsorted(value, "left") + means.searchsorted(value, "right"))
    least = 0.5 / len(means)
    return float(np.clip(below / len(means), least, 1.0 - least))


def _acceleration(values: Numbers) -> float:
    """How the spread of the mean changes with it, from leaving out one value at a time."""
    apart = values - values.mean()
    spread = float((apart**2).sum() ** 1.5)
    return float((apart**3).sum() / (6.0 * spread)) if spread else 0.0


def _end(means: Numbers, bias: float, lean: float, share: float) -> float:
    from scipy.stats import norm

    moved = bias + float(norm.ppf(share))
    return float(np.quantile(means, norm.cdf(bias + moved / (1.0 - lean * moved))))


def _p_of_zero(means: Numbers, bias: float, lean: float) -> float:
    """The level at which one end of the interval would come to lie at zero, from both sides."""
    from scipy.stats import norm

    moved = _normal(_share_below(means, 0.0)) - bias
    tail = float(norm.cdf(moved / (1.0 + lean * moved) - bias))
    return 2.0 * min(tail, 1.0 - tail)


def _normal(share: float) -> float:
    from scipy.stats import norm

    return float(norm.ppf(share))
