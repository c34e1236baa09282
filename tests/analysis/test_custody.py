"""People held for media stand beside what is known of all grounds, and are held to it."""

from __future__ import annotations

import pandas as pd
import pytest

from nksim.analysis.custody import (
    BEYOND,
    CAMPS,
    NATION,
    WITHIN,
    bounds,
    custody_summary,
    held,
    terms_of,
)
from nksim.evidence.register import custody, parameters
from nksim.inference.calibration.observed import core_targets, custody_bounds
from nksim.inference.calibration.simulating import Simulator
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from tests.inference.fits import HISTORY


def weeks(in_camp: list[int], year: float = 2013.4, seed: int = 1) -> pd.DataFrame:
    """Weeks of a country of a thousand, and a province that must not be counted twice."""
    whole = pd.DataFrame(
        {
            "seed": seed,
            "year": year,
            "province": "all",
            "free": [998 - camp for camp in in_camp],
            "in_labour": 1,
            "in_prison": 1,
            "in_camp": in_camp,
        }
    )
    return pd.concat([whole, whole.assign(province="Ryanggang")], ignore_index=True)


def law(term: float, year: int) -> pd.DataFrame:
    return pd.DataFrame({"seed": 1, "year": [year], "term": [term]})


def test_people_held__are_a_share_of_the_living_in_a_country_of_25_million() -> None:
    """Of a thousand two in one week and four in the next: three on average."""
    assert held(weeks([2, 4]), CAMPS, 2013).to_dict() == {1: pytest.approx(NATION * 0.003)}
    assert held(weeks([2, 4]), CAMPS, 2014).empty


def test_each_figure__is_asked_of_its_own_year_and_the_last_of_the_least_that_is_known() -> None:
    """K1 in 2013; 2019 and the last year beside the lower of K1 and K2."""
    series = pd.concat([weeks([4], 2013.1), weeks([4], 2019.1), weeks([1], 2026.1)])
    found = custody_summary(series, law(5.0, 2013)).set_index(["id", "year"])
    assert list(found.index) == [("K1", 2013), ("K1-K2", 2019), ("K1-K2", 2026), ("P34", 2013)]
    assert found.loc[("K1", 2013), "median"] == pytest.approx(100_000)
    assert found["verdict"].tolist() == [WITHIN, BEYOND, WITHIN, WITHIN]
    assert found.loc[("K1-K2", 2019), ["known_low", "known_high"]].tolist() == [53_000, 65_000]


def test_terms__are_held_to_what_the_law_says() -> None:
    """Five to fifteen years."""
    for term, verdict in ((15.0, WITHIN), (15.1, BEYOND)):
        (*_, row) = custody_summary(weeks([0], 2012.5), law(term, 2021)).to_dict("records")
        assert (row["id"], row["median"], row["verdict"]) == ("P35", term, verdict)


def test_terms__are_the_longest_of_a_year_and_never_beyond_the_limit() -> None:
    """Under the law of 2014 six years instead of five; of fifteen times as much fifteen years."""
    scenario = load_scenario(HISTORY)
    terms = terms_of({7: scenario}).set_index("year")
    assert set(terms["seed"]) == {7}
    assert terms.loc[2013, "term"] == pytest.approx(260 / 52.1775, rel=1e-3)
    assert terms.loc[2016, "term"] == pytest.approx(1.2 * 260 / 52.1775, rel=1e-3)
    harsh = load_scenario(scenario, {"levers.law-2014.term_factor": 15.0})
    longest = scenario.enforcement.camp_limit
    assert terms_of({1: harsh})["term"].max() == pytest.approx(longest / 52.1775, rel=1e-3)


def test_terms_of_the_history__lie_within_the_law_anywhere_in_its_ranges() -> None:
    """P35: five to fifteen years under the law of 2020, whatever its factor."""
    scenario = load_scenario(HISTORY)
    known = {row.id: row for row in parameters()}["P35"]
    factors = {one.key: one.range for one in quantities(scenario)}
    before = scenario.enforcement.camp_weeks * 1.2  # law-2014
    least, most = factors["levers.new-law.term_factor"] or (1.0, 1.0)
    assert known.low is not None
    assert known.high is not None
    assert before * least * 7 / 365.25 >= known.low
    assert min(before * most, scenario.enforcement.camp_limit) * 7 / 365.25 <= known.high


def test_bounds_of_the_fit__are_those_of_years_in_which_people_were_asked() -> None:
    """K2 is of 2025, when all who were asked had left; a bound lets through up to its highest."""
    (bound,) = custody_bounds()
    known = {row.id: row for row in custody()}["K1"]
    assert (bound.id, bound.value, bound.bound) == ("K1", known.high, True)
    assert bound.sd == known.high - known.value
    assert [row.id for row in bounds()] == ["K1", "K2"]
    assert bound.id not in {row.id for row in core_targets()}


def test_a_run_of_a_fit__says_how_many_are_held() -> None:
    short = {"society.size": 300, "run.start": "2012-01-01", "run.until": "2013-12-31"}
    assert Simulator(load_scenario(HISTORY, short))({}, 1)["K1"] >= 0.0
