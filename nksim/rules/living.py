"""How likely people are to die, to have a child, to marry, and to lose touch, in a year."""

from __future__ import annotations

import math

from nksim.core.jit import rule
from nksim.rules.logistic import sigma

INFANT_DECLINE = 1.5  # 1/year by which deaths of small children fall; assumed
SENESCENCE = 0.105  # 1/year by which deaths of adults rise (Gompertz); assumed


@rule
def hazard_until(age: float, infant: float, always: float, senescent: float) -> float:
    """Hazard of death summed up from birth to an age (Siler 1979), in units of one life.

    `infant` is the hazard at birth that falls off, `always` the same at every age (Makeham),
    `senescent` what at birth is the beginning of the rise with age (Gompertz); each a year.
    """
    early = infant / INFANT_DECLINE * (1.0 - math.exp(-INFANT_DECLINE * age))
    late = senescent / SENESCENCE * (math.exp(SENESCENCE * age) - 1.0)
    return early + always * age + late


@rule
def chance_of_death(hazard: float, famine: float) -> float:
    """Chance to die while a hazard adds up; a famine multiplies it."""
    return 1.0 - math.exp(-hazard * famine)


@rule
def fertility(age: float, total: float, mean: float, spread: float) -> float:
    """Births a year and woman of an age: `total` children over a life, most about the mean age.

    A gamma density from the fifteenth birthday on, so that nobody younger has a child.
    """
    if age <= 15.0 or age >= 50.0:
        return 0.0
    shape = ((mean - 15.0) / spread) ** 2
    scale = spread * spread / (mean - 15.0)
    x = (age - 15.0) / scale
    return total / scale * math.exp((shape - 1.0) * math.log(x) - x - math.lgamma(shape))


@rule
def chance_of_birth(births: float, married: float) -> float:
    """Chance of a married woman to bear a child: what all women bear, over the married share."""
    return min(births / max(married, 0.02), 0.6)


@rule
def chance_of_marrying(age: float, middle: float, width: float, top: float) -> float:
    """Chance of a single woman to marry in a year: it rises with age up to a top."""
    return top * sigma((age - middle) / width) if age >= 17.0 else 0.0


@rule
def chance_of_losing(loss: float, years: float) -> float:
    """Chance that a tie ends within some years, at a chance a year."""
    return 1.0 - math.pow(1.0 - loss, years)


@rule
def share_with_parents(household_size: float) -> float:
    """Couples who begin with the parents of one of them, by the mean size of a household.

    A straight line found by runs from 1996 to 2008 (shares of 0 to 0.5 lead to sizes from 3.5 to
    4.5); with others sizes stay below or above what is asked for.
    """
    return min(max(0.2 + 0.54 * (household_size - 3.9), 0.0), 1.0)
