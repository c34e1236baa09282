"""Patterns that the model must be able to show, at its starting values, over several seeds.

What each mechanism does to the history by itself is in tests/mechanisms.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from nksim.api.runs import run
from nksim.observations.result import Result
from nksim.scenario.loading import load_scenario

pytestmark = pytest.mark.slow
SEEDS = (1, 2, 3)
STRONG = ("household", "kin", "friend")
LEVER = {"name": "tried", "from": "2012-01-02"}


@cache
def history(seed: int) -> Result:
    """The dated history with its own 20,000 people.

    Whoever sees a trial sees it in the district, and with fewer people districts are not full.
    """
    return run(load_scenario("scenarios/history.yaml", {"run.until": "2020-12-31"}), seed)


@cache
def tried(seed: int, lever: str | None, **settings: Any) -> Result:
    """1996-2018 without any history, with at most one lever from 2012 on."""
    levers = [] if lever is None else [{**LEVER, "lever": lever, **settings}]
    mapping = {"society": {"size": 8_000}, "run": {"until": "2018-12-31"}, "levers": levers}
    return run(load_scenario(mapping), seed)


def answer(result: Result, evidence: str, column: str = "survey") -> float:
    survey = result.survey
    return float(survey.loc[survey["evidence"] == evidence, column].iloc[0])


def country(result: Result, year: int) -> Any:
    series = result.series
    return series[(series["province"] == "all") & (series["date"].dt.year == year)]


@pytest.mark.parametrize("seed", SEEDS)
def test_spread__grows_fast_and_levels_off_near_eighty_percent_of_escapees(seed: int) -> None:
    """Few had watched before 2000, about half in the 2000s, about four in five in the 2010s.

    The population lies clearly lower.
    """
    result = history(seed)
    assert answer(result, "C1") < 0.15
    assert 0.42 < answer(result, "C2") < 0.68
    assert 0.74 < answer(result, "C3") < 0.88
    assert -0.03 < answer(result, "C5") < 0.07
    assert answer(result, "C3") - answer(result, "C3", "truth") > 0.08


@pytest.mark.parametrize("seed", SEEDS)
def test_titles__come_through_family_and_friends_and_a_fifth_through_the_market(seed: int) -> None:
    """Most titles are copied among family and friends; the market has 10 to 35%."""
    layers = history(seed).layers.groupby("layer")["copies"].sum()
    assert 0.10 < layers["market"] / layers.sum() < 0.35
    assert layers[list(STRONG)].sum() / layers.sum() > 0.5


@pytest.mark.parametrize("seed", SEEDS)
def test_closed_border__lets_old_titles_go_round_again(seed: int) -> None:
    """Titles grow old behind a closed border; the share who have ever watched hardly moves."""
    closed, opened = (
        country(tried(seed, lever, **settings), 2018)
        for lever, settings in (("border_closure", {"supply_left": 0.0}), (None, {}))
    )
    assert closed["title_age_korean"].mean() > 1.3 * opened["title_age_korean"].mean()
    assert abs(closed["ever_watched_share"].mean() - opened["ever_watched_share"].mean()) < 0.1


@pytest.mark.parametrize("seed", SEEDS)
def test_punishment__is_rare_and_widely_seen(seed: int) -> None:
    """A viewer's yearly risk of punishment before 2020 is in the order of the evidence (P10, P11).

    Yet most escapees saw someone punished.
    """
    result = history(seed)
    before = result.ledger[result.ledger["year"].between(2005, 2019)]
    risk = before["punished"].sum() / (country_viewers(result, 2005, 2019))
    assert 0.0005 < risk < 0.010
    assert answer(result, "C7") > 0.5


def country_viewers(result: Result, first: int, last: int) -> float:
    """Viewer-years: people who watched within the last year, summed over the years' ends."""
    return float(
        sum(country(result, year)["watched_last_year"].iloc[-1] for year in range(first, last + 1))
    )
