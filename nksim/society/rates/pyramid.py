"""How many men and women there are of each age when a run begins.

The pyramid of 1996 is reconstructed: people born in a year are as many as a curve through a few
knots says, and have died by the life tables of 1993 since; men of the generations of the war are
fewer. The knots are those with which the pyramid, carried on with the births and deaths of
`fertility` and `mortality`, comes nearest to the shares and median ages of the evidence (D1-D12,
D27) and to a smooth course of births (`benchmarks/pyramid.py` finds them). For a run that begins
later it is carried on to that year.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from nksim.core.errors import InputError
from nksim.scenario.sections import Life
from nksim.scenario.sections.life import FIRST_YEAR
from nksim.society.rates.fertility import BOYS_A_GIRL, fertility_at
from nksim.society.rates.mortality import (
    MEN,
    OLDEST,
    STEPS,
    WOMEN,
    Floats,
    famine_factor,
    hazards,
)

BASE_YEAR = 1996
AGES = OLDEST  # whole years of age that are told apart


class Generations(NamedTuple):
    """Sizes of generations by year of birth, relative to that of 1960, as knots of a curve."""

    years: tuple[int, ...]
    sizes: tuple[float, ...]
    war_years: tuple[int, ...]  # years of birth of men, and the share of them left by the war
    war_left: tuple[float, ...]


GENERATIONS = Generations(
    (1886, 1910, 1925, 1936, 1944, 1951, 1957, 1966, 1972, 1979, 1986, 1991, 1995),
    (0.32, 0.44, 0.525, 0.645, 0.72, 0.585, 0.9, 1.11, 1.205, 0.88, 1.06, 1.14, 0.89),
    (1900, 1910, 1930, 1937),
    (0.8, 0.635, 0.515, 1.0),
)


def check_start(start: date) -> None:
    """InputError for a run that begins before the first year of the life tables."""
    if start.year < FIRST_YEAR:
        raise InputError(
            f"run.start={start} lies before {FIRST_YEAR}, the first year of the life tables; "
            f"start in {FIRST_YEAR} or later, or set life.enabled=false"
        )


def pyramid(start: date, life: Life) -> Floats:
    """Shares of all people by sex and whole years of age at a date, shape (2, AGES)."""
    check_start(start)
    return _pyramid(start.year, life.famine).copy()


@lru_cache(64)
def _pyramid(year: int, famine: float) -> Floats:
    people = of_generations(GENERATIONS, min(year, BASE_YEAR))
    for passing in range(min(year, BASE_YEAR), year):
        people = carried_on(people, passing, famine)
    return np.asarray(people / people.sum())


def of_generations(generations: Generations, year: int) -> Floats:
    """People at the beginning of a year, in units of the births of 1960."""
    ages = np.arange(AGES)
    born = year - 1 - ages
    size = np.exp(np.interp(born, generations.years, np.log(generations.sizes)))
    men = np.interp(born, generations.war_years, generations.war_left)
    people = np.empty((2, AGES))
    for sex, share in ((MEN, BOYS_A_GIRL * men), (WOMEN, np.ones(AGES))):
        people[sex] = size * share * alive(sex, FIRST_YEAR) / (1.0 + BOYS_A_GIRL)
    return people


def alive(sex: int, year: int) -> Floats:
    """Share of those born that is alive in each year of age, in its middle."""
    return np.exp(-hazards(sex, year)[STEPS // 2 :: STEPS][:AGES])


def carried_on(people: Floats, year: int, famine: float) -> Floats:
    """People a year later: one year older, fewer by those who died, and with the newborn."""
    factor = famine_factor(famine, year)
    later = np.zeros_like(people)
    ages = np.arange(AGES, dtype=np.float64)
    births = float((people[WOMEN] * fertility_at(ages + 1.0, year)).sum())
    for sex, share in ((MEN, BOYS_A_GIRL), (WOMEN, 1.0)):
        summed = hazards(sex, year)
        middle = summed[STEPS // 2 :: STEPS]
        stay = np.exp(-factor * np.diff(middle))
        later[sex, 1:] = people[sex, :-1] * stay
        first = np.exp(-factor * float(np.interp(0.5, np.arange(len(summed)) / STEPS, summed)))
        later[sex, 0] = births * share / (1.0 + BOYS_A_GIRL) * first
    return later
