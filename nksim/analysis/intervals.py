"""The interval of a mean, and how much it is meant to hold: the one place where both are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 0.9  # how often an interval holds the true value


def half_width(deviation: Any, number: Any, level: float = LEVEL) -> Any:
    """Half the interval of a mean: t * s / sqrt(n), with n - 1 degrees of freedom.

    `deviation` (sample standard deviation) and `number` (of values) are numbers, arrays or series
    of one shape, which is the shape of the answer. Fewer than two values have no deviation (NaN).
    Source: Student 1908.

    >>> round(float(half_width(1.0, 3)), 4)
    1.6859
    """
    from scipy.stats import t

    freedom = np.maximum(number - 1, 1)
    return t.ppf(0.5 + level / 2, freedom) * deviation / np.sqrt(number)


def interval_of_mean(values: NDArray[np.float64], level: float = LEVEL) -> tuple[float, float]:
    """The bounds of the mean of values, shape (n,); two NaN for fewer than two values.

    >>> low, high = interval_of_mean(np.array([1.0, 2.0, 3.0]))
    >>> round(low, 4), round(high, 4)
    (0.3141, 3.6859)
    """
    if len(values) < 2:
        return np.nan, np.nan
    middle = float(values.mean())
    half = float(half_width(values.std(ddof=1), len(values), level))
    return middle - half, middle + half
