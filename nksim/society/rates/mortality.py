"""Life tables: how death is spread over ages, for each sex and year.

Siler's model of a life (infants, accidents, age) with one level for each sex and year, found so
that life expectancy at birth is that of the evidence (D13-D18), between whose years it is drawn as
a straight line, and after which it stays. In 2004 it is still that of 1993: with less, more people
would have died than D20 says. One infant in 52 dies within a year (D24). Deaths of small children
and the slope of old age are assumed (`rules.living`). The famine comes on top of it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nksim.core.errors import InputError
from nksim.evidence.register import demography
from nksim.rules.living import INFANT_DECLINE, hazard_until
from nksim.scenario.sections.life import FIRST_YEAR

Floats = NDArray[np.float64]

OLDEST = 110  # years; nobody gets older
STEPS = 4  # a year of age is told apart in quarters
QUARTERS = OLDEST * STEPS
ALWAYS = (0.0010, 0.0005)  # hazard at every age of men and women, 1/year; assumed
STILL_AS_FIRST = 2004  # until when usual deaths were those of the first year; assumed, by D20
MEN, WOMEN = 0, 1

# The course of the famine: what part of its deaths fell into each year; the sum is 1. Assumed,
# after the accounts that have it at its worst in 1996-97.
FAMINE_COURSE = {1995: 0.10, 1996: 0.27, 1997: 0.30, 1998: 0.18, 1999: 0.10, 2000: 0.05}
# People of 1997 (from D1: 22.70 million in 2004), and usual deaths a head by the tables of then.
PEOPLE_THEN, DEATHS_THEN = 21.9e6, 0.0080


def figure(name: str, year: int) -> float:
    """A figure of the evidence on demography."""
    for row in demography():
        if row.quantity == name and row.year == year:
            return float(row.value)
    raise KeyError(f"no {name} of {year} in the evidence")


def life_expectancy(woman: int, year: float) -> float:
    """Years that a newborn can expect to live in a year without famine."""
    name = "life_expectancy_women" if woman else "life_expectancy_men"
    known = sorted((row.year, float(row.value)) for row in demography() if row.quantity == name)
    if known[0][0] != FIRST_YEAR:
        raise InputError(f"{name} begins in {known[0][0]}; it should in {FIRST_YEAR}")
    known.insert(1, (STILL_AS_FIRST, known[0][1]))
    check_rows(name, known)
    return float(np.interp(year, [row[0] for row in known], [row[1] for row in known]))


def check_rows(name: str, known: list[tuple[int, float]]) -> None:
    """InputError if a table of years has no rows, or the same year twice."""
    if len(known) < 2 or any(a >= b for (a, _), (b, _) in pairwise(known)):
        raise InputError(f"{name} has years={[y for y, _ in known]}; give at least two, each once")


def hazards(woman: int, year: int) -> Floats:
    """Hazard from birth to each quarter of a year of age, shape (QUARTERS + 1,)."""
    infant = -np.log(1.0 - figure("infant_mortality_per_1000_births", 2008) / 1000.0)
    infant *= INFANT_DECLINE / (1.0 - np.exp(-INFANT_DECLINE))
    return _hazards(woman, float(infant), round(life_expectancy(woman, year), 6))


@lru_cache(256)
def _hazards(woman: int, infant: float, years: float) -> Floats:
    """The hazards of which the life expectancy is this many years, found by halving."""
    early, always, late = _shapes()
    fixed = infant * early + ALWAYS[woman] * always
    low, high = 1e-8, 1e-2
    for _ in range(60):
        middle = (low * high) ** 0.5
        if expectancy(fixed + middle * late) > years:
            low = middle
        else:
            high = middle
    found = np.asarray(fixed + low * late)
    found.flags.writeable = False
    return found


@lru_cache(1)
def _shapes() -> tuple[Floats, Floats, Floats]:
    """What each part of the hazard has summed up to by each quarter of age, at a level of 1."""
    ages = np.arange(QUARTERS + 1) / STEPS

    def summed(*levels: float) -> Floats:
        return np.array([hazard_until(float(age), *levels) for age in ages])

    return summed(1.0, 0.0, 0.0), summed(0.0, 1.0, 0.0), summed(0.0, 0.0, 1.0)


def expectancy(summed: Floats) -> float:
    """Life expectancy at birth of summed hazards: the area below the share that is alive."""
    alive = np.exp(-summed)
    return float((alive[:-1] + alive[1:]).sum() / (2 * STEPS))


def famine_factor(deaths: float, year: int) -> float:
    """By how much a famine of so many deaths multiplies the hazards of a year, for all ages."""
    return 1.0 + deaths * FAMINE_COURSE.get(year, 0.0) / (PEOPLE_THEN * DEATHS_THEN)


def death_table(year: int, years: float, famine: float) -> Floats:
    """Chance to die within a span of `years` up to an age, shape (2, QUARTERS + 1).

    Rows are of men and women; the age is that at the end of the span, in quarters of a year. All
    die who reach the last.
    """
    factor = famine_factor(famine, year)
    table = np.ones((2, QUARTERS + 1))
    ages = np.arange(QUARTERS) / STEPS + 0.5 / STEPS  # the middle of the quarter
    for woman in (MEN, WOMEN):
        summed = hazards(woman, year)
        grid = np.arange(QUARTERS + 1) / STEPS
        gone = np.interp(ages, grid, summed) - np.interp(np.maximum(ages - years, 0), grid, summed)
        table[woman, :-1] = 1.0 - np.exp(-gone * factor)
    return table


def alive_at_turn(year: int, years: float, famine: float) -> float:
    """Share of the children born within a span of `years` who are alive at its end.

    They are half that old by then, on average. Of those who are not no society ever hears.
    """
    factor, half = famine_factor(famine, year), years / 2.0
    grid = np.arange(QUARTERS + 1) / STEPS
    gone = [np.interp(half, grid, hazards(woman, year)) for woman in (MEN, WOMEN)]
    return float(np.exp(-factor * np.mean(gone)))
