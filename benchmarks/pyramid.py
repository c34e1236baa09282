"""Finds the generations of the pyramid of 1996: `python benchmarks/pyramid.py` prints them.

Sizes of generations at a few years of birth, and the share of men that the war left, with which the
pyramid carried on comes nearest to D1-D12, D19-D22 and D27, and to the sizes that are supposed (a
standard deviation of 12%, of 0.3 for the war): least squares.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import least_squares

from nksim.scenario.sections import Life
from nksim.society.rates.fertility import fertility_at
from nksim.society.rates.mortality import MEN, WOMEN, Floats, figure
from nksim.society.rates.pyramid import (
    AGES,
    BASE_YEAR,
    GENERATIONS,
    Generations,
    carried_on,
    of_generations,
)

SHARES = (
    ("share_aged_0_14", 2004, 0, 15, 0.004),
    ("share_aged_65_and_over", 2004, 65, AGES, 0.004),
    ("share_aged_0_14", 2008, 0, 15, 0.004),
    ("share_aged_65_and_over", 2008, 65, AGES, 0.004),
    ("share_aged_0_14", 2014, 0, 15, 0.006),
    ("share_aged_25_54", 2014, 25, 55, 0.005),
    ("share_aged_65_and_over", 2021, 65, AGES, 0.004),
)
MEDIANS = ((2004, 0.5), (2008, 0.5), (2020, 0.6))
RATES = ((2004, 1.5, 0.4), (2021, 1.5, 0.7))  # tolerances of births and deaths a thousand
# What is supposed before: rising births, few in the Korean war, most about 1970, fewer since.
SUPPOSED = GENERATIONS._replace(
    sizes=(0.35, 0.5, 0.62, 0.75, 0.85, 0.65, 0.9, 1.15, 1.3, 1.0, 1.05, 1.1, 0.95),
    war_left=(0.8, 0.65, 0.65, 1.0),
)
MIDDLE = GENERATIONS.years.index(1957)  # whose size stays


def course(generations: Generations) -> dict[int, Floats]:
    """The pyramid at the beginning of each year until 2022."""
    people = {BASE_YEAR: of_generations(generations, BASE_YEAR)}
    for year in range(BASE_YEAR, 2022):
        people[year + 1] = carried_on(people[year], year, Life().famine)
    return people


def off(people: dict[int, Floats]) -> list[float]:
    """How far a course is from the evidence, in tolerances."""
    middle = {year: (people[year] + people[year + 1]) / 2.0 for year in range(BASE_YEAR, 2022)}
    found = []
    for name, year, low, high, tolerance in SHARES:
        share = middle[year][:, low:high].sum() / middle[year].sum()
        found.append((share - figure(name, year)) / tolerance)
    for year, tolerance in MEDIANS:
        summed = np.cumsum(middle[year].sum(axis=0)) / middle[year].sum()
        median = float(np.interp(0.5, summed, np.arange(1, AGES + 1)))
        found.append((median - figure("median_age", year)) / tolerance)
    ratio = middle[2008][MEN].sum() / middle[2008][WOMEN].sum()
    old = middle[2008][MEN, 65:].sum() / middle[2008][WOMEN, 65:].sum()
    found += [(ratio - figure("sex_ratio_men_per_woman", 2008)) / 0.008, (old - 0.51) / 0.02]
    men = middle[2004][MEN, 65:].sum() / middle[2004][:, 65:].sum()
    found.append((men - 0.34) / 0.01)  # said with D3
    for year, of_births, of_deaths in RATES:
        births, deaths = births_and_deaths(people, year)
        found.append((births - figure("births_per_1000", year)) / of_births)
        found.append((deaths - figure("deaths_per_1000", year)) / of_deaths)
    return found


def births_and_deaths(people: dict[int, Floats], year: int) -> tuple[float, float]:
    """Births and deaths of a year, a thousand people."""
    ages = np.arange(AGES, dtype=np.float64)
    births = float((people[year][WOMEN] * fertility_at(ages + 1.0, year)).sum())
    deaths = people[year].sum() + births - people[year + 1].sum()
    return 1000 * births / people[year].sum(), 1000 * deaths / people[year].sum()


def moved(steps: Floats) -> Generations:
    """What is supposed after steps of the logarithms of their sizes, and of the war's shares."""
    knots = len(GENERATIONS.years)
    sizes = np.array(SUPPOSED.sizes) * np.exp(steps[:knots])
    sizes *= SUPPOSED.sizes[MIDDLE] / sizes[MIDDLE]
    left = np.clip(np.array(SUPPOSED.war_left[:3]) + steps[knots:], 0.2, 1.0)
    return GENERATIONS._replace(sizes=tuple(sizes), war_left=(*left, 1.0))


def main() -> None:
    """Fit and print."""
    knots = len(GENERATIONS.years)

    def residuals(steps: Floats) -> Floats:
        prior = [*steps[:knots] / 0.12, *steps[knots:] / 0.3]
        return np.array([*off(course(moved(steps))), *prior])

    steps = least_squares(residuals, np.zeros(knots + 3), max_nfev=25).x
    found = moved(steps)
    print("born in:  ", found.years)
    print("sizes:    ", np.round(found.sizes, 3).tolist())
    print("war left: ", np.round(found.war_left, 3).tolist())
    print("off by, in tolerances:", np.round(off(course(found)), 1).tolist())


if __name__ == "__main__":
    main()
