"""One finished run: every table says of which scenario, replicate and seed it is."""

from __future__ import annotations

import re

import pandas as pd

from nksim.observations.result import Result
from nksim.observations.tables import TABLES
from nksim.scenario.provinces import PROVINCES
from tests.fixtures.worlds import CELL, fake_result, fake_run, short_scenario


def test_every_table__begins_with_its_keys() -> None:
    """Scenario, replicate and seed, in this order, in every row."""
    result = fake_result(seed=7, replicate=3)
    for name in TABLES:
        frame = getattr(result, name)
        assert list(frame.columns[:3]) == ["scenario", "replicate", "seed"], name
        assert set(frame[["scenario", "replicate", "seed"]].itertuples(index=False, name=None)) == {
            ("short", 3, 7)
        }, name


def test_the_first_replicate__is_number_0() -> None:
    """A single run is the first of its kind."""
    result = Result(short_scenario(), 1, fake_run(short_scenario(), 1))
    assert result.replicate == 0
    assert result.outcomes["replicate"].tolist() == [0]


def test_the_series__is_the_countrys_and_then_the_provinces() -> None:
    """One row a week for the country, then one a week and province, and no row twice."""
    result = fake_result()
    weeks = result.observations.weeks
    series = result.series
    assert series["province"].tolist() == ["all"] * weeks + list(PROVINCES) * weeks
    assert series.index.tolist() == list(range(11 * weeks))


def test_events__are_there_if_they_were_kept() -> None:
    """And then they have keys as well."""
    result = fake_result(seed=4)
    assert result.events is None
    result.observations.events = pd.DataFrame({"week": [1], "event": ["offer"]})
    assert list(result.events) == ["scenario", "replicate", "seed", "week", "event"]
    assert result.state_hash == f"{4:064x}"


def test_outcomes__are_of_the_country_and_of_its_own_survey() -> None:
    """What would be told in the last year is answered with this scenario's errors of recall."""
    sure = short_scenario(survey={"recall_miss": 0.0, "recall_false": 0.0})
    unsure = short_scenario(survey={"recall_miss": 0.5, "recall_false": 0.0})
    told = [fake_result(each).outcomes["survey_ever_watched"].iloc[0] for each in (sure, unsure)]
    assert told[0] == 2 * told[1] > 0
    country = fake_result().series.query("province == 'all'")
    assert (
        fake_result().outcomes["watched_last_year_share"].iloc[0]
        == country["watched_last_year_share"].iloc[-1]
    )


def test_a_notebook__shows_the_run_and_where_its_numbers_are() -> None:
    """Seed, weeks, two shares in per cent, the tables and the first digits of the state."""
    result = fake_result(seed=7)
    seen = result.observations
    seen.provinces[-1, 0, [CELL["free"], CELL["ever_watched"]]] += [3, 2]
    last, shown = result.outcomes.iloc[0], result._repr_html_()
    facts = dict(re.findall(r"<th [^>]*>(.*?)</th><td [^>]*>(.*?)</td>", shown))
    watched, ever = last["watched_last_year_share"], last["ever_watched_share"]
    assert f"<b>Result of {result.scenario.name}</b>" in shown
    assert facts == {
        "seed": "7",
        "weeks": str(seen.weeks),
        "watched within a year": f"{100 * watched:.1f}%",
        "ever watched": f"{100 * ever:.1f}%",
        "tables": ", ".join(TABLES),
        "state": result.state_hash[:12],
    }
