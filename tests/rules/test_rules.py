"""Each rule on its own: turn one knob, and the chance goes the way the theory says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nksim.rules import believing, bonding
from nksim.rules.appeal import appeal
from nksim.rules.attending import attending
from nksim.rules.codes import (
    ACT_SPREAD,
    MIDDLE,
    YOUNG,
)
from nksim.rules.dressing import taking_up_style
from nksim.rules.escaping import escape_weight, escaping
from nksim.rules.logistic import sigma
from nksim.rules.reporting import report, report_at_most
from nksim.rules.sanctioning import (
    bribe,
    chance_of_death,
    cost_of_arrest,
)
from nksim.rules.taking_part import (
    demand_for_korean,
    doubt,
    fear,
    felt_threat,
    temptation,
    willing,
)
from tests.rules.numbers import PURE, SHARE, C


class Meeting(NamedTuple):
    """What decides whether somebody takes part."""

    willingness: float
    wish: float
    bond: float
    complicity: float
    regime_trust: float
    perceived_risk: float
    suspicion: float
    cost: float
    risk_aversion: float
    severity: float
    sells: bool


def taking_part(**given: Any) -> float:
    """The chance to offer or to join, as both engines put it together."""
    at = Meeting(**given)
    tempted = temptation(
        at.willingness, at.wish, at.bond, at.complicity, at.regime_trust, at.sells, C
    )
    threat = felt_threat(at.perceived_risk, at.suspicion, at.bond, at.complicity, at.cost)
    return willing(tempted, fear(threat, at.risk_aversion, at.severity, C))


WILLING = {
    "willingness": -1.0,
    "wish": 0.5,
    "bond": 0.5,
    "complicity": 0.3,
    "regime_trust": 0.5,
    "perceived_risk": 0.4,
    "suspicion": 0.3,
    "cost": 1.0,
    "risk_aversion": 0.5,
    "severity": 0.5,
    "sells": False,
}
REPORT = {
    "regime_trust": 0.5,
    "bond": 0.3,
    "complicity": 0.2,
    "own_load": 0.1,
    "informant": False,
    "reward": 0.2,
    "campaign": 0.2,
    "c": C,
}


def turned(
    rule: Callable[..., float], usual: dict[str, Any], knob: str, low: object, high: object
) -> float:
    """By how much the rule's answer rises when the knob is turned from low to high."""
    return rule(**{**usual, knob: high}) - rule(**{**usual, knob: low})


@pytest.mark.parametrize(
    ("knob", "direction"),
    [
        ("willingness", 1),
        ("wish", 1),
        ("bond", 1),
        ("complicity", 1),
        ("sells", 1),
        ("regime_trust", -1),
        ("perceived_risk", -1),
        ("suspicion", -1),
        ("cost", -1),
        ("risk_aversion", -1),
        ("severity", -1),
    ],
)
def test_taking_part__follows_temptation_and_fear(knob: str, direction: int) -> None:
    """Taste, bond, shared guilt and profit draw people in; loyalty and fear hold them back."""
    assert turned(taking_part, WILLING, knob, 0, 1) * direction > 0


@pytest.mark.parametrize(
    ("knob", "direction"),
    [
        ("regime_trust", 1),
        ("informant", 1),
        ("reward", 1),
        ("campaign", 1),
        ("bond", -1),
        ("complicity", -1),
        ("own_load", -1),
    ],
)
def test_reporting__follows_loyalty_and_guilt(knob: str, direction: int) -> None:
    """The loyal and the rewarded report; friends, accomplices and viewers do not."""
    assert turned(report, REPORT, knob, 0, 1) * direction > 0


def test_guilt__beyond_complete_silences_no_further() -> None:
    """Whoever is in it up to the neck cannot be in it deeper; the greater of two guilts counts."""
    assert report(**{**REPORT, "own_load": 1.0}) == report(**{**REPORT, "own_load": 4.0})
    assert report(**{**REPORT, "own_load": 0.1, "complicity": 0.2}) == report(
        **{**REPORT, "own_load": 0.0, "complicity": 0.2}
    )


@PURE
@given(SHARE, SHARE, SHARE, st.floats(0.0, 4.0), st.booleans(), SHARE, SHARE)
def test_nobody__reports_more_readily_than_anybody_could(
    trust: float, bond: float, guilt: float, load: float, informs: bool, pay: float, norm: float
) -> None:
    """The bound by which most witnesses need not be asked holds for every witness."""
    assert report(trust, bond, guilt, load, informs, pay, norm, C) <= report_at_most(pay, norm, C)


@PURE
@given(st.floats(-50, 50), st.tuples(*[SHARE] * 6), st.floats(0.0, 100.0), st.booleans())
def test_chances__lie_between_0_and_1(
    log_odds: float, shares: tuple[float, ...], severity: float, yes: bool
) -> None:
    """Whoever the people and whatever the policy, a chance is a chance."""
    a, b, c, d, e, f = shares
    meeting = Meeting(log_odds, a, b, c, d, e, f, severity, a, severity, yes)
    chances = [
        sigma(log_odds),
        taking_part(**meeting._asdict()),
        report(a, b, c, 4.0 * d, yes, e, f, C),
        bribe(a, b, c, C.bribe_wealth),
        demand_for_korean(a, b),
        appeal(severity * 10.0, 60.0, a),
        doubt(a, b, c),
        attending(yes, YOUNG, MIDDLE, a, C),
        taking_up_style(0, MIDDLE, a, C),
        chance_of_death(ACT_SPREAD, a, b),
        believing.after_hearing(a, 5.0 * b),
        believing.fear_of(severity, 10.0 * severity, C),
        believing.suspicion_of(severity, C),
        believing.risk_after_week(a, b, C),
        believing.suspicion_after_week(a, b, yes, C),
        believing.knowledge_after_week(a, b, C),
        believing.trust_after_knowledge(a, b, C),
        believing.trust_after_company(a, b, c),
        believing.trust_after_propaganda(a, b, c),
        believing.habit_after_week(a, yes, b),
        bonding.bond_after_watching(a, b),
        bonding.complicity_after_watching(a, b),
        bonding.bond_after_refusal(a, b),
        bonding.bond_after_sanction(a, b, c),
        bonding.until_upkeep(a),
        bonding.bond_after_upkeep(a, b, c),
        bonding.complicity_after_upkeep(a, b),
    ]
    assert all(0.0 <= chance <= 1.0 + 1e-12 for chance in chances)
    assert 0.0 <= believing.load_after_week(4.0 * a, yes, b, c) <= 4.0
    assert cost_of_arrest(a, 0.85, b, C) > 0.0


def test_a_title__loses_appeal_with_age_down_to_its_floor() -> None:
    """News fades; what is left is a good story."""
    assert appeal(0.0, 60.0, 0.35) == appeal(-5.0, 60.0, 0.35) == 1.0
    assert 1.0 > appeal(30.0, 60.0, 0.35) > appeal(300.0, 60.0, 0.35) > 0.35
    assert appeal(1e6, 60.0, 0.35) == pytest.approx(0.35)
    assert demand_for_korean(0.2, 0.6) == pytest.approx(0.75)
    assert demand_for_korean(0.0, 0.0) == 0.5


def test_the_odds_of_escape__are_higher_for_every_mark() -> None:
    """Women, traders, the young, viewers and people of the border are more often interviewed."""
    nobody = escape_weight(False, False, False, False, False, C)
    assert nobody == 1.0
    assert all(
        escape_weight(*(mark == other for other in range(5)), C) > nobody for mark in range(5)
    )


def test_escaping__rises_with_odds_and_times_and_ends_at_a_closed_border() -> None:
    """Twice the odds, twice the chance; never above 1; nobody passes a border that lets none."""
    assert escaping(8.0, 0.5, 0.01) == pytest.approx(0.04)
    assert escaping(16.0, 0.5, 0.01) == pytest.approx(0.08)
    assert escaping(8.0, 0.0, 0.01) == escaping(8.0, 1.0, 0.0) == 0.0
    assert escaping(8.0, 1.0, 0.125) == escaping(9.0, 1.0, 0.125) == 1.0
