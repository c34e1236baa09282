"""What the state does to people: bribes, sentences and terms go the way the theory says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from tests.rules.numbers import ACTS, PURE, SHARE, C


def test_bribes_that_fail__make_an_arrest_cost_more_for_the_rich_above_all() -> None:
    """Who could pay was safe; when nobody can, all are alike."""
    ways = [(wealth, cost_of_arrest(wealth, 0.85, 1.0, C)) for wealth in (0.1, 0.5, 0.9)]
    assert ways[0][1] > ways[1][1] > ways[2][1]
    news = [cost_of_arrest(0.9, 0.85, factor, C) for factor in (1.0, 0.7, 0.3, 0.0)]
    assert news == sorted(news)
    assert cost_of_arrest(0.1, 0.85, 0.0, C) == cost_of_arrest(0.9, 0.85, 0.0, C)


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
