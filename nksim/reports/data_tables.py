"""Plain tables of a report: heads, rows of text, and what stands above them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nksim.core.numerals import decimal
from nksim.reports.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class DataTable:
    """A table; the first cell of each row is its head."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def yearly_table(
    curves: pd.DataFrame, value: str, title: str, factor: float, words: Words
) -> DataTable:
    """Means of weekly values by year: a row a year, a column a name.

    `curves` has name, date and the values.
    """
    wide = curves.assign(year=curves["date"].dt.year).pivot_table(
        index="year", columns="name", values=value, sort=False
    )
    names = list(dict.fromkeys(curves["name"]))
    rows = [
        (str(year), *(decimal(factor * row.get(name, float("nan")), 1) for name in names))
        for year, row in wide.sort_index().iterrows()
    ]
    return DataTable(title, (words("time.year"), *names), tuple(rows))
