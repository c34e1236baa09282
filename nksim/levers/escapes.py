"""How readily people escape, by the times: so that as many leave as are recorded to arrive.

Only what a year is like stands here; who a person is, and how open the border is, come on top.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.evidence.arriving import open_arrivals_of
from nksim.evidence.register import ProvinceCount, Target, provinces, targets
from nksim.scenario.scenario import Scenario

EVER = "ever_watched_foreign_video"


def escape_rates(scenario: Scenario, years: Sequence[float]) -> NDArray[np.float64]:
    """Chance a week, at these times, of adults without a mark to escape over an open border.

    The arrivals of a year are shared out among the adults of the country by their odds, as these
    are expected. All 0 where escapes leave no gap.
    """
    if not scenario.survey.escapes_leave:
        return np.zeros(len(years))
    found = {int(year): _rate(scenario, int(year)) for year in years}
    return np.array([found[int(year)] for year in years])


def _rate(scenario: Scenario, year: int) -> float:
    survey = scenario.survey
    came = open_arrivals_of(year + round(survey.arrival_lag_weeks / WEEKS_PER_YEAR))
    people = sum(each.population_2008 for each in provinces())
    adults = people * (1.0 - scenario.society.children_share)
    if adults == 0.0:
        return 0.0
    leave = came * survey.escapes_per_arrival / WEEKS_PER_YEAR
    return leave / (adults * mean_odds(scenario, year))


def mean_odds(scenario: Scenario, year: int) -> float:
    """Mean odds of escape among adults, if their marks had nothing to do with one another.

    How many have seen South Korean titles follows from how many of a year's escapees had seen
    foreign ones, as these told.
    """
    survey, society = scenario.survey, scenario.society
    grown = society.young_share + society.middle_share
    with_marks = (
        (border_share(provinces()), survey.odds_border),
        (society.women_share, survey.odds_woman),
        (society.trader_share, survey.odds_trader),
        (grown / max(1.0 - society.children_share, grown), survey.odds_young),
    )
    mean = viewers_factor(told_in(year), survey.odds_korean)
    for share, odds in with_marks:
        mean *= 1.0 - share + share * math.exp(odds)
    return mean


def viewers_factor(told: float, odds: float) -> float:
    """By how much viewers raise the mean odds, where they are a share `told` of those who escape.

    A share s of viewers gives `1 - s + s exp(odds)`, and the share `s exp(odds)` of that escapes.
    """
    return 1.0 / (1.0 - told * (1.0 - math.exp(-odds)))


@cache
def told_in(year: int) -> float:
    """The share of those who left in a year who had watched, by the nearest survey of escapees."""
    asked = [row for row in targets() if row.statistic == EVER]
    return min(asked, key=lambda row: years_apart(row, year)).value


def years_apart(asked: Target, year: int) -> int:
    """How far a year lies from the years of a cohort; 0 within them."""
    return max(asked.left_from - year, year - asked.left_to, 0)


def border_share(counted: Sequence[ProvinceCount]) -> float:
    """The share of the country's people who live in provinces that border China."""
    near = sum(each.population_2008 for each in counted if each.borders_china)
    return near / sum(each.population_2008 for each in counted)
