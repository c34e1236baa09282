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
from nksim.rules.attending import attending
from nksim.rules.codes import (
    ACT_HOLD,
    ACT_SELL,
    ACT_SPREAD,
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
    PRISON,
    YOUNG,
)
from nksim.rules.dressing import stopping, taking_up_style
from nksim.rules.escaping import escape_weight
from nksim.rules.logistic import sigma
from nksim.rules.reporting import report, report_at_most
from nksim.rules.sanctioning import (
    bribe,
    chance_of_death,
    cost_of_arrest,
    harshness,
    is_sanction,
    loudness_of,
    sanction,
    term,
    weight_of,
)
from nksim.rules.taking_part import (
    demand_for_korean,
    desire,
    doubt,
    fear,
    felt_threat,
    temptation,
    willing,
)
from nksim.scenario.loading import load_scenario

C = coefficients(load_scenario({}))
SHARE = st.floats(0.0, 1.0)
PURE = settings(derandomize=True, database=None)
ACTS = (ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_SPREAD, ACT_SELL)


def taking_part(
    willingness: float,
    wish: float,
    bond: float,
    complicity: float,
    regime_trust: float,
    perceived_risk: float,
    suspicion: float,
    cost: float,
    risk_aversion: float,
    severity: float,
    sells: bool,
) -> float:
    """The chance to offer or to join, as both engines put it together."""
    tempted = temptation(willingness, wish, bond, complicity, regime_trust, sells, C)
    threat = felt_threat(perceived_risk, suspicion, bond, complicity, cost)
    return willing(tempted, fear(threat, risk_aversion, severity, C))


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
        taking_part(log_odds, a, b, c, d, e, f, severity, a, severity, yes),
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


@PURE
@given(SHARE, SHARE, SHARE)
def test_watching_together__binds_and_a_refusal_estranges(
    bond: float, complicity: float, much: float
) -> None:
    """A punishment estranges all but those who are in it together; time alone lessens guilt."""
    assert bonding.bond_after_watching(bond, much) >= bond
    assert bonding.complicity_after_watching(complicity, much) >= complicity
    assert bonding.bond_after_refusal(bond, much) <= bond
    assert bonding.bond_after_sanction(bond, complicity, much) <= bond
    assert bonding.bond_after_sanction(bond, 1.0, much) == bond
    assert bonding.complicity_after_upkeep(complicity, much) <= complicity


@PURE
@given(SHARE, SHARE, SHARE)
def test_a_bond__mends_towards_its_start_and_not_beyond(
    bond: float, start: float, mending: float
) -> None:
    """Time brings it nearer to what it was, from above and from below."""
    after = bonding.bond_after_upkeep(bond, start, mending)
    assert min(bond, start) - 1e-12 <= after <= max(bond, start) + 1e-12


def test_a_threat__is_felt_where_trust_and_shared_guilt_are_missing() -> None:
    """With a stranger there is betrayal to fear, with an accomplice only the law."""
    assert (
        felt_threat(0.2, 0.25, 0.0, 0.0, 1.0)
        > felt_threat(0.2, 0.25, 0.5, 0.0, 1.0)
        > felt_threat(0.2, 0.25, 1.0, 0.0, 1.0)
    )
    assert felt_threat(0.2, 0.25, 0.0, 1.0, 1.0) == felt_threat(0.2, 0.25, 1.0, 0.0, 1.0) == 0.2


def test_bribes_that_fail__make_an_arrest_cost_more_for_the_rich_above_all() -> None:
    """Who could pay was safe; when nobody can, all are alike."""
    ways = [(wealth, cost_of_arrest(wealth, 0.85, 1.0, C)) for wealth in (0.1, 0.5, 0.9)]
    assert ways[0][1] > ways[1][1] > ways[2][1]
    news = [cost_of_arrest(0.9, 0.85, factor, C) for factor in (1.0, 0.7, 0.3, 0.0)]
    assert news == sorted(news)
    assert cost_of_arrest(0.1, 0.85, 0.0, C) == cost_of_arrest(0.9, 0.85, 0.0, C)


def test_fear__rises_on_hearing_and_fades_with_time() -> None:
    """Punishments frighten, a quiet district calms, a frightened one frightens."""
    assert believing.after_hearing(0.3, 0.2) > 0.3 == believing.after_hearing(0.3, 0.0)
    assert believing.risk_after_week(0.5, 0.1, C) < 0.5
    assert believing.risk_after_week(0.05, 0.1, C) > 0.05
    assert 0.1 - believing.risk_after_week(0.1, 0.0, C) < believing.risk_after_week(0.1, 0.2, C)
    assert believing.fear_of(0.0, 0.0, C) < believing.fear_of(2.0, 0.0, C)
    assert believing.fear_of(2.0, 0.0, C) < believing.fear_of(2.0, 5.0, C)


def test_suspicion__rises_with_those_told_on_and_is_eased_by_evenings_together() -> None:
    """What people did together and got away with makes them trust."""
    assert believing.suspicion_of(0.0, C) < believing.suspicion_of(1.0, C)
    together = believing.suspicion_after_week(0.3, 0.3, True, C)
    assert together < believing.suspicion_after_week(0.3, 0.3, False, C) == 0.3


def test_knowledge__comes_with_titles_and_is_slowly_lost() -> None:
    """Who knows more wants more of them, and takes up their style sooner."""
    assert believing.knowledge_after_week(0.2, 0.0, C) < 0.2
    assert believing.knowledge_after_week(0.2, 1.0, C) > 0.2
    assert desire(0.5, 0.5, 0.0, 0.8, C) > desire(0.5, 0.5, 0.0, 0.1, C)
    assert taking_up_style(0, YOUNG, 0.8, C) > taking_up_style(0, YOUNG, 0.1, C)
    assert taking_up_style(0, YOUNG, 0.8, C) > taking_up_style(0, MIDDLE, 0.8, C)
    assert stopping(16 | 32, 0.1, 0.1, 0.1) > stopping(16, 0.1, 0.1, 0.1)


def test_trust__is_worn_by_knowledge_and_restored_by_propaganda() -> None:
    """Knowledge takes trust above its floor, company and propaganda pull it towards theirs."""
    assert (
        believing.trust_after_knowledge(0.6, 1.0, C)
        < believing.trust_after_knowledge(0.6, 0.4, C)
        < 0.6
    )
    assert believing.trust_after_knowledge(C.trust_floor, 1.0, C) == C.trust_floor
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
    """Distribution and South Korean titles raise a sentence, youth and mere style lower it."""
    usual = harshness(ACT_WATCH, CHINESE, MIDDLE, 0.0, 1.0, C)
    assert (
        harshness(ACT_SELL, CHINESE, MIDDLE, 0.0, 1.0, C)
        > usual
        == harshness(ACT_HOLD, CHINESE, MIDDLE, 0.0, 1.0, C)
        == harshness(ACT_SPREAD, CHINESE, MIDDLE, 0.0, 1.0, C)
    )
    assert harshness(ACT_SPREAD, CHINESE, MIDDLE, 1.0, 1.0, C) == harshness(
        ACT_SELL, CHINESE, MIDDLE, 1.0, 1.0, C
    )
    assert (
        harshness(ACT_WATCH, KOREAN, MIDDLE, 0.0, 1.0, C)
        > usual
        > harshness(ACT_WATCH, CHINESE, YOUNG, 0.0, 1.0, C)
    )
    assert (
        harshness(ACT_WATCH, CHINESE, MIDDLE, 0.0, 3.0, C)
        > usual
        > harshness(ACT_STYLE, CHINESE, MIDDLE, 0.0, 1.0, C)
    )


@PURE
@given(SHARE, st.sampled_from(ACTS), st.floats(0.0, 100.0), SHARE, SHARE, SHARE, SHARE)
def test_a_sanction__is_death_only_for_distribution(
    u: float,
    act: int,
    factor: float,
    spreading: float,
    execution: float,
    camp: float,
    labour: float,
) -> None:
    """Every caught person gets exactly one sanction, and a harsher law never a milder one."""
    death = chance_of_death(act, spreading, execution)
    kind = sanction(u, factor, death, camp, labour)
    assert kind in (CRITICISM, LABOUR, CAMP, DEATH)
    assert kind != DEATH or act == ACT_SELL or (act == ACT_SPREAD and spreading > 0.0)
    assert sanction(u, 2.0 * factor, death, camp, labour) >= kind
    assert is_sanction(kind)
    assert not is_sanction(BRIBE)


@PURE
@given(st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.sampled_from([LABOUR, PRISON, CAMP]))
def test_a_term__is_never_longer_than_the_law_allows(labour: float, camp: float, kind: int) -> None:
    """A year of labour training, fifteen years of any camp."""
    assert term(kind, labour, camp, C) <= (52.0 if kind == LABOUR else 782.0)


def test_what_follows__frightens_the_more_the_graver_it_is() -> None:
    """From the bribe to death; what is bought off is the quietest."""
    kinds = (BRIBE, CRITICISM, LABOUR, PRISON, CAMP, DEATH)
    weights = [weight_of(kind, C) for kind in kinds]
    assert weights == sorted(weights)
    assert weight_of(LABOUR, C) == 1.0
    assert loudness_of(BRIBE, C) < loudness_of(LABOUR, C) == loudness_of(DEATH, C) == 1.0


def test_the_odds_of_escape__are_higher_for_every_mark() -> None:
    """Women, traders, the young, viewers and people of the border are more often interviewed."""
    nobody = escape_weight(False, False, False, False, False, C)
    assert nobody == 1.0
    assert all(
        escape_weight(*(mark == other for other in range(5)), C) > nobody for mark in range(5)
    )
