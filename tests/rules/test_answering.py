"""What people tell an interviewer and who is asked, worked out by hand."""

from __future__ import annotations

import math

from nksim.rules.answering import habit_band, silenced, survey_weight, within_a_year
from nksim.rules.codes import NONE
from nksim.rules.escaping import escape_weight
from tests.rules.numbers import NOTHING, near


def test_escape__multiplies_the_odds_of_its_marks() -> None:
    """Each mark alone has its own weight, all together their product, and nobody counts for more
    than e to the 12th."""
    c = NOTHING._replace(
        odds_border=2.0, odds_woman=1.0, odds_korean=0.5, odds_trader=0.25, odds_young=-0.75
    )
    alone = [escape_weight(*(mark == other for other in range(5)), c) for mark in range(5)]
    assert alone == [near(math.exp(odds)) for odds in (2.0, 1.0, 0.5, 0.25, -0.75)]
    assert escape_weight(True, True, True, True, True, c) == near(math.exp(3.0))
    assert escape_weight(False, False, False, False, False, c) == 1.0
    many = c._replace(odds_border=11.5)
    assert escape_weight(True, False, False, False, False, many) == near(math.exp(11.5))
    assert escape_weight(True, True, True, True, True, many) == near(math.exp(12.0))


def test_habits__are_told_in_bands_whose_upper_bound_belongs_to_the_lower() -> None:
    """More than four weeks in five is almost daily; four in five is weekly."""
    bands = {0.0: 4, 0.05: 4, 0.051: 3, 0.15: 3, 0.151: 2, 0.4: 2, 0.41: 1, 0.8: 1, 0.81: 0, 1.0: 0}
    assert {habit: habit_band(habit) for habit in bands} == bands


def test_silence__lies_between_today_and_the_base() -> None:
    """Who would dare today is not silenced, nor who would not have dared before."""
    draws = (0.1, 0.3, 0.5, 0.6, 0.7)
    assert [silenced(draw, 0.3, 0.6) for draw in draws] == [False, True, True, False, False]


def test_weights_of_escape__are_rounded_to_1024ths() -> None:
    """Odds times the share that gets through."""
    assert survey_weight(2.0, 0.5) == 1024
    assert survey_weight(0.5, 0.001) == 1  # 0.512
    assert survey_weight(0.5, 0.0009) == 0  # 0.46
    assert survey_weight(3.0, 0.25) == 768


def test_a_year__is_the_52_weeks_that_end_with_this_one() -> None:
    """Week 49 lies in the year that ends with week 100, week 48 does not."""
    assert [within_a_year(week, 100) for week in (48, 49, 100)] == [False, True, True]
    assert not within_a_year(NONE, 0)
