"""Whom it concerns: a made-up country of two years whose yearly figures are known."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import AGE_BANDS, CELL_COUNTS, CELLS, SEXES
from nksim.core.errors import InputError
from nksim.core.units import BELIEF
from nksim.observations.groups import EVERYONE, THIN, label_of
from nksim.observations.result import Result
from nksim.scenario.provinces import PROVINCES
from tests.fixtures.worlds import CELL, empty_observations, from_cells, short_scenario

OLD_WOMEN_OF_THE_CAPITAL = ((9 * 4) + 3) * 2 + 1
BOYS_OF_THE_FIRST_PROVINCE = 0


@pytest.fixture
def country() -> Result:
    """Sixty weeks from 6 January 2020, fifty-two of them in that year; two cells have anybody."""
    cells = np.zeros((60, CELLS, len(CELL_COUNTS)), np.int64)
    for cell, people in ((OLD_WOMEN_OF_THE_CAPITAL, 40), (BOYS_OF_THE_FIRST_PROVINCE, 10)):
        cells[:, cell, CELL["free"]] = people - 2
        cells[:, cell, [CELL["in_labour"], CELL["in_camp"]]] = 1
    here = cells[:, OLD_WOMEN_OF_THE_CAPITAL]
    here[:, CELL["watching"]] = 8
    here[:, CELL["reports"]] = 1
    here[:52, CELL["ever_watched"]] = 20
    here[52:, CELL["ever_watched"]] = 30
    here[51, CELL["watched_last_year"]] = 16
    here[59, CELL["watched_last_year"]] = 12
    here[[3, 7], CELL["new_viewers"]] = 1
    here[4, CELL["joint_viewings"]] = 6
    here[[0, 58], CELL["empty_searches"]] = 4
    sentences = ("criticised", "sent_to_labour", "sent_to_camp", "executed", "sent_to_prison")
    for week, name in enumerate(sentences):
        here[week, CELL[name]] = week + 1
    here[51, CELL["perceived_risk"]] = 10 * BELIEF
    here[59, CELL["perceived_risk"]] = 20 * BELIEF
    here[[51, 59], CELL["regime_trust"]] = 30 * BELIEF
    here[[51, 59], CELL["suspicion"]] = [4 * BELIEF, 6 * BELIEF]
    here[[2, 9, 58], CELL["style_punished"]] = [1, 3, 2]
    seen = from_cells(empty_observations(weeks=60).clock, cells)
    return Result(short_scenario(), 1, seen)


def nobody(weeks: int) -> Result:
    """A country in which nobody lives."""
    return Result(short_scenario(), 1, empty_observations(weeks))


def row_of(result: Result, year: int, by: str, group: str) -> dict[str, float]:
    (row,) = result.groups(by, {by: group}, at=year).loc[:, "living":].to_dict("records")
    return row


FIRST = {
    "living": 40,
    "watched_last_year_share": 0.4,
    "ever_watched_share": 0.5,
    "watching_share": 0.2,
    "new_viewers": 50.0,
    "joint_viewings": 150.0,
    "reports": 1300.0,
    "searched_in_vain": 100.0,
    "punished": 375.0,
    "deaths": 100.0,
    "expected_deaths": 0.0,
    "style_punished": 100.0,
    "person_years_detained": 1000.0 * 104 / WEEKS_PER_YEAR / 40,
    "perceived_risk": 0.25,
    "suspicion": 0.1,
    "regime_trust": 0.75,
}
SECOND = FIRST | {
    "watched_last_year_share": 0.3,
    "ever_watched_share": 0.75,
    "new_viewers": 0.0,
    "joint_viewings": 0.0,
    "reports": 200.0,
    "punished": 0.0,
    "deaths": 0.0,
    "style_punished": 50.0,
    "person_years_detained": 1000.0 * 16 / WEEKS_PER_YEAR / 40,
    "perceived_risk": 0.5,
    "suspicion": 0.15,
}


@pytest.mark.parametrize(
    ("by", "group"), [("province", "Pyongyang"), ("age", "50+"), ("sex", "woman")]
)
def test_figures__stand_with_the_group_they_belong_to(country: Result, by: str, group: str) -> None:
    """Stocks at the end of each year, flows per thousand of the group, shares as means of its
    weeks."""
    assert row_of(country, 2020, by, group) == pytest.approx(FIRST)
    assert row_of(country, 2021, by, group) == pytest.approx(SECOND)


def test_every_group__has_a_row_a_year_in_order() -> None:
    """Provinces, then age bands, then sexes; within each the years in order.

    Also those without anybody.
    """
    for by, groups in (("province", PROVINCES), ("age", AGE_BANDS), ("sex", SEXES)):
        frame = nobody(60).groups(by)
        wanted = [(year, group) for year in (2020, 2021) for group in groups]
        assert list(frame[["year", by]].itertuples(index=False, name=None)) == wanted
        assert (frame.loc[:, "living":] == 0).all(axis=None)


def test_others__are_counted_with_their_own(country: Result) -> None:
    """The boys of the first province have watched nothing; two of ten are detained."""
    for by, group in (("province", PROVINCES[0]), ("age", AGE_BANDS[0]), ("sex", SEXES[0])):
        row = row_of(country, 2020, by, group)
        assert (row["living"], row["watching_share"], row["reports"]) == (10, 0.0, 0.0)
        assert row["person_years_detained"] == pytest.approx(1000 * 104 / WEEKS_PER_YEAR / 10)


def test_a_run_of_a_few_weeks__has_one_year() -> None:
    """And its figures are of these weeks."""
    assert set(nobody(3).groups("sex")["year"]) == {2020}
    assert len(nobody(3).groups("province")) == 10


def test_a_group_of_one__counts_as_one() -> None:
    """What one person did is a thousand per 1,000."""
    cells = np.zeros((2, CELLS, len(CELL_COUNTS)), np.int64)
    cells[:, 0, CELL["free"]] = 1
    cells[1, 0, [CELL["reports"], CELL["new_viewers"]]] = 1
    seen = from_cells(empty_observations().clock, cells)
    row = row_of(Result(short_scenario(), 1, seen), 2020, "sex", SEXES[0])
    assert (row["living"], row["reports"], row["new_viewers"]) == (1, 1000.0, 1000.0)


def test_groups__are_crossed_as_they_are_named(country: Result) -> None:
    """Old women of the capital are a group of their own; everybody is one without a name."""
    crossed = country.groups(["province", "age", "sex"], at=2020)
    assert len(crossed) == 80
    women = crossed.query("province == 'Pyongyang' and age == '50+' and sex == 'woman'")
    assert women.iloc[0][list(FIRST)].to_dict() == pytest.approx(FIRST)
    assert crossed["living"].sum() == country.groups(at=2020)["living"].iloc[0] == 50
    young = country.groups(among={"age": ["0-14", "15-29"], "sex": "man"}, at=2020)
    assert young["living"].tolist() == [10]


def test_over_years__costs_are_summed_and_all_else_is_of_the_last(country: Result) -> None:
    """Fifteen punished in the first year and none in the second; watching is the second's."""
    (row,) = country.groups(among={"sex": "woman"}, over=[2020, 2021]).to_dict("records")
    for name in ("punished", "style_punished", "reports", "deaths", "person_years_detained"):
        assert row[name] == pytest.approx(FIRST[name] + SECOND[name]), name
    for name in ("watched_last_year_share", "new_viewers", "suspicion", "living"):
        assert row[name] == pytest.approx(SECOND[name]), name


def test_each_year__has_the_costs_of_that_year_alone(country: Result) -> None:
    """Without a year that is asked for, every one has rows of its own, run by run."""
    women = country.groups("sex", {"sex": "woman"})
    assert women.columns[:5].tolist() == ["scenario", "replicate", "seed", "year", "sex"]
    for row, expected in zip(women.to_dict("records"), (FIRST, SECOND), strict=True):
        assert {name: row[name] for name in expected} == pytest.approx(expected)
    over = country.groups("sex", over=[2020, 2021])
    assert over.columns[:4].tolist() == ["scenario", "replicate", "seed", "sex"]


def test_thin_groups__have_fewer_than_two_hundred() -> None:
    """Below it a group is marked; everybody together have a name of their own."""
    assert THIN == 200
    assert label_of({}, ()) == EVERYONE == "everyone"
    assert label_of({"age": "50+", "sex": "woman"}, ("age", "sex")) == "50+, woman"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"by": "wealth"}, "^by=.wealth. is not allowed; give one of province, age, sex"),
        ({"by": 5}, "^by=5 is no list"),
        ({"by": "cohort"}, "^by=cohort: years of birth are counted for the whole country"),
        ({"by": ["sex", "cohort"]}, "^by=cohort: years of birth"),
        ({"among": {"weeks": "x"}}, "^among=.weeks. is not allowed"),
        ({"among": 5}, "^among=5 is no mapping; write"),
        ({"among": {"sex": 5}}, "^among sex=5 is no list"),
        ({"by": ["sex", "sex"]}, "names one twice"),
        ({"among": {"sex": "women"}}, "did you mean woman"),
        ({"among": {"class": "core"}}, "give one of province, age, sex"),
        ({"at": 2019}, "from 2020 to 2021"),
        ({"over": [2021, 2020]}, "ends before it begins"),
        ({"over": [2020]}, "must be two years"),
        ({"at": 2020, "over": [2020, 2021]}, "give one of them"),
    ],
)
def test_what_is_no_group_and_no_year__is_said(
    country: Result, given: dict[str, object], said: str
) -> None:
    """With what is allowed, before anything is counted."""
    with pytest.raises(InputError, match=said):
        country.groups(**given)  # type: ignore[arg-type]
