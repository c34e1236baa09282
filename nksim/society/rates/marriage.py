"""At what age women marry, and whom: from the mean ages at first marriage (D25, D26).

A single woman's chance to marry rises as a logistic curve to a top; where the curve lies is found
so that the mean age comes out. She marries a man who is older by the difference of the two means,
on average. Width, top and the spread of the differences are assumed.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from nksim.rules.living import chance_of_marrying
from nksim.society.rates.mortality import QUARTERS, STEPS, Floats

WIDTH, TOP = 1.2, 0.35  # of the curve: years, and the chance a year at which it ends; assumed
GAP_SPREAD = 2.5  # years, standard deviation of how much older a husband is; assumed
LOOKS_OLDER = 0.5  # years by which she looks for an older man than she finds; found by runs
GAP_MOST = 8.0  # years by which a couple may differ from what she looks for; assumed


def marriage_table(mean: float) -> Floats:
    """Chance of a single woman to marry within a year, by quarters of age at its end."""
    middle = _middle(mean)
    ages = np.arange(QUARTERS + 1) / STEPS - 0.5 + 0.5 / STEPS
    return np.array([chance_of_marrying(float(age), middle, WIDTH, TOP) for age in ages])


def married_shares(ages: Floats, mean: float) -> Floats:
    """Share of women who have married by an age, without widows and death."""
    grid = np.arange(0, 61)
    return np.interp(ages, grid + 0.5, 1.0 - _single(_middle(mean))[1:])


def _single(middle: float) -> Floats:
    """Share of women still single at the end of each year of age, from 0 to 60."""
    ages = np.arange(0, 61)
    chances = np.array([chance_of_marrying(a + 0.0, middle, WIDTH, TOP) for a in ages])
    return np.concatenate([[1.0], np.cumprod(1.0 - chances)])


@lru_cache(64)
def _middle(mean: float) -> float:
    """Where the curve lies whose mean age at marriage is this, found by halving."""
    low, high = mean - 20.0, mean + 10.0
    for _ in range(50):
        middle = (low + high) / 2.0
        single = _single(middle)
        married = -np.diff(single)
        found = float((married * np.arange(61)).sum() / married.sum())
        low, high = (middle, high) if found < mean else (low, middle)
    return low
