"""Each rule at points whose answers were worked out by hand.

Not only which way it goes, but how far.
"""

from __future__ import annotations

import math

import pytest

from nksim.rules import believing, bonding
from nksim.rules.accusing import accusation, act_of, origin_of
from nksim.rules.answering import habit_band, silenced, survey_weight, within_a_year
from nksim.rules.appeal import appeal
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    BRIBE,
    CAMP,
    CHILD,
    CHINESE,
    CRITICISM,
    DEATH,
    FRIEND,
    INFORMANT,
    KOREAN,
    LABOUR,
    MARKET,
    MIDDLE,
    NONE,
    OLD,
    TRADER,
    YOUNG,
)
from nksim.rules.coefficients import Coefficients
from nksim.rules.copying import copying, may_copy
from nksim.rules.dressing import dropping_style, taking_up_style
from nksim.rules.hosting import could_watch, high_end_hosts
from nksim.rules.logistic import sigma
from nksim.rules.reporting import report, report_at_most
from nksim.rules.sanctioning import bribe, harshness, is_sanction, release_week, sanction
from nksim.rules.searching import informs, searching
from nksim.rules.supplying import finding, importing, newer
from nksim.rules.taking_part import (
    demand_for_korean,
    desire,
    felt_threat,
    sells,
    watching_alone,
    willing,
)

NOTHING = Coefficients(*[0.0] * len(Coefficients._fields))


def log_odds(chance: float) -> float:
    return math.log(chance / (1.0 - chance))


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-12, abs=1e-15)


def test_sigma__is_a_half_at_0_and_ends_at_40() -> None:
    """Three quarters belong to a log-odds of ln 3; far out the chance is exactly 0 or 1."""
    assert sigma(0.0) == 0.5
    assert sigma(math.log(3.0)) == near(0.75)
    assert sigma(-math.log(3.0)) == near(0.25)
    assert sigma(-40.0) == 1.0 / (1.0 + math.exp(40.0)) > 0.0
    assert (sigma(-40.5), sigma(-1e9), sigma(1e9)) == (0.0, 0.0, 1.0)
    assert sigma(-39.5) == 1.0 / (1.0 + math.exp(39.5))
    assert sigma(30.0) == 1.0 / (1.0 + math.exp(-30.0)) < 1.0
    assert sigma(36.0) < 1.0


def test_appeal__falls_to_an_eth_of_what_can_be_lost() -> None:
    """After its novelty time a title has lost 63% of what lies above its floor."""
    assert appeal(10.0, 10.0, 0.2) == near(0.2 + 0.8 / math.e)
    assert appeal(20.0, 10.0, 0.5) == near(0.5 + 0.5 / math.e**2)
    assert appeal(0.0, 10.0, 0.2) == 1.0
    assert appeal(0.5, 10.0, 0.2) == near(0.2 + 0.8 * math.exp(-0.05))
    assert appeal(-3.0, 10.0, 0.2) == 1.0


def test_fear__after_hearing() -> None:
    """A quarter of what is missing; all of it at most."""
    assert believing.risk_after_hearing(0.2, 0.25) == near(0.4)
    assert believing.risk_after_hearing(0.2, 1.0) == 1.0
    assert believing.risk_after_hearing(0.2, 1.05) == 1.0
    assert believing.risk_after_hearing(0.6, 7.0) == 1.0


def test_fear__after_a_week() -> None:
    """A tenth of the way to its base; a twentieth less of the rest for who watched uncaught."""
    assert believing.risk_after_week(0.5, 0.1, False, 0.1, 0.05) == near(0.46)
    assert believing.risk_after_week(0.5, 0.1, True, 0.1, 0.05) == near(0.437)
    assert believing.risk_after_week(0.1, 0.5, False, 0.25, 0.05) == near(0.2)


def test_trust__after_the_week() -> None:
    """Watching takes a share of what lies above the floor.

    Company and propaganda pull by a share of the distance.
    """
    assert believing.trust_after_watching(0.6, 0.5, 0.04, 0.1) == near(0.59)
    assert believing.trust_after_watching(0.6, 0.5, -0.04, 0.1) == near(0.61)
    assert believing.trust_after_company(0.6, 0.2, 0.25) == near(0.5)
    assert believing.trust_after_propaganda(0.6, 0.8, 0.25) == near(0.65)


def test_habit_and_guilt__after_the_week() -> None:
    """Habit is a running mean.

    Guilt is forgotten by a share, in weeks with watching too, and then renewed, up to 4.
    """
    assert believing.habit_after_week(0.5, True, 0.2) == near(0.6)
    assert believing.habit_after_week(0.5, False, 0.2) == near(0.4)
    assert believing.load_after_week(2.0, False, 0.5, 0.1) == near(1.8)
    assert believing.load_after_week(2.0, True, 0.5, 0.1) == near(2.3)
    assert believing.load_after_week(3.9, True, 0.5, 0.1) == near(4.0)
    assert believing.load_after_week(3.85, True, 0.5, 0.1) == near(3.965)
    assert believing.load_after_week(4.0, True, 0.5, 0.0) == 4.0


def test_confession__is_the_rate_times_leniency_times_fear() -> None:
    assert believing.confession(0.5, 0.4, 0.3) == near(0.06)
    assert believing.confession(1.0, 1.0, 0.3) == near(0.3)
    assert believing.confession(0.5, 0.0, 0.3) == 0.0


def test_escape__multiplies_the_odds_of_its_marks() -> None:
    """Each mark alone has its own weight, all together their product, and nobody counts for more
    than e to the 12th."""
    c = NOTHING._replace(
        odds_border=2.0, odds_woman=1.0, odds_korean=0.5, odds_trader=0.25, odds_young=-0.75
    )
    alone = [
        believing.escape_weight(*(mark == other for other in range(5)), c) for mark in range(5)
    ]
    assert alone == [near(math.exp(odds)) for odds in (2.0, 1.0, 0.5, 0.25, -0.75)]
    assert believing.escape_weight(True, True, True, True, True, c) == near(math.exp(3.0))
    assert believing.escape_weight(False, False, False, False, False, c) == 1.0
    many = c._replace(odds_border=11.5)
    assert believing.escape_weight(True, False, False, False, False, many) == near(math.exp(11.5))
    assert believing.escape_weight(True, True, True, True, True, many) == near(math.exp(12.0))


def test_bonds__after_what_happened() -> None:
    """Shares of what is missing, or of what is there.

    An accomplice loses only the part that is not shared guilt.
    """
    assert bonding.bond_after_watching(0.4, 0.25) == near(0.55)
    assert bonding.complicity_after_watching(0.2, 0.25) == near(0.4)
    assert bonding.bond_after_refusal(0.4, 0.25) == near(0.3)
    assert bonding.bond_after_sanction(0.4, 0.5, 0.5) == near(0.3)
    assert bonding.bond_after_sanction(0.4, 0.0, 0.5) == near(0.2)


def test_report__adds_up_its_odds() -> None:
    """Base, trust, reward and campaign speak for it, the informant's duty too.

    Bond and the greater of two guilts against.
    """
    c = NOTHING._replace(
        report_base=-2.0,
        report_trust=1.5,
        report_reward=0.8,
        report_campaign=0.6,
        report_informant=2.2,
        report_bond=1.1,
        report_complicity=3.0,
    )
    plain = -2.0 + 1.5 * 0.4 + 0.8 * 0.5 + 0.6 * 0.3
    assert log_odds(report(0.4, 0.0, 0.0, 0.0, False, 0.5, 0.3, c)) == near(plain)
    assert log_odds(report(0.4, 0.0, 0.0, 0.0, True, 0.5, 0.3, c)) == near(plain + 2.2)
    assert log_odds(report(0.4, 0.7, 0.0, 0.0, False, 0.5, 0.3, c)) == near(plain - 0.77)
    assert log_odds(report(0.4, 0.7, 0.2, 0.1, False, 0.5, 0.3, c)) == near(plain - 1.37)
    assert log_odds(report(0.4, 0.7, 0.2, 0.5, False, 0.5, 0.3, c)) == near(plain - 2.27)
    assert log_odds(report(0.4, 0.7, 0.2, 4.0, False, 0.5, 0.3, c)) == near(plain - 3.77)


def test_report_at_most__is_the_loyal_informants_chance_and_a_hair_more() -> None:
    """Of complete trust, without bond or guilt.

    A weight of the other sign counts where it makes the chance greater.
    """
    c = NOTHING._replace(
        report_base=-2.0,
        report_trust=1.5,
        report_reward=0.8,
        report_campaign=0.6,
        report_informant=2.2,
        report_bond=1.1,
        report_complicity=3.0,
    )
    most = -2.0 + 1.5 + 0.8 * 0.5 + 0.6 * 0.3 + 2.2 + 1e-9
    assert log_odds(report_at_most(0.5, 0.3, c)) == pytest.approx(most, abs=1e-13)
    contrary = c._replace(
        report_trust=-1.5, report_informant=-2.2, report_bond=-1.1, report_complicity=-3.0
    )
    assert log_odds(report_at_most(0.5, 0.3, contrary)) == near(-2.0 + 0.4 + 0.18 + 4.1 + 1e-9)


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


@pytest.mark.parametrize(
    ("act", "origin", "age", "factor"),
    [
        (ACT_WATCH, CHINESE, MIDDLE, 2.0),
        (ACT_HOLD, CHINESE, OLD, 2.0),
        (ACT_DISTRIBUTE, CHINESE, MIDDLE, 6.0),
        (ACT_WATCH, KOREAN, CHILD, 10.0),
        (ACT_WATCH, CHINESE, YOUNG, 1.4),
        (ACT_DISTRIBUTE, KOREAN, YOUNG, 21.0),
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
    assert harshness(act, origin, age, 2.0, c) == near(factor)


def test_sanctions__divide_a_draw_from_the_gravest_down() -> None:
    """Death for a tenth of the dealers, then a camp, then labour.

    A bound belongs to the milder side.
    """
    shares = (0.125, 0.25, 0.125)
    dealers = [sanction(u, ACT_DISTRIBUTE, 2.0, *shares) for u in (0.0, 0.12, 0.125, 0.62)]
    assert dealers == [DEATH, DEATH, CAMP, CAMP]
    assert [sanction(u, ACT_DISTRIBUTE, 2.0, *shares) for u in (0.625, 0.87, 0.875, 0.99)] == [
        LABOUR,
        LABOUR,
        CRITICISM,
        CRITICISM,
    ]
    others = [sanction(u, ACT_WATCH, 2.0, *shares) for u in (0.0, 0.49, 0.5, 0.74, 0.75)]
    assert others == [CAMP, CAMP, LABOUR, LABOUR, CRITICISM]


def test_sanctions__leave_no_more_than_there_is() -> None:
    """Where camps take all there is no labour.

    Where camp and labour take more than all, nobody is only criticised.
    """
    assert sanction(0.99, ACT_WATCH, 100.0, 0.0, 0.5, 0.5) == CAMP
    assert sanction(0.99, ACT_DISTRIBUTE, 100.0, 0.5, 0.5, 0.5) == CAMP
    assert sanction(0.49, ACT_DISTRIBUTE, 100.0, 0.5, 0.5, 0.5) == DEATH
    assert sanction(0.74, ACT_WATCH, 1.5, 0.0, 0.5, 0.5) == CAMP
    assert sanction(0.99, ACT_WATCH, 1.5, 0.0, 0.5, 0.5) == LABOUR
    assert sanction(0.999, ACT_WATCH, 1.0, 0.0, 0.3, 0.68) == CRITICISM
    assert [is_sanction(kind) for kind in (0, BRIBE, CRITICISM, LABOUR, CAMP, DEATH)] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]


def test_threat__is_risk_and_what_betrayal_adds() -> None:
    assert felt_threat(0.2, 0.5, 0.25, 0.8) == near(0.5)
    assert felt_threat(0.2, 0.0, 0.0, 0.8) == near(1.0)


def test_willing__adds_up_temptation_and_subtracts_fear() -> None:
    """Taste, bond, shared guilt and profit; less loyalty.

    Less what the law and the companion threaten, for the timid more.
    """
    c = NOTHING._replace(
        w_taste=1.2,
        w_bond=0.9,
        w_complicity=0.7,
        w_profit=1.6,
        w_loyalty=0.8,
        w_risk=2.0,
        w_betrayal=0.5,
        risk_floor=0.1,
    )
    tempted = -0.5 + 1.2 * 0.6 + 0.9 * 0.4 + 0.7 * 0.3 - 0.8 * 0.25
    afraid = 2.0 * (0.1 + 0.5) * 0.7 * (0.2 + 0.5 * 0.6 * 0.7)
    person = (-0.5, 0.6, 0.4, 0.3, 0.25, 0.2, 0.5, 0.7)
    assert log_odds(willing(*person, False, c)) == near(tempted - afraid)
    assert log_odds(willing(*person, True, c)) == near(tempted - afraid + 1.6)


def test_demand__is_the_share_of_the_desire() -> None:
    """And a toss where nobody wants either."""
    assert demand_for_korean(0.3, 0.1) == near(0.25)
    assert demand_for_korean(0.0, 0.1) == 1.0
    assert demand_for_korean(0.1, 0.0) == 0.0
    assert demand_for_korean(0.0, 0.0) == 0.5


def test_codes__are_those_that_stored_states_hold() -> None:
    """Columns of saved states and events hold these numbers: none may change its meaning."""
    from nksim.rules import codes

    assert {name: code for name, code in vars(codes).items() if name.isupper()} == {
        **{"CHINESE": 0, "KOREAN": 1},
        **{"HOUSEHOLD": 0, "KIN": 1, "FRIEND": 2, "NEIGHBOUR": 3, "WORK": 4, "MARKET": 5},
        **{"CHILD": 0, "YOUNG": 1, "MIDDLE": 2, "OLD": 3},
        **{"ORDINARY": 0, "TRADER": 1, "OFFICIAL": 2, "INFORMANT": 3},
        **{"FREE": 0, "DETAINED": 1, "DEAD": 2, "NONE": -32768},
        **{"SEARCHED": 1, "WITNESSED": 2, "PUNISHED": 4, "BRIBED": 8, "STYLE": 16},
        **{"WATCHED_CHINESE": 1, "WATCHED_KOREAN": 2, "WATCHED": 3},
        **{"ALONE": 4, "LISTENED": 8, "HEARD": 16},
        **{"HOLDER": 1, "PLAYER": 2, "UNFREE": 4, "STYLED": 8},
        **{"ACT_STYLE": 0, "ACT_WATCH": 1, "ACT_HOLD": 2, "ACT_DISTRIBUTE": 3},
        **{"BRIBE": 1, "CRITICISM": 2, "LABOUR": 3, "CAMP": 4, "DEATH": 5},
    }


@pytest.mark.parametrize("origin", [CHINESE, KOREAN])
@pytest.mark.parametrize("act", [ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_DISTRIBUTE])
def test_accusations__can_be_read_back(act: int, origin: int) -> None:
    """A code has act and origin; the graver, the greater; none is 0."""
    code = accusation(act, origin)
    assert code == 1 + 2 * act + origin
    assert (act_of(code), origin_of(code)) == (act, origin)


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


def test_copies__are_made_by_adults_with_players_of_what_is_newer() -> None:
    """Whoever has the same or a newer one leaves it."""
    assert may_copy(True, True, 4, 5)
    assert may_copy(True, True, NONE, -600)
    assert not may_copy(True, True, 5, 5)
    assert not may_copy(True, True, 6, 5)
    assert not may_copy(False, True, 4, 5)
    assert not may_copy(True, False, 4, 5)
    assert copying(0.4, 0.5) == near(0.2)


def test_style__is_taken_up_by_the_young_and_dropped_sooner_in_shame() -> None:
    c = NOTHING._replace(style_loss=0.1, style_gain=0.4)
    assert dropping_style(0.25, c) == near(0.35)
    taken = [taking_up_style(age, True, c) for age in (CHILD, YOUNG, MIDDLE, OLD)]
    assert taken == [0.0, 0.4, 0.0, 0.0]
    assert taking_up_style(YOUNG, False, c) == 0.0


def test_the_host__is_who_has_the_newer_title() -> None:
    """A toss decides between equals: the high end below a half."""
    assert high_end_hosts(3, 4, 0.9)
    assert not high_end_hosts(4, 3, 0.1)
    assert [high_end_hosts(3, 3, draw) for draw in (0.49, 0.5)] == [True, False]
    wanting = [could_watch(*(at != missing for at in range(3))) for missing in range(3)]
    assert wanting == [False] * 3
    assert could_watch(True, True, True)


def test_searches__are_rare_where_an_official_lives() -> None:
    c = NOTHING._replace(official_search=0.25)
    assert (searching(0.2, False, c), searching(0.2, True, c)) == (0.2, near(0.05))


def test_informants__are_so_by_role_or_recruited() -> None:
    """The recruited share belongs to the lowest draws; nobody is recruited at a share of 0."""
    assert informs(INFORMANT, 0.9, 0.0)
    assert [informs(TRADER, draw, 0.3) for draw in (0.0, 0.29, 0.3)] == [True, True, False]
    assert not informs(TRADER, 0.0, 0.0)


def test_imports__are_the_traders_business() -> None:
    """Others bring a share of it; a border half open lets half through."""
    c = NOTHING._replace(nontrader_import_share=0.25)
    assert importing(0.4, 0.5, TRADER, c) == near(0.2)
    assert importing(0.4, 0.5, INFORMANT, c) == near(0.05)
    assert finding(0.02, 8.0) == near(0.16)
    assert (newer(3, 4), newer(4, 3), newer(NONE, -5)) == (4, 4, -5)


def test_terms__end_in_a_week_that_a_column_can_hold() -> None:
    """Whole weeks; beyond the last week that is counted nobody asks."""
    assert release_week(10, 3.0) == 13
    assert release_week(10, 3.9) == 13
    assert release_week(31_999, 1.0) == 32_000
    assert release_week(31_999, 2.0) == 32_000
    assert release_week(0, 1e6) == 32_000


def test_desire__is_taste_times_attraction_less_what_is_at_home() -> None:
    assert desire(0.8, 0.5, 0.25) == near(0.3)
    assert desire(0.8, 0.5, 0.0) == near(0.4)
    assert watching_alone(0.3, 0.5) == near(0.15)


def test_sales__are_traders_offers_in_the_market() -> None:
    assert sells(MARKET, TRADER)
    assert not sells(MARKET, INFORMANT)
    assert not sells(FRIEND, TRADER)
