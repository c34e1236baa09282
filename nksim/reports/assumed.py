"""The numbers of the baseline, those without a source first."""

from __future__ import annotations

from dataclasses import dataclass

from nksim.core.numerals import short
from nksim.reports.data_tables import DataTable
from nksim.reports.words import Words
from nksim.scenario.quantities import Quantity, quantities
from nksim.scenario.scenario import Scenario

ASSUMED = "assumed"
DIGITS = 6


@dataclass(frozen=True)
class Assumed:
    """How many numbers a scenario has, how many of them no source, and all of them in a table."""

    all: int
    assumed: int
    table: DataTable


def assumed_numbers(scenario: Scenario, words: Words) -> Assumed:
    """All numbers of a scenario with their ranges and sources."""
    found = quantities(scenario)
    bare = [number for number in found if number.source == ASSUMED]
    others = [number for number in found if number.source != ASSUMED]
    heads = ("key", "value", "range", "source", "meaning")
    title = words("assumptions.show", all=len(found))
    rows = tuple(_row(number, words) for number in (*bare, *others))
    table = DataTable(title, tuple(words(f"assumptions.{head}") for head in heads), rows)
    return Assumed(len(found), len(bare), table)


def _row(number: Quantity, words: Words) -> tuple[str, ...]:
    plausible = "" if number.range is None else " - ".join(short(end, 4) for end in number.range)
    source = words("assumptions.assumed") if number.source == ASSUMED else number.source
    value = f"{short(number.value, DIGITS)} {number.unit}".strip()
    return (number.key, value, plausible, source, number.meaning)
