"""What the virtual survey asks: the rows of the evidence come in, the questions with their cohorts leave.

First the questions that real surveys asked, for the cohorts they asked; then everything else for the standard cohorts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nksim.core.columns import SURVEY_COUNTS
from nksim.evidence.register import Target, parameters, targets

CHANGE = "change_of_ever_watched_C4_minus_C3"
BEFORE, AFTER = "C3", "C4"  # the rows of the evidence between which it lies
MARKET = "market_copies"
SIMULATED = {
    "ever_watched_foreign_video": "ever_watched",
    "ever_watched_south_korean_video": "ever_watched_korean",
    "home_ever_searched_or_surveilled": "home_searched",
    "witnessed_someone_punished_for_foreign_media": "witnessed_punishment",
    "watched_almost_daily": "watched_almost_daily",
    "watched_weekly_or_more_not_daily": "watched_weekly",
    "watched_monthly_not_weekly": "watched_monthly",
    "watched_every_two_or_three_months": "watched_quarterly",
    "ever_bribed_for_lighter_punishment": "ever_bribed",
    "imitated_south_korean_fashion": "imitated_style",
    "share_of_titles_obtained_in_market": MARKET,
    CHANGE: CHANGE,
}
# Questions about one's own past; who a person is is not misremembered, and habits and style are told as they are: no source says how they err.
RECALLED = frozenset(
    (
        "ever_watched",
        "ever_watched_chinese",
        "ever_watched_korean",
        "watched_last_year",
        "home_searched",
        "witnessed_punishment",
        "ever_punished",
        "ever_bribed",
    )
)
SAMPLE_MAKEUP = {"P3": "women", "P4": "border_province", "P5": "pyongyang"}
COHORTS = ((1990, 2000), (2001, 2010), (2011, 2015), (2016, 2020))
LAST_COHORT_FROM = 2021
ESCAPEE_SURVEY = "escapee survey"


@dataclass(frozen=True)
class Question:
    """One question to one cohort; `column` is the survey count that answers it."""

    statistic: str
    column: str
    left_from: int
    left_to: int
    evidence: str = ""
    population: str = ""
    real: float | None = None
    sd_total: float | None = None
    interviews: int | None = None


@cache
def questions(last_year: int) -> tuple[Question, ...]:
    """All questions, for a run that ends in `last_year`: those with a real answer first."""
    real = [_real_question(target) for target in targets() if target.statistic in SIMULATED]
    return (*real, *_makeup_questions(), *_other_questions(last_year))


def _real_question(target: Target) -> Question:
    return Question(
        target.statistic,
        SIMULATED[target.statistic],
        target.left_from,
        target.left_to,
        target.id,
        target.population,
        target.value,
        target.sd_total,
        target.n,
    )


def _makeup_questions() -> Iterator[Question]:
    """Who was interviewed at all: sex and home of the largest sample."""
    for row in parameters():
        if row.id in SAMPLE_MAKEUP:
            yield Question(
                SAMPLE_MAKEUP[row.id],
                SAMPLE_MAKEUP[row.id],
                1990,
                2020,
                row.id,
                ESCAPEE_SURVEY,
                float(row.value),
            )


def _other_questions(last_year: int) -> Iterator[Question]:
    cohorts = (
        (*COHORTS, (LAST_COHORT_FROM, last_year)) if last_year >= LAST_COHORT_FROM else COHORTS
    )
    for column in SURVEY_COUNTS[1:]:
        for left_from, left_to in cohorts:
            yield Question(column.name, column.name, left_from, left_to)
