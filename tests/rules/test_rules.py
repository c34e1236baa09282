"""Each rule on its own: turn one knob, and the chance goes the way the theory says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nksim.engines.settings import coefficients
from nksim.rules import believing, bonding
from nksim.rules.appeal import appeal
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    BRIBE,
    CAMP,
    CHINESE,
    CRITICISM,
    DEATH,
    KOREAN,
    LABOUR,
    MIDDLE,
    YOUNG,
)
from nksim.rules.logistic import sigma
from nksim.rules.reporting import report
from nksim.rules.sanctioning import bribe, harshness, is_sanction, sanction
from nksim.rules.taking_part import demand_for_korean, felt_threat, willing
from nksim.scenario.loading import load_scenario

C = coefficients(load_scenario({}))
SHARE = st.floats(0.0, 1.0)
PURE = settings(derandomize=True, database=None)
WILLING = {
    "willingness": -1.0,
    "desire": 0.5,
    "bond": 0.5,
    "complicity": 0.3,
    "regime_trust": 0.5,
    "perceived_risk": 0.4,
    "risk_aversion": 0.5,
    "severity": 0.5,
    "sells": False,
    "c": C,
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
        ("desire", 1),
        ("bond", 1),
        ("complicity", 1),
        ("sells", 1),
        ("regime_trust", -1),
        ("perceived_risk", -1),
        ("risk_aversion", -1),
        ("severity", -1),
    ],
)
def test_taking_part__follows_temptation_and_fear(knob: str, direction: int) -> None:
    """Taste, bond, shared guilt and profit draw people in; loyalty and fear hold them back."""
    assert turned(willing, WILLING, knob, 0, 1) * direction > 0


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
@given(
    st.floats(-50, 50),
    SHARE,
    SHARE,
    SHARE,
    SHARE,
    SHARE,
    SHARE,
    st.floats(0.0, 100.0),
    st.booleans(),
)
def test_chances__lie_between_0_and_1(
    log_odds: float,
    a: float,
    b: float,
    c: float,
    d: float,
    e: float,
    f: float,
    severity: float,
    yes: bool,
) -> None:
    """Whoever the people and whatever the policy, a chance is a chance."""
    chances = [
        sigma(log_odds),
        willing(log_odds, a, b, c, d, e, f, severity, yes, C),
        report(a, b, c, 4.0 * d, yes, e, f, C),
        bribe(a, b, c, C.bribe_wealth),
        demand_for_korean(a, b),
        appeal(severity * 10.0, 60.0, a),
        believing.confession(a, b, c),
        believing.risk_after_hearing(a, 5.0 * b),
        believing.risk_after_week(a, b, yes, c, d),
        believing.trust_after_watching(a, b, C.attitude_effect, 0.0),
        believing.trust_after_company(a, b, c),
        believing.trust_after_propaganda(a, b, c),
        believing.habit_after_week(a, yes, b),
        bonding.bond_after_watching(a, b),
        bonding.complicity_after_watching(a, b),
        bonding.bond_after_refusal(a, b),
        bonding.bond_after_sanction(a, b, c),
    ]
    assert all(0.0 <= chance <= 1.0 + 1e-12 for chance in chances)
    assert 0.0 <= believing.load_after_week(4.0 * a, yes, b, c) <= 4.0


@PURE
@given(SHARE, SHARE, SHARE)
def test_watching_together__binds_and_a_refusal_estranges(
    bond: float, complicity: float, much: float
) -> None:
    """Complicity never falls; a punishment estranges all but those who are in it together."""
    assert bonding.bond_after_watching(bond, much) >= bond
    assert bonding.complicity_after_watching(complicity, much) >= complicity
    assert bonding.bond_after_refusal(bond, much) <= bond
    assert bonding.bond_after_sanction(bond, complicity, much) <= bond
    assert bonding.bond_after_sanction(bond, 1.0, much) == bond


def test_a_threat__is_felt_where_trust_and_shared_guilt_are_missing() -> None:
    """With a stranger there is betrayal to fear, with an accomplice only the law."""
    assert (
        felt_threat(0.2, 0.0, 0.0, 0.25)
        > felt_threat(0.2, 0.5, 0.0, 0.25)
        > felt_threat(0.2, 1.0, 0.0, 0.25)
    )
    assert felt_threat(0.2, 0.0, 1.0, 0.25) == felt_threat(0.2, 1.0, 0.0, 0.25) == 0.2


def test_fear__rises_on_hearing_and_fades_with_time() -> None:
    """Punishments frighten, quiet weeks calm, and watching uncaught calms a little more."""
    assert believing.risk_after_hearing(0.3, 0.2) > 0.3 == believing.risk_after_hearing(0.3, 0.0)
    assert (
        believing.risk_after_week(0.5, 0.1, True, 0.02, 0.01)
        < believing.risk_after_week(0.5, 0.1, False, 0.02, 0.01)
        < 0.5
    )
    assert believing.risk_after_week(0.05, 0.1, False, 0.02, 0.01) > 0.05


def test_trust__is_worn_by_watching_and_restored_by_propaganda() -> None:
    """Titles take trust above its floor, company and propaganda pull it towards theirs."""
    assert (
        believing.trust_after_watching(0.6, 1.0, 0.004, 0.1)
        < believing.trust_after_watching(0.6, 0.4, 0.004, 0.1)
        < 0.6
    )
    assert believing.trust_after_watching(0.1, 1.0, 0.004, 0.1) == 0.1
    assert believing.trust_after_watching(0.6, 1.0, -0.004, 0.1) > 0.6
    assert (
        believing.trust_after_company(0.6, 0.2, 0.1)
        < 0.6
        < believing.trust_after_propaganda(0.6, 0.9, 0.1)
    )


def test_habit_and_guilt__grow_with_watching_and_fade_without() -> None:
    """A week with watching counts, a week without is slowly forgotten."""
    assert (
        believing.habit_after_week(0.5, False, 0.04)
        < 0.5
        < believing.habit_after_week(0.5, True, 0.04)
    )
    assert (
        believing.load_after_week(0.5, False, 0.25, 0.01)
        < 0.5
        < believing.load_after_week(0.5, True, 0.25, 0.01)
    )
    assert believing.load_after_week(3.99, True, 0.25, 0.01) == 4.0


def test_a_title__loses_appeal_with_age_down_to_its_floor() -> None:
    """News fades; what is left is a good story."""
    assert appeal(0.0, 60.0, 0.35) == appeal(-5.0, 60.0, 0.35) == 1.0
    assert 1.0 > appeal(30.0, 60.0, 0.35) > appeal(300.0, 60.0, 0.35) > 0.35
    assert appeal(1e6, 60.0, 0.35) == pytest.approx(0.35)
    assert demand_for_korean(0.2, 0.6) == pytest.approx(0.75)
    assert demand_for_korean(0.0, 0.0) == 0.5


def test_bribes__work_for_the_rich_and_fail_under_clean_inspectors() -> None:
    """At median wealth the chance is the base; wealth raises it, anti-corruption lowers it."""
    assert bribe(0.5, 0.75, 1.0, 2.0) == pytest.approx(0.75)
    assert bribe(0.1, 0.75, 1.0, 2.0) < 0.75 < bribe(0.9, 0.75, 1.0, 2.0)
    assert bribe(0.5, 0.75, 0.5, 2.0) == pytest.approx(0.375)
    assert (bribe(0.9, 0.0, 1.0, 2.0), bribe(0.1, 1.0, 0.6, 2.0)) == (0.0, 0.6)


def test_sentences__are_harsher_for_dealers_and_korean_titles_and_milder_for_the_young() -> None:
    """Distribution and South Korean titles raise a sentence, youth and a mere matter of style lower it."""
    usual = harshness(ACT_WATCH, CHINESE, MIDDLE, 1.0, C)
    assert (
        harshness(ACT_DISTRIBUTE, CHINESE, MIDDLE, 1.0, C)
        > usual
        == harshness(ACT_HOLD, CHINESE, MIDDLE, 1.0, C)
    )
    assert (
        harshness(ACT_WATCH, KOREAN, MIDDLE, 1.0, C)
        > usual
        > harshness(ACT_WATCH, CHINESE, YOUNG, 1.0, C)
    )
    assert (
        harshness(ACT_WATCH, CHINESE, MIDDLE, 3.0, C)
        > usual
        > harshness(ACT_STYLE, CHINESE, MIDDLE, 1.0, C)
    )


@PURE
@given(
    SHARE,
    st.sampled_from([ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_DISTRIBUTE]),
    st.floats(0.0, 100.0),
    SHARE,
    SHARE,
    SHARE,
)
def test_a_sanction__is_death_only_for_distribution(
    u: float, act: int, factor: float, execution: float, camp: float, labour: float
) -> None:
    """Every caught person gets exactly one sanction, and a harsher law never a milder one."""
    kind = sanction(u, act, factor, execution, camp, labour)
    assert kind in (CRITICISM, LABOUR, CAMP, DEATH)
    assert kind != DEATH or act == ACT_DISTRIBUTE
    assert sanction(u, act, 2.0 * factor, execution, camp, labour) >= kind
    assert is_sanction(kind)
    assert not is_sanction(BRIBE)


def test_the_odds_of_escape__are_higher_for_every_mark() -> None:
    """Women, traders, the young, viewers and people of the border are overrepresented among those interviewed."""
    nobody = believing.escape_weight(False, False, False, False, False, C)
    assert nobody == 1.0
    assert all(
        believing.escape_weight(*(mark == other for other in range(5)), C) > nobody
        for mark in range(5)
    )
