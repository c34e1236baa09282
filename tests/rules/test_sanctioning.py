"""What follows an arrest, worked out by hand."""

from __future__ import annotations

import math

import pytest

from nksim.rules.codes import (
    ACT_HOLD,
    ACT_SELL,
    ACT_SPREAD,
    ACT_STYLE,
    ACT_WATCH,
    BRIBE,
    CAMP,
    CHILD,
    CHINESE,
    CRITICISM,
    DEATH,
    KOREAN,
    LABOUR,
    MIDDLE,
    OLD,
    PRISON,
    YOUNG,
)
from nksim.rules.logistic import sigma
from nksim.rules.sanctioning import (
    WEALTH_CLASSES,
    bribe,
    chance_of_death,
    cost_of_arrest,
    distribution,
    harshness,
    is_sanction,
    loudness_of,
    release_week,
    sanction,
    standing_left,
    term,
    wealth_class,
    wealth_of,
    weight_of,
    which_camp,
)
from tests.rules.numbers import NOTHING, log_odds, near

KINDS = (BRIBE, CRITICISM, LABOUR, PRISON, CAMP, DEATH)


def test_wealth__has_32_classes_of_which_the_middle_counts() -> None:
    """The richest belong to the highest class, not to one above it."""
    shares = (0.0, 0.031, 0.03125, 0.5, 0.999, 1.0)
    assert [wealth_class(share) for share in shares] == [0, 0, 1, 16, 31, 31]
    assert [wealth_of(group) for group in (0, 1, 31)] == [0.5 / 32.0, 1.5 / 32.0, 31.5 / 32.0]
    assert all(wealth_class(wealth_of(group)) == group for group in range(WEALTH_CLASSES))
    assert wealth_class(1.0) == WEALTH_CLASSES - 1


def test_bribe__moves_the_log_odds_of_its_base_by_wealth() -> None:
    """A base of one half and a wealth of 0.75 at weight 4 make odds of e.

    Clean inspectors leave a part of the chance.
    """
    assert log_odds(bribe(0.75, 0.5, 1.0, 4.0)) == near(1.0)
    assert log_odds(bribe(0.25, 0.8, 1.0, 4.0)) == near(math.log(4.0) - 1.0)
    assert bribe(0.75, 0.5, 0.4, 4.0) == near(0.4 * sigma(1.0))
    assert bribe(0.9, 0.0, 0.5, 4.0) == 0.0
    assert bribe(0.1, 1.0, 0.5, 4.0) == 0.5
    assert bribe(0.9, 0.95, 0.5, 4.0) == near(0.5 * sigma(log_odds(0.95) + 1.6))
    assert bribe(0.9, 0.04, 0.5, 4.0) == near(0.5 * sigma(log_odds(0.04) + 1.6))


def test_an_arrest__costs_one_at_median_wealth_while_bribes_work() -> None:
    """Less for the wealthy, more for all as bribes are known to fail."""
    c = NOTHING._replace(bribe_relief=0.5, bribe_wealth=4.0)
    assert cost_of_arrest(0.5, 0.8, 1.0, c) == near(1.0)
    assert cost_of_arrest(0.5, 0.8, 0.0, c) == near(1.0 / 0.6)
    assert cost_of_arrest(0.5, 0.8, 0.25, c) == near(0.9 / 0.6)
    rich = sigma(math.log(4.0) + 1.0)
    assert cost_of_arrest(0.75, 0.8, 1.0, c) == near((1.0 - 0.5 * rich) / 0.6)
    assert cost_of_arrest(0.75, 0.8, 0.0, c) == near(1.0 / 0.6)


def test_an_arrest__costs_all_the_same_where_bribes_spare_nothing() -> None:
    """Without relief or without bribes wealth is no help."""
    assert cost_of_arrest(0.9, 0.8, 0.3, NOTHING) == 1.0
    assert cost_of_arrest(0.9, 0.0, 1.0, NOTHING._replace(bribe_relief=0.7)) == 1.0


def test_distribution__is_selling_always_and_spreading_as_the_law_has_it() -> None:
    """Watching and holding never are."""
    acts = (ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_SPREAD, ACT_SELL)
    assert [distribution(act, 0.25) for act in acts] == [0.0, 0.0, 0.0, 0.25, 1.0]
    assert [distribution(act, 0.0) for act in acts] == [0.0, 0.0, 0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("act", "origin", "age", "factor"),
    [
        (ACT_WATCH, CHINESE, MIDDLE, 2.0),
        (ACT_HOLD, CHINESE, OLD, 2.0),
        (ACT_SPREAD, CHINESE, MIDDLE, 4.0),  # half of it counts: 1 + 0.5 * 2
        (ACT_SELL, CHINESE, MIDDLE, 6.0),
        (ACT_WATCH, KOREAN, CHILD, 10.0),
        (ACT_WATCH, CHINESE, YOUNG, 1.4),
        (ACT_SELL, KOREAN, YOUNG, 21.0),
        (ACT_SPREAD, KOREAN, OLD, 20.0),
        (ACT_STYLE, CHINESE, MIDDLE, 0.5),
        (ACT_STYLE, KOREAN, YOUNG, 1.75),
    ],
)
def test_harshness__multiplies_what_aggravates(
    act: int, origin: int, age: int, factor: float
) -> None:
    """Three for dealing, five for a South Korean title, seven tenths for the young, a quarter for
    mere style."""
    c = NOTHING._replace(distribution_factor=3.0, korean_factor=5.0, youth_factor=0.7)
    assert harshness(act, origin, age, 0.5, 2.0, c) == near(factor)


def test_death__is_for_distribution_as_far_as_the_law_has_it() -> None:
    """All of the share for dealers, half of it for who spreads where the law counts that half."""
    acts = (ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_SPREAD, ACT_SELL)
    assert [chance_of_death(act, 0.5, 0.02) for act in acts] == [0.0, 0.0, 0.0, 0.01, 0.02]
    assert chance_of_death(ACT_SPREAD, 0.0, 1.0) == 0.0


def test_sanctions__divide_a_draw_from_the_gravest_down() -> None:
    """Death for an eighth, then a camp, then labour.

    A bound belongs to the milder side.
    """
    shares = (0.25, 0.125)
    dealers = [sanction(u, 2.0, 0.125, *shares) for u in (0.0, 0.12, 0.125, 0.62)]
    assert dealers == [DEATH, DEATH, CAMP, CAMP]
    assert [sanction(u, 2.0, 0.125, *shares) for u in (0.625, 0.87, 0.875, 0.99)] == [
        LABOUR,
        LABOUR,
        CRITICISM,
        CRITICISM,
    ]
    others = [sanction(u, 2.0, 0.0, *shares) for u in (0.0, 0.49, 0.5, 0.74, 0.75)]
    assert others == [CAMP, CAMP, LABOUR, LABOUR, CRITICISM]


def test_sanctions__leave_no_more_than_there_is() -> None:
    """Where camps take all there is no labour.

    Where camp and labour take more than all, nobody is only criticised.
    """
    assert sanction(0.99, 100.0, 0.0, 0.5, 0.5) == CAMP
    assert sanction(0.99, 100.0, 0.5, 0.5, 0.5) == CAMP
    assert sanction(0.49, 100.0, 0.5, 0.5, 0.5) == DEATH
    assert sanction(0.74, 1.5, 0.0, 0.5, 0.5) == CAMP
    assert sanction(0.99, 1.5, 0.0, 0.5, 0.5) == LABOUR
    assert sanction(0.999, 1.0, 0.0, 0.3, 0.68) == CRITICISM
    assert [is_sanction(kind) for kind in (0, *KINDS)] == [False] * 2 + [True] * 5


def test_a_political_camp__takes_a_share_and_nobody_for_style() -> None:
    """The others go to an ordinary prison camp; the bound belongs to the milder side."""
    c = NOTHING._replace(political_share=0.25)
    assert [which_camp(u, ACT_WATCH, c) for u in (0.0, 0.24, 0.25, 0.9)] == [
        CAMP,
        CAMP,
        PRISON,
        PRISON,
    ]
    assert which_camp(0.0, ACT_STYLE, c) == PRISON
    assert which_camp(0.0, ACT_SELL, NOTHING) == PRISON


def test_terms__are_capped_by_the_law() -> None:
    """A year of labour and fifteen years of a camp at most, whatever levers make of them."""
    c = NOTHING._replace(labour_limit=52.0, camp_limit=782.0)
    assert [term(LABOUR, weeks, 260.0, c) for weeks in (26.0, 52.0, 60.0)] == [26.0, 52.0, 52.0]
    for kind in (PRISON, CAMP):
        terms = [term(kind, 26.0, weeks, c) for weeks in (260.0, 782.0, 5e4)]
        assert terms == [260.0, 782.0, 782.0]


def test_terms__end_in_a_week_that_a_column_can_hold() -> None:
    """Whole weeks; beyond the last week that is counted nobody asks."""
    assert release_week(10, 3.0) == 13
    assert release_week(10, 3.9) == 13
    assert release_week(31_999, 1.0) == 32_000
    assert release_week(31_999, 2.0) == 32_000
    assert release_week(0, 1e6) == 32_000


def test_what_followed__frightens_by_its_weight_and_is_talked_of_by_as_much_as_one() -> None:
    """Each kind has its own weight; what is bought off stays quiet, nothing is louder than 1."""
    c = NOTHING._replace(weight=(0.25, 0.5, 1.0, 1.5, 2.0, 4.0))
    assert [weight_of(kind, c) for kind in KINDS] == [0.25, 0.5, 1.0, 1.5, 2.0, 4.0]
    assert [loudness_of(kind, c) for kind in KINDS] == [0.25, 0.5, 1.0, 1.0, 1.0, 1.0]


def test_the_family_of_somebody_sent_away__is_left_with_a_part_of_its_standing() -> None:
    """A quarter less, rounded down; nothing of nothing, and no loss where the option is off."""
    c = NOTHING._replace(family_loss=0.25)
    assert [standing_left(group, c) for group in (0, 1, 4, 31)] == [0, 0, 3, 23]
    assert [standing_left(group, NOTHING) for group in (0, 1, 31)] == [0, 1, 31]
    assert standing_left(31, NOTHING._replace(family_loss=1.0)) == 0
