"""What the virtual survey asks, of whom, and beside which figure of the evidence."""

from __future__ import annotations

import pytest

from nksim.core.columns import SURVEY_COUNTS
from nksim.evidence.register import targets
from nksim.observations.questions import (
    MARKET,
    Question,
    last_closed_cohort,
    questions,
    recalled,
    simulated,
    title_of_question,
)

ASKED = {
    "C1": ("ever_watched", 1990, 2000, 0.084, 0.04, 391),
    "C2": ("ever_watched", 2001, 2010, 0.537, 0.06, 1505),
    "C3": ("ever_watched", 2011, 2015, 0.814, 0.04, 2204),
    "C4": ("ever_watched", 2016, 2020, 0.833, 0.04, 690),
    "C5": ("change", 2011, 2020, 0.019, 0.025, None),
    "C6a": ("home_searched", 1990, 2000, 0.164, 0.06, None),
    "C6b": ("home_searched", 2016, 2020, 0.513, 0.06, None),
    "C7": ("witnessed_punishment", 2012, 2018, 0.75, 0.08, 200),
    "C8a": ("watched_almost_daily", 2012, 2018, 0.17, 0.06, 200),
    "C8b": ("watched_weekly", 2012, 2018, 0.27, 0.06, 200),
    "C8c": ("watched_monthly", 2012, 2018, 0.21, 0.06, 200),
    "C8d": ("watched_quarterly", 2012, 2018, 0.2, 0.06, 200),
    "C8e": ("watched_rarely", 2012, 2018, 0.15, 0.06, 200),
    "C9c": ("ever_bribed", 2016, 2020, 0.15, 0.05, None),
    "C10": (MARKET, 2005, 2011, 0.22, 0.06, 198),
    "C12": ("ever_watched_korean", 2014, 2014, 0.49, 0.1, 100),
    "C15": ("young_fashion", 2010, 2020, 0.434, 0.08, 138),
    "C16": ("young_speech", 2010, 2020, 0.492, 0.08, 138),
    "C17": ("young_witnessed", 2010, 2020, 0.406, 0.08, 138),
    "P3": ("women", 1990, 2020, 0.818, None, None),
    "P4": ("border_province", 1990, 2020, 0.821, None, None),
    "P5": ("pyongyang", 1990, 2020, 0.027, None, None),
}


def with_evidence() -> dict[str, Question]:
    return {question.evidence: question for question in questions(2020) if question.evidence}


@pytest.mark.parametrize("evidence", sorted(ASKED))
def test_a_real_question__goes_to_its_cohort(evidence: str) -> None:
    """Asked of the count that answers it, for the years of departure of those who were asked in
    the South."""
    asked = with_evidence()[evidence]
    assert ASKED[evidence] == (
        asked.column,
        asked.left_from,
        asked.left_to,
        asked.real,
        asked.sd_total,
        asked.interviews,
    )
    others = {"C12": "legal travellers not escapees"} | dict.fromkeys(
        ("C15", "C16", "C17"), "escapee survey of young people"
    )
    assert asked.population == others.get(evidence, "escapee survey")
    if evidence.startswith("C"):
        assert simulated()[asked.statistic] == asked.column
    else:
        assert asked.statistic == asked.column


def test_real_questions__come_first_and_are_all_there() -> None:
    """Then who was asked, then everything else."""
    first = list(with_evidence())
    assert sorted(first) == sorted(ASKED)
    assert [question.evidence for question in questions(2020)[: len(first)]] == first
    assert first[-3:] == ["P3", "P4", "P5"]


@pytest.mark.parametrize(("last", "cohorts"), [(2012, 4), (2020, 4), (2021, 5), (2030, 5)])
def test_everything_else__is_asked_of_every_cohort(last: int, cohorts: int) -> None:
    """Of those who left since 2021 too, if the run goes on till then."""
    rest = [question for question in questions(last) if not question.evidence]
    years = [(1990, 2000), (2001, 2010), (2011, 2015), (2016, 2020), (2021, last)][:cohorts]
    assert rest == [
        Question(column.name, column.name, *cohort)
        for column in SURVEY_COUNTS[1:]
        for cohort in years
    ]
    assert (rest[0].column, rest[0].population, rest[0].real) == ("ever_watched", "", None)


def test_what_is_simulated__are_statistics_of_the_evidence() -> None:
    """The model's own counts and the makeup of the sample are asked as well and stand apart."""
    known = {target.statistic for target in targets()}
    assert set(simulated()) <= known
    assert {asked.statistic for asked in questions(2020) if asked.evidence[:1] == "C"} == {
        *simulated()
    }


def test_recall__errs_about_ones_own_past_only() -> None:
    """Nobody mistakes their sex or their home; habits and style are told as they are."""
    assert (
        frozenset(
            {
                "ever_watched",
                "ever_watched_chinese",
                "ever_watched_korean",
                "watched_last_year",
                "home_searched",
                "witnessed_punishment",
                "ever_punished",
                "ever_bribed",
            }
        )
        == recalled()
    )


def test_a_change__is_asked_of_two_rows_of_the_evidence() -> None:
    """The rise from one cohort to the next is no question that anybody answers."""
    changes = {asked.evidence: asked.change for asked in questions(2020) if asked.change}
    assert changes == {"C5": ("C3", "C4")}


def test_every_question__is_declared_once_with_a_title() -> None:
    """Whatever is asked has a name for people."""
    titles = {asked.statistic: title_of_question(asked.statistic) for asked in questions(2025)}
    assert not [title for title in titles.values() if "_" in title or not title]
    assert len(set(titles.values())) == len(titles)
    assert title_of_question("no_such_question") == "No such question"


def test_the_last_closed_cohort__is_that_before_the_law() -> None:
    """Its years have an end; who left later is still being asked."""
    assert last_closed_cohort() == (2016, 2020)


def test_titles__are_those_declared_and_else_the_name_in_words() -> None:
    """A question has a title of its own; another name is read as it stands."""
    assert title_of_question("nobody_asked_this") == "Nobody asked this"
    title = title_of_question("ever_watched_south_korean_video")
    assert title == "Ever watched South Korean video"
