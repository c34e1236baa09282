"""The page: facts in words, tables and figures, put into one template.

1. what is asked, and of whom
2. the answer, and the limits beside it
3. costs to people, then what changed, when, for whom, and between whom
4. the survey beside the truth
5. what was put in, whether it holds, what is assumed
6. words, methods, where it comes from
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from nksim.analysis.intervals import LEVEL
from nksim.analysis.sentences import LARGE_FROM, SMALL_BELOW
from nksim.analysis.verdicts import RESOLVED, least_pairs
from nksim.core.numerals import decimal, percent
from nksim.observations.groups import THIN
from nksim.plots.comparison import COST_TITLES
from nksim.reports.answers import (
    Answer,
    answers,
    leading_rows,
    medians,
    outcome_title,
    told_apart,
)
from nksim.reports.assumed import Assumed, assumed_numbers
from nksim.reports.data_tables import DataTable
from nksim.reports.explained import explained_table
from nksim.reports.facts import Facts, facts_of
from nksim.reports.group_tables import group_tables
from nksim.reports.interval_tables import IntervalTable, interval_tables
from nksim.reports.numbers import LEVEL_IN_WORDS
from nksim.reports.pictures import (
    Picture,
    changes_picture,
    curves_picture,
    spread_picture,
    survey_picture,
)
from nksim.reports.provenance import Pairs, provenance
from nksim.reports.words import Words
from nksim.store.results import Results

if TYPE_CHECKING:
    import pandas as pd

TEMPLATE = "report.html"


@dataclass(frozen=True)
class Page:
    """Everything that the template shows, ready to be written down."""

    words: Words
    title: str
    question: str
    made: str
    failed: str
    baseline: str
    lead: list[str]
    answers: list[Answer]
    costs: list[IntervalTable]
    costs_intro: str
    changes: list[IntervalTable]
    all_changes: list[IntervalTable]
    pictures: list[Picture]
    groups: dict[str, list[DataTable]]
    groups_intro: str
    ties: list[IntervalTable]
    survey: Picture | None
    explained: DataTable | None
    robust: list[tuple[str, list[IntervalTable]]]
    assumed: Assumed
    methods: list[str]
    provenance: Pairs


def report_page(results: Results, words: Words) -> str:
    """The report of these results as one HTML document."""
    return render(page_of(facts_of(results), words))


def page_of(facts: Facts, words: Words) -> Page:
    """What a report says of these facts."""
    return Page(
        words=words,
        title=facts.compared.name if facts.compared else ", ".join(facts.results.scenario_names),
        question=_question(facts, words),
        made=_made(facts, words),
        failed=_failed(facts, words),
        baseline=facts.baseline,
        lead=_lead(facts, words),
        answers=_answers(facts, words),
        costs=_costs(facts, words),
        costs_intro=words("costs.intro", people=_people(facts), period=facts.period),
        changes=_outcomes(_leading(facts), words),
        all_changes=_outcomes(facts.differences, words),
        pictures=_pictures(facts, words),
        groups=group_tables(facts, words),
        groups_intro=_groups_intro(facts, words),
        ties=_outcomes(facts.ties, words),
        survey=None if facts.asked is None else survey_picture(facts.asked, words),
        explained=_explained(facts, words),
        robust=_robust(facts, words),
        assumed=assumed_numbers(facts.scenario, words),
        methods=_methods(words),
        provenance=provenance(facts.results, words),
    )


def render(page: Page) -> str:
    """The document; whatever is no markup of its own is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("nksim.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown: dict[str, Any] = vars(page) | {"level": LEVEL_IN_WORDS}
    return environment.get_template(TEMPLATE).render(shown)


def _question(facts: Facts, words: Words) -> str:
    if facts.compared is None:
        return words("page.runs_question")
    return facts.compared.description or words("page.no_question", name=facts.compared.name)


def _made(facts: Facts, words: Words) -> str:
    run, which = facts.scenario.run, "runs" if facts.differences is None else "pairs"
    return words(
        "page.made",
        people=_people(facts),
        first=run.start,
        last=run.until,
        runs=words(f"page.{which}", seeds=len(facts.seeds)),
    )


def _people(facts: Facts) -> str:
    return decimal(facts.scenario.society.size, 0)


def _failed(facts: Facts, words: Words) -> str:
    failed = len(facts.results.manifest.failures)
    return words("page.failed", failed=failed) if failed else ""


def _lead(facts: Facts, words: Words) -> list[str]:
    if facts.differences is None:
        return [words("answer.no_baseline")]
    period = words("answer.period", period=facts.period, year=facts.period.last)
    return [period, *told_apart(facts.differences, facts.baseline, words)]


def _answers(facts: Facts, words: Words) -> list[Answer]:
    if facts.differences is None:
        return medians(facts.results.outcomes, words)
    return answers(facts.differences, facts.baseline, words)


def _costs(facts: Facts, words: Words) -> list[IntervalTable]:
    if facts.costs is None:
        return []
    return interval_tables(
        facts.costs,
        words,
        of="item",
        by="scenario",
        title=lambda item: words.named("cost", item, COST_TITLES[item]),
    )


def _leading(facts: Facts) -> pd.DataFrame | None:
    return None if facts.differences is None else leading_rows(facts.differences)


def _outcomes(rows: pd.DataFrame | None, words: Words) -> list[IntervalTable]:
    """A table an outcome, costs to people first as they stand in the differences."""
    if rows is None:
        return []
    title = partial(outcome_title, words=words)
    return interval_tables(rows, words, of="outcome", by="scenario", title=title)


def _pictures(facts: Facts, words: Words) -> list[Picture]:
    if facts.weekly is not None:
        return [curves_picture(facts.weekly, words), changes_picture(facts.weekly, words)]
    return [spread_picture(one, place, words) for place, one in enumerate(facts.spreads())]


def _groups_intro(facts: Facts, words: Words) -> str:
    years = {"period": facts.period, "year": facts.period.last}
    return words("who.intro", baseline=facts.baseline, **years, thin=THIN)


def _explained(facts: Facts, words: Words) -> DataTable | None:
    """The table of shares, where effects have been taken apart."""
    return None if facts.explained is None else explained_table(facts.explained, words)


def _robust(facts: Facts, words: Words) -> list[tuple[str, list[IntervalTable]]]:
    """For each policy the tables of its outcomes, a row an assumption."""
    rows = facts.assumptions
    if rows is None:
        return []
    named = rows.assign(
        assumption=[words.named("assumption", one, one) for one in rows["assumption"]],
        verdict=[RESOLVED if resolved else "" for resolved in rows["resolved"]],
    )
    title = partial(outcome_title, words=words)
    return [
        (
            str(policy),
            interval_tables(part, words, of="outcome", by="assumption", title=title),
        )
        for policy, part in named.groupby("scenario", sort=False)
    ]


def _methods(words: Words) -> list[str]:
    small, large = percent(SMALL_BELOW), percent(LARGE_FROM)
    return [
        words("methods.pairs"),
        words("methods.interval", level=LEVEL_IN_WORDS, pairs=least_pairs(LEVEL)),
        words("methods.sizes", small=small, large=large),
        words("methods.model"),
        words("methods.state"),
    ]
