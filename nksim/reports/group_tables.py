"""For whom: a row a group, a column a policy, with how many people stand behind each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nksim.analysis.differences import has_value, is_resolved
from nksim.analysis.sentences import figure
from nksim.analysis.verdicts import NO_DIFFERENCE
from nksim.core.numerals import decimal
from nksim.observations.yearly_columns import GROUPS
from nksim.reports.answers import outcome_title
from nksim.reports.data_tables import DataTable
from nksim.reports.facts import GROUPINGS, Facts
from nksim.reports.numbers import Row, points_words, with_unit
from nksim.reports.words import Words

if TYPE_CHECKING:
    import pandas as pd

_UNITS = {column.name: column.unit for column in GROUPS}


def group_tables(facts: Facts, words: Words) -> dict[str, list[DataTable]]:
    """For each grouping a table an outcome; empty where groups were not kept."""
    found = {}
    for by in GROUPINGS:
        rows = facts.groups(by)
        if rows is not None and not rows.empty:
            found[words(f"who.{by}")] = list(_tables(rows, words))
    return found


def _tables(rows: pd.DataFrame, words: Words) -> Iterator[DataTable]:
    for outcome, part in rows.groupby("outcome", sort=False):
        unit = points_words(_UNITS[str(outcome)], words)
        policies = tuple(dict.fromkeys(str(name) for name in part["scenario"]))
        heads = (words("who.group"), words("who.people"), *policies)
        lines = tuple(
            _line(str(group), cells.to_dict("records"), words)
            for group, cells in part.groupby("group", sort=False)
        )
        yield DataTable(with_unit(outcome_title(str(outcome), words), unit), heads, lines)


def _line(group: str, cells: Sequence[Row], words: Words) -> tuple[str, ...]:
    thin = f" ({words('who.thin')})" if cells[0]["thin"] else ""
    count = f"{decimal(cells[0]['people'], 0)}{thin}"
    changes = (_cell(row, words) for row in cells)
    return (words.named("group", group, group), count, *changes)


def _cell(row: Row, words: Words) -> str:
    if not has_value(row):
        return words("intervals.no_value")
    sure = is_resolved(row) or row["verdict"] == NO_DIFFERENCE
    return figure(row["mean"], str(row["unit"]), signed=True) + ("" if sure else " ?")
