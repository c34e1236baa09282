"""People of each district by age, so that somebody near in age is found at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.jit import kernel, part, rule
from nksim.rules.codes import CHILD, MIDDLE, OLD, YOUNG
from nksim.society.rates.mortality import QUARTERS, STEPS

AGES = 112  # whole years of age, one more than the oldest
QUARTER = 365.2425 / 7.0 / STEPS  # weeks in a quarter of a year of age
CLASS = 1  # years of age by which schoolmates differ at most
SCHOOL = 14  # the last year of age before work


class ByAge(NamedTuple):
    """Places of the people of each district, sorted by age in whole years."""

    place: NDArray[np.int32]  # (citizens,)
    first: NDArray[np.int32]  # (districts, AGES + 1): rows of `place`
    years: NDArray[np.uint8]  # (citizens,): age of everybody
    gap: int  # years that friends alike in age lie apart at most


@rule
def quarters(week: int, birth: int) -> int:
    """Age in whole quarters of a year, at most the oldest."""
    return min(int((week - birth) / QUARTER), QUARTERS)


@rule
def band_of(age: int) -> int:
    """The age band of an age in quarters of a year."""
    if age < 15 * STEPS:
        return CHILD
    if age < 30 * STEPS:
        return YOUNG
    return MIDDLE if age < 50 * STEPS else OLD


def by_age(
    week: int, birth: NDArray[np.int32], district_first: NDArray[np.int64], gap: float
) -> ByAge:
    """Everybody by age at the beginning of a week."""
    place = np.empty(len(birth), np.int32)
    years = np.empty(len(birth), np.uint8)
    first = np.zeros((len(district_first) - 1, AGES + 1), np.int32)
    list_ages(week, birth, district_first, place, first, years)
    return ByAge(place, first, years, int(gap))


def nobody_by_age() -> ByAge:
    """What stands in its place where nobody has an age in years."""
    return ByAge(np.empty(0, np.int32), np.zeros((0, 0), np.int32), np.empty(0, np.uint8), 0)


@kernel
def list_ages(week, birth, district_first, place, first, years):
    """Sort the people of each district by age in whole years, stably."""
    at = np.zeros(AGES + 1, np.int64)
    for d in range(len(district_first) - 1):
        lo, hi = district_first[d], district_first[d + 1]
        at[:] = 0
        for i in range(lo, hi):
            years[i] = quarters(week, birth[i]) // STEPS
            at[np.int64(years[i]) + 1] += 1
        at[0] = lo
        for age in range(AGES):
            at[age + 1] += at[age]
        for age in range(AGES + 1):
            first[d, age] = at[age]
        for i in range(lo, hi):
            place[at[years[i]]] = i
            at[years[i]] += 1


@part
def aged(share, d, youngest, oldest, ages):
    """Somebody of a district between two ages, in whole years; -1 if there is nobody."""
    lo = ages.first[d, max(0, youngest)]
    hi = ages.first[d, min(AGES, max(0, oldest + 1))]
    if hi <= lo:
        return np.int64(-1)
    return np.int64(ages.place[lo + int(share * (hi - lo))])


@part
def schoolmate(share, i, d, ages):
    """Somebody of a child's class."""
    years = np.int64(ages.years[i])
    return aged(share, d, years - CLASS, min(SCHOOL, years + CLASS), ages)


@part
def age_mate(share, i, d, ages):
    """Somebody of a district as old as a friend may be; d need not be the district of i."""
    years = np.int64(ages.years[i])
    return aged(share, d, years - ages.gap, years + ages.gap, ages)
