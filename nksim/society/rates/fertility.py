"""How many children women bear, by age and year.

Total fertility is 1.91 in 2021 and 3 in the early 1980s (D23), about 2 since the early 1990s; the
births a thousand that follow are checked against D19 and D21. Ages are a gamma density about a mean
of 29 years, assumed.
"""

from __future__ import annotations

import numpy as np

from nksim.rules.living import chance_of_birth, fertility
from nksim.society.rates.marriage import married_shares
from nksim.society.rates.mortality import QUARTERS, STEPS, Floats

MEAN_AGE, SPREAD = 29.0, 4.0  # of mothers, in years; assumed
TOTAL = ((1982, 3.0), (1993, 2.15), (2004, 2.05), (2021, 1.91))  # D23; 1993 and 2004 assumed
BOYS_A_GIRL = 1.04  # D27


def total_fertility(year: float) -> float:
    """Children a woman would bear at the rates of a year."""
    years, totals = zip(*TOTAL, strict=True)
    return float(np.interp(year, years, totals))


def fertility_at(ages: Floats, year: int) -> Floats:
    """Births a year and woman, by age."""
    total = total_fertility(year)
    return np.array([fertility(float(age), total, MEAN_AGE, SPREAD) for age in ages])


def birth_table(year: int, years: float, mean_marriage: float) -> Floats:
    """Chance of a married woman to bear a child within a span of `years`, shape (QUARTERS + 1,).

    The age is that at the end of the span. Whoever was not yet fifteen at its beginning has none.
    """
    ages = np.arange(QUARTERS + 1) / STEPS + 0.5 / STEPS
    births = fertility_at(ages - years / 2.0, year) * years
    births[ages - years < 15.0] = 0.0
    shares = married_shares(ages - years, mean_marriage)
    return np.array([chance_of_birth(b, m) for b, m in zip(births, shares, strict=True)])
