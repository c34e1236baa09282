"""Differences as rows of a table in which each has its interval drawn: a figure that is its data.

Whoever sees reads points and bars, whoever hears reads numbers; rows of one table share one scale.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from nksim.analysis.differences import has_value, is_resolved
from nksim.analysis.sentences import figure
from nksim.analysis.verdicts import NO_DIFFERENCE
from nksim.reports.numbers import Row, in_words, points_words, with_unit
from nksim.reports.words import Words

if TYPE_CHECKING:
    import pandas as pd

MARGIN = 0.04  # of the width, on either side


@dataclass(frozen=True)
class Drawn:
    """Where an interval lies, in percent of the width; `low` and `high` are empty without one."""

    zero: float
    mean: float
    low: float | None
    high: float | None
    resolved: bool


@dataclass(frozen=True)
class IntervalRow:
    """One difference: what it is of, in numbers, and as it is drawn."""

    label: str
    change: str
    between: str
    means: str
    mark: str
    drawn: Drawn | None


@dataclass(frozen=True)
class IntervalTable:
    """Differences of one kind, one a row; the title has their unit."""

    title: str
    rows: tuple[IntervalRow, ...]


def interval_tables(
    differences: pd.DataFrame, words: Words, *, of: str, by: str, title: Callable[[str], str]
) -> list[IntervalTable]:
    """A table for each value of the column `of`, a row for each of the column `by`."""
    return [
        _table(rows, words, by, title(str(name)))
        for name, rows in differences.groupby(of, sort=False)
    ]


def _table(rows: pd.DataFrame, words: Words, by: str, title: str) -> IntervalTable:
    found = rows.to_dict("records")
    unit, scale = points_words(str(found[0]["unit"]), words), _scale(found)
    lines = tuple(_row(row, words, str(row[by]), scale) for row in found)
    return IntervalTable(with_unit(title, unit), lines)


def _row(row: Row, words: Words, label: str, scale: tuple[float, float]) -> IntervalRow:
    if not has_value(row):
        return IntervalRow(label, words("intervals.no_value"), "", "", "", None)
    unit = str(row["unit"])
    return IntervalRow(
        label,
        figure(row["mean"], unit, signed=True),
        _span(row, words),
        _means(row, words),
        _mark(row, words),
        _drawn(row, scale),
    )


def _means(row: Row, words: Words) -> str:
    """From the baseline's mean to that of the policy, where both are known."""
    if "baseline_mean" not in row:
        return ""
    said = in_words(row, words)
    return f"{said['before']} → {said['after']}"


def _span(row: Row, words: Words) -> str:
    """The interval; nothing if there is none."""
    unit = str(row["unit"])
    low, high = (figure(row[name], unit, signed=True) for name in ("low", "high"))
    return words("intervals.span", low=low, high=high) if isfinite(row["low"]) else ""


def _mark(row: Row, words: Words) -> str:
    if row.get("verdict") == NO_DIFFERENCE:
        return words("intervals.none")
    return "" if is_resolved(row) else words("intervals.unresolved")


def _scale(rows: Sequence[Row]) -> tuple[float, float]:
    """The smallest and the largest number drawn, zero among them."""
    found = [row[name] for row in rows for name in ("mean", "low", "high")]
    known = [0.0, *(float(number) for number in found if isfinite(number))]
    low, high = min(known), max(known)
    return (low, high) if high > low else (-1.0, 1.0)


def _drawn(row: Row, scale: tuple[float, float]) -> Drawn:
    has_bar = isfinite(row["low"]) and isfinite(row["high"])
    return Drawn(
        _place(0.0, scale),
        _place(row["mean"], scale),
        _place(row["low"], scale) if has_bar else None,
        _place(row["high"], scale) if has_bar else None,
        is_resolved(row),
    )


def _place(number: float, scale: tuple[float, float]) -> float:
    low, high = scale
    share = (number - low) / (high - low)
    return round(100 * (MARGIN + (1 - 2 * MARGIN) * share), 2)
