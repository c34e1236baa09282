"""The answer in sentences: each follows from the numbers of one row of differences.

Four things can be said of a difference: that there is none, that it cannot be told from none, that
it is small, or how large it is. Which of them is said depends on nothing but the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nksim.analysis.differences import has_value, is_resolved
from nksim.analysis.sentences import LARGE, MODERATE, SMALL, figure, size_of, title_of
from nksim.analysis.verdicts import NO_DIFFERENCE
from nksim.observations.costs_first import LEADING, with_costs
from nksim.observations.outcomes import unit_of_outcome
from nksim.reports.numbers import Row, has_interval, in_words, unit_words
from nksim.reports.words import Words

if TYPE_CHECKING:
    import pandas as pd

_SIZES = {SMALL: "_slightly", MODERATE: "", LARGE: "_strongly"}


@dataclass(frozen=True)
class Answer:
    """What is said under one heading."""

    heading: str
    sentences: tuple[str, ...]


def answers(differences: pd.DataFrame, baseline: str, words: Words) -> list[Answer]:
    """What each policy changed, in the order of the study."""
    return [
        Answer(
            words("answer.against", alternative=alternative, baseline=baseline),
            tuple(sentence(row, words) for row in leading_rows(rows).to_dict("records")),
        )
        for alternative, rows in differences.groupby("scenario", sort=False)
    ]


def told_apart(differences: pd.DataFrame, baseline: str, words: Words) -> list[str]:
    """For each leading outcome, how many policies differ by more than luck."""
    return [
        words(
            "answer.told",
            title=outcome_title(str(name), words),
            told=sum(is_resolved(row) for row in rows.to_dict("records")),
            all=len(rows),
            baseline=baseline,
        )
        for name, rows in leading_rows(differences).groupby("outcome", sort=False)
    ]


def leading_rows(differences: pd.DataFrame) -> pd.DataFrame:
    """The rows that an answer is made of: the leading outcomes, else the first that there are."""
    names = list(differences["outcome"].unique())
    chosen = [name for name in LEADING if name in names] or names[: len(LEADING)]
    places = {name: place for place, name in enumerate(with_costs(chosen))}
    rows = differences[differences["outcome"].isin(chosen)]
    policies = {name: place for place, name in enumerate(differences["scenario"].unique())}
    order = rows.assign(_policy=rows["scenario"].map(policies), _place=rows["outcome"].map(places))
    sorted_rows = order.sort_values(["_policy", "_place"], kind="stable")
    return sorted_rows.drop(columns=["_policy", "_place"])


def sentence(row: Row, words: Words) -> str:
    """What one difference says."""
    title = outcome_title(str(row["outcome"]), words)
    pairs = words("answer.pairs", number=row["replicates"])
    return words(f"answer.{verdict(row)}", **_figures(row, words), title=title, pairs=pairs)


def verdict(row: Row) -> str:
    """Which of the sentences is said: its name in the catalogue."""
    if not has_value(row):
        return "no_value"
    if row["verdict"] == NO_DIFFERENCE:
        return "none"
    if not has_interval(row):
        return "one_pair"
    return "changed" if is_resolved(row) else "unresolved"


def direction(row: Row) -> str:
    """Higher or lower, and how much: the word's name in the catalogue."""
    word = "higher" if float(row["mean"]) > 0 else "lower"
    return f"{word}{_SIZES[size_of(row)]}"


def medians(outcomes: pd.DataFrame, words: Words) -> list[Answer]:
    """What came out of runs that were not compared: a scenario a heading."""
    return [
        Answer(str(name), tuple(_medians(rows, words)))
        for name, rows in outcomes.groupby("scenario", sort=False)
    ]


def outcome_title(name: str, words: Words) -> str:
    """The short name of an outcome."""
    return words.named("outcome", name, title_of(name))


def _figures(row: Row, words: Words) -> dict[str, str]:
    said = words(f"answer.{direction(row)}") if has_value(row) else ""
    return in_words(row, words) | {"direction": said}


def _medians(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    for name in (name for name in LEADING if name in rows and rows[name].notna().any()):
        unit, values = unit_of_outcome(name), rows[name].dropna()
        middle, low, high = values.median(), values.min(), values.max()
        yield words(
            "answer.outcome",
            title=outcome_title(name, words),
            value=figure(float(middle), unit),
            unit=unit_words(unit, words),
            runs=len(values),
            low=figure(float(low), unit),
            high=figure(float(high), unit),
        )
