"""Whether a person takes part, worked out by hand."""

from __future__ import annotations

from nksim.rules.codes import FRIEND, INFORMANT, MARKET, TRADER
from nksim.rules.logistic import sigma
from nksim.rules.taking_part import (
    demand_for_korean,
    desire,
    doubt,
    fear,
    felt_threat,
    sells,
    temptation,
    watching_alone,
    willing,
)
from tests.rules.numbers import NOTHING, near

C = NOTHING._replace(
    w_taste=1.2,
    w_bond=0.9,
    w_complicity=0.7,
    w_profit=1.6,
    w_loyalty=0.8,
    w_risk=2.0,
    risk_floor=0.1,
    knowledge_taste=0.5,
)


def test_doubt__is_suspicion_where_trust_and_shared_guilt_are_missing() -> None:
    """Half of half of a suspicion of 0.8; none of a close friend or an accomplice."""
    assert doubt(0.8, 0.5, 0.5) == near(0.2)
    assert doubt(0.8, 0.0, 0.0) == 0.8
    assert doubt(0.8, 1.0, 0.0) == doubt(0.8, 0.0, 1.0) == doubt(0.0, 0.2, 0.2) == 0.0


def test_threat__is_what_is_seen_and_whom_one_doubts_times_what_an_arrest_costs() -> None:
    """Risk and doubt add up; where bribes fail both cost more."""
    assert felt_threat(0.2, 0.8, 0.5, 0.25, 1.0) == near(0.5)
    assert felt_threat(0.2, 0.8, 0.5, 0.25, 2.5) == near(1.25)
    assert felt_threat(0.2, 0.8, 1.0, 0.0, 1.0) == 0.2
    assert felt_threat(0.0, 0.0, 0.0, 0.0, 2.0) == 0.0


def test_temptation__adds_up_what_draws_in_and_subtracts_loyalty() -> None:
    """Taste, bond, shared guilt and, for who sells, profit."""
    tempted = -0.5 + 1.2 * 0.6 + 0.9 * 0.4 + 0.7 * 0.3 - 0.8 * 0.25
    assert temptation(-0.5, 0.6, 0.4, 0.3, 0.25, False, C) == near(tempted)
    assert temptation(-0.5, 0.6, 0.4, 0.3, 0.25, True, C) == near(tempted + 1.6)


def test_fear__is_the_threat_times_severity_for_the_timid_more() -> None:
    """Aversion counts beyond a floor that everybody has."""
    assert fear(0.5, 0.4, 0.7, C) == near(2.0 * 0.5 * 0.7 * 0.5)
    assert fear(0.5, 0.0, 0.7, C) == near(2.0 * 0.1 * 0.7 * 0.5)
    assert fear(0.0, 0.4, 0.7, C) == fear(0.5, 0.4, 0.0, C) == 0.0


def test_fear__begins_at_the_threshold() -> None:
    """A threat below it deters nobody, one above it by what lies above."""
    c = C._replace(risk_threshold=0.3)
    assert fear(0.5, 0.4, 0.7, c) == near(2.0 * 0.5 * 0.7 * 0.2)
    assert fear(0.3, 0.4, 0.7, c) == fear(0.1, 0.4, 0.7, c) == 0.0
    assert fear(1.5, 0.4, 0.7, c) == near(2.0 * 0.5 * 0.7 * 1.2)


def test_a_threshold_of_0__is_no_threshold_bit_for_bit() -> None:
    """The whole threat counts, to its last digit."""
    for threat in (0.0, 0.1, 1.0 / 3.0, 0.7, 1.9):
        assert fear(threat, 0.4, 0.7, C) == C.w_risk * (C.risk_floor + 0.4) * 0.7 * threat


def test_willing__is_the_chance_of_what_tempts_less_what_is_feared() -> None:
    assert willing(1.5, 0.5) == sigma(1.0)
    assert willing(0.0, 0.0) == 0.5


def test_desire__is_taste_times_attraction_less_what_is_at_home() -> None:
    """Who knows all of the outside wants half as much again."""
    assert desire(0.8, 0.5, 0.25, 0.0, C) == near(0.3)
    assert desire(0.8, 0.5, 0.0, 0.0, C) == near(0.4)
    assert desire(0.8, 0.5, 0.25, 1.0, C) == near(0.45)
    assert desire(0.8, 0.5, 0.25, 0.4, C) == near(0.36)
    assert desire(0.8, 0.5, 1.0, 1.0, C) == 0.0
    assert watching_alone(0.3, 0.5) == near(0.15)


def test_demand__is_the_share_of_the_desire() -> None:
    """And a toss where nobody wants either."""
    assert demand_for_korean(0.3, 0.1) == near(0.25)
    assert demand_for_korean(0.0, 0.1) == 1.0
    assert demand_for_korean(0.1, 0.0) == 0.0
    assert demand_for_korean(0.0, 0.0) == 0.5


def test_sales__are_traders_offers_in_the_market() -> None:
    assert sells(MARKET, TRADER)
    assert not sells(MARKET, INFORMANT)
    assert not sells(FRIEND, TRADER)
