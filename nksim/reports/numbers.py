"""Numbers and their units as a report writes them, in its language."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from nksim.analysis.intervals import LEVEL
from nksim.analysis.sentences import figure
from nksim.core.numerals import NO_VALUE, percent
from nksim.reports.words import Words

Row = Mapping[Hashable, Any]
LEVEL_IN_WORDS = percent(LEVEL)


def unit_words(unit: str, words: Words) -> str:
    """The unit beside a number."""
    return words(f"unit.{unit}") if words.has(f"unit.{unit}") else unit


def points_words(unit: str, words: Words) -> str:
    """The unit beside a difference."""
    return unit_words("points" if unit == "share" else unit, words)


def with_unit(title: str, unit: str) -> str:
    """A title with the unit of what stands below it, unless the title says it."""
    return title if unit in title.lower() else f"{title} ({unit.strip('()')})"


def in_words(row: Row, words: Words) -> dict[str, str]:
    """The figures of a row of differences as text, by the names that sentences give them."""
    unit = str(row["unit"])
    change = {name: figure(row[name], unit, signed=True) for name in ("mean", "low", "high")}
    return change | {
        "before": figure(row["baseline_mean"], unit),
        "after": figure(row["alternative_mean"], unit),
        "unit": unit_words(unit, words),
        "points": points_words(unit, words),
        "level": LEVEL_IN_WORDS,
    }


def has_interval(row: Row) -> bool:
    """Whether there were pairs enough for an interval."""
    return figure(row["high"] - row["low"], str(row["unit"])) != NO_VALUE
