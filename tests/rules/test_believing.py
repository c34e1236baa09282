"""Fear, suspicion, knowledge, trust, habit and guilt after a week, worked out by hand."""

from __future__ import annotations

import math

from nksim.rules.believing import (
    after_hearing,
    fear_of,
    habit_after_week,
    knowledge_after_week,
    lately,
    load_after_week,
    risk_after_week,
    suspicion_after_week,
    suspicion_of,
    trust_after_company,
    trust_after_knowledge,
    trust_after_propaganda,
)
from tests.rules.numbers import NOTHING, near


def test_hearing__raises_a_belief_by_a_share_of_what_is_missing() -> None:
    """A quarter of it; all of it at most, however much was heard."""
    assert after_hearing(0.2, 0.25) == near(0.4)
    assert after_hearing(0.2, 0.0) == 0.2
    assert after_hearing(0.2, 1.0) == after_hearing(0.2, 1.05) == 1.0
    assert after_hearing(0.6, 7.0) == 1.0
    assert after_hearing(1.0, 0.5) == 1.0


def test_the_fear_of_a_district__is_its_base_where_nothing_is_seen() -> None:
    """Sights and deaths leave e to the minus of what is missing."""
    c = NOTHING._replace(risk_base=0.2, risk_seen=0.5, risk_deaths=0.25)
    assert fear_of(0.0, 0.0, c) == near(0.2)
    assert fear_of(2.0, 0.0, c) == near(1.0 - 0.8 / math.e)
    assert fear_of(0.0, 8.0, c) == near(1.0 - 0.8 / math.e**2)
    assert fear_of(2.0, 8.0, c) == near(1.0 - 0.8 / math.e**3)
    assert fear_of(1e6, 0.0, c) == 1.0
    assert fear_of(9.0, 9.0, NOTHING) == 0.0


def test_the_suspicion_of_a_district__is_its_base_where_nobody_was_told_on() -> None:
    """What was told leaves e to the minus of what is missing."""
    c = NOTHING._replace(suspicion_base=0.1, suspicion_seen=0.25)
    assert suspicion_of(0.0, c) == near(0.1)
    assert suspicion_of(4.0, c) == near(1.0 - 0.9 / math.e)
    assert suspicion_of(1e6, c) == 1.0
    assert suspicion_of(9.0, NOTHING) == 0.0


def test_what_was_lately_seen__moves_by_the_memory_rate() -> None:
    """A quarter of the way up and down."""
    c = NOTHING._replace(memory_rate=0.25)
    assert lately(2.0, 6.0, c) == near(3.0)
    assert lately(2.0, 0.0, c) == near(1.5)
    assert lately(2.0, 6.0, NOTHING) == 2.0
    assert lately(2.0, 6.0, NOTHING._replace(memory_rate=1.0)) == 6.0


def test_fear__is_learnt_faster_than_it_is_forgotten() -> None:
    """Half of the way up, a tenth of the way down."""
    c = NOTHING._replace(risk_learning=0.5, risk_forgetting=0.1)
    assert risk_after_week(0.2, 0.6, c) == near(0.4)
    assert risk_after_week(0.6, 0.2, c) == near(0.56)
    assert risk_after_week(0.3, 0.3, c) == 0.3


def test_suspicion__moves_to_what_was_seen_and_is_eased_by_an_evening_together() -> None:
    """A quarter of the way, and then a tenth off."""
    c = NOTHING._replace(suspicion_rate=0.25, suspicion_ease=0.1)
    assert suspicion_after_week(0.2, 0.6, False, c) == near(0.3)
    assert suspicion_after_week(0.6, 0.2, False, c) == near(0.5)
    assert suspicion_after_week(0.2, 0.6, True, c) == near(0.27)
    assert suspicion_after_week(0.4, 0.4, True, NOTHING) == 0.4
    assert suspicion_after_week(0.4, 0.4, True, c._replace(suspicion_ease=1.0)) == 0.0


def test_knowledge__grows_with_exposure_and_fades() -> None:
    """A tenth is forgotten, then a quarter of the exposure's share of what is missing is gained."""
    c = NOTHING._replace(knowledge_gain=0.25, knowledge_loss=0.1)
    assert knowledge_after_week(0.5, 0.0, c) == near(0.45)
    assert knowledge_after_week(0.5, 1.0, c) == near(0.45 + 0.25 * 0.55)
    assert knowledge_after_week(0.5, 0.4, c) == near(0.505)
    assert knowledge_after_week(0.0, 1.0, c) == near(0.25)
    assert knowledge_after_week(1.0, 1.0, c) == near(0.925)
    assert knowledge_after_week(0.5, 1.0, NOTHING) == 0.5


def test_trust__is_moved_by_knowledge_above_its_floor_alone() -> None:
    """A twentieth of what lies above the floor at full knowledge; the sign is open."""
    c = NOTHING._replace(attitude_effect=0.05, trust_floor=0.2)
    assert trust_after_knowledge(0.6, 1.0, c) == near(0.58)
    assert trust_after_knowledge(0.6, 0.5, c) == near(0.59)
    assert trust_after_knowledge(0.6, 0.0, c) == 0.6
    assert trust_after_knowledge(0.2, 1.0, c) == 0.2
    assert trust_after_knowledge(0.6, 1.0, c._replace(attitude_effect=-0.05)) == near(0.62)


def test_trust__is_pulled_by_company_and_propaganda() -> None:
    """By a share of the distance."""
    assert trust_after_company(0.6, 0.2, 0.25) == near(0.5)
    assert trust_after_company(0.2, 0.6, 0.25) == near(0.3)
    assert trust_after_propaganda(0.6, 0.8, 0.25) == near(0.65)
    assert trust_after_propaganda(0.8, 0.6, 0.25) == near(0.75)


def test_habit_and_guilt__after_the_week() -> None:
    """Habit is a running mean.

    Guilt is forgotten by a share, in weeks with watching too, and then renewed, up to 4.
    """
    assert habit_after_week(0.5, True, 0.2) == near(0.6)
    assert habit_after_week(0.5, False, 0.2) == near(0.4)
    assert load_after_week(2.0, False, 0.5, 0.1) == near(1.8)
    assert load_after_week(2.0, True, 0.5, 0.1) == near(2.3)
    assert load_after_week(3.9, True, 0.5, 0.1) == near(4.0)
    assert load_after_week(3.85, True, 0.5, 0.1) == near(3.965)
    assert load_after_week(4.0, True, 0.5, 0.0) == 4.0
