"""What the virtual survey asks, of whom, and beside which published figure.

Two tables declare it. `questions.csv` names every question, real or simulated, with the survey
count that answers it; the evidence and the years of departure stand there unless the evidence has
them itself. `cohorts.csv` has the years of departure that everything is asked of.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nksim.core.columns import SURVEY_COUNTS
from nksim.evidence.register import Target, parameters, targets

MARKET = "market_copies"  # answered by copies and not by people
ESCAPEE_SURVEY = "escapee survey"


@dataclass(frozen=True)
class Question:
    """One question to one cohort; `column` is the survey count that answers it.

    `change` names two rows of the evidence whose difference is the answer.
    """

    statistic: str
    column: str
    left_from: int
    left_to: int
    evidence: str = ""
    population: str = ""
    real: float | None = None
    sd_total: float | None = None
    interviews: int | None = None
    change: tuple[str, str] | None = None


@cache
def questions(last_year: int) -> tuple[Question, ...]:
    """All questions, for a run that ends in `last_year`.

    First those that real surveys asked, of the cohorts they asked; then who was interviewed; then
    every count of the survey, of every cohort.
    """
    columns = simulated()
    real = [_real_question(target) for target in targets() if target.statistic in columns]
    return (*real, *_makeup_questions(), *_other_questions(last_year))


@cache
def simulated() -> dict[str, str]:
    """The count that answers each statistic of the evidence, by the statistic's name."""
    known = {target.statistic for target in targets()}
    return {row["statistic"]: row["column"] for row in _declared() if row["statistic"] in known}


@cache
def recalled() -> frozenset[str]:
    """The counts about one's own past, of which memory errs.

    Who a person is is not misremembered; habits and style are told as they are, since no source
    says how such answers err.
    """
    return frozenset(row["column"] for row in _declared() if row["recalled"] == "yes")


@cache
def asked_of(column: str) -> str:
    """The count of those whom a question is put to: all who are asked, or the young among them."""
    whom = {row["column"]: row["asked_of"] for row in _declared()}
    return whom.get(column) or "weight"


def title_of_question(statistic: str) -> str:
    """What was asked, in short, for people."""
    titles = {row["statistic"]: row["title"] for row in _declared()}
    return titles.get(statistic) or statistic.replace("_", " ").capitalize()


@cache
def cohorts(last_year: int) -> tuple[tuple[int, int], ...]:
    """First and last years of departure; the open cohort ends with the run, if it goes so far.

    >>> cohorts(2020)[-1], cohorts(2024)[-1]
    ((2016, 2020), (2021, 2024))
    """
    spans = [(int(row["left_from"]), row["left_to"]) for row in _rows("cohorts")]
    return tuple(
        (first, int(last or last_year)) for first, last in spans if last or first <= last_year
    )


def last_closed_cohort() -> tuple[int, int]:
    """The last years of departure that have an end: those before the law of 2020.

    >>> last_closed_cohort()
    (2016, 2020)
    """
    return cohorts(0)[-1]


def _real_question(target: Target) -> Question:
    declared = _by_statistic(target.statistic)
    change = (declared["change_from"], declared["change_to"])
    return Question(
        target.statistic,
        declared["column"],
        target.left_from,
        target.left_to,
        target.id,
        target.population,
        target.value,
        target.sd_total,
        target.n,
        change if all(change) else None,
    )


def _makeup_questions() -> Iterator[Question]:
    """Who was interviewed at all: sex and home of the largest sample."""
    values = {row.id: row.value for row in parameters()}
    for row in _declared():
        if row["evidence"]:
            yield Question(
                row["statistic"],
                row["column"],
                int(row["left_from"]),
                int(row["left_to"]),
                row["evidence"],
                ESCAPEE_SURVEY,
                float(values[row["evidence"]]),
            )


def _other_questions(last_year: int) -> Iterator[Question]:
    for column in SURVEY_COUNTS[1:]:
        for left_from, left_to in cohorts(last_year):
            yield Question(column.name, column.name, left_from, left_to)


def _by_statistic(statistic: str) -> dict[str, str]:
    return next(row for row in _declared() if row["statistic"] == statistic)


@cache
def _declared() -> tuple[dict[str, str], ...]:
    return _rows("questions")


def _rows(table: str) -> tuple[dict[str, str], ...]:
    with files("nksim.observations").joinpath(f"{table}.csv").open(encoding="utf-8") as stream:
        return tuple(csv.DictReader(stream))
