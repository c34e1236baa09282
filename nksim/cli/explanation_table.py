"""Tables of an explanation for a terminal: a policy a block, a part a line, costs first."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from nksim.cli.output import print_table

if TYPE_CHECKING:
    import pandas as pd

WIDTH, HEAD, DIGITS = 120, 13, 2
KINDS = {"channel": "by channel", "setting": "by setting"}
PUT_IN_MARK, ASSUMED_MARK = " (put in)", " *"


def print_parts(parts: pd.DataFrame) -> None:
    """The Shapley value of every part, an outcome a column, half its interval behind it."""
    for policy, rows in parts.groupby("scenario", sort=False):
        for kind, words in KINDS.items():
            some = rows[rows["kind"].isin(["whole", kind])]
            mark = "; *: no source" if _has_assumed(some) else ""
            title = f"{policy}, {words}: Shapley values, ± half the 90% interval{mark}"
            heads = ["part", *(_stacked(_titled(row)) for row in _first_of_each(some))]
            lines = [
                [_named(cells[0]), *(_value(cell) for cell in cells)] for cells in _lines(some)
            ]
            print_table(title, heads, lines, numbers=True, width=WIDTH)


def print_details(parts: pd.DataFrame) -> None:
    """An outcome a block: each part alone, the whole without it, and its Shapley value."""
    heads = ["part", "alone", "90%", "whole without it", "90%", "Shapley value", "90%"]
    for (policy, outcome), rows in parts.groupby(["scenario", "outcome"], sort=False):
        first = rows.to_dict("records")[0]
        lines = [_detail(row) for row in rows.to_dict("records")]
        title = f"{policy}: {_titled(first)} ({outcome})"
        print_table(title, heads, lines, numbers=True, width=WIDTH)


def _detail(row: dict[Hashable, Any]) -> list[str]:
    from nksim.analysis.sentences import figure, span

    unit, cells = row["unit"], [_named(row)]
    for name, low, high in (
        ("alone", "alone_low", "alone_high"),
        ("without", "without_low", "without_high"),
        ("mean", "low", "high"),
    ):
        known = row[name] == row[name]
        cells.append(figure(row[name], unit, signed=True) if known else "")
        cells.append(span(row[low], row[high], unit) if known else "")
    return cells


def _first_of_each(rows: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """The first row of each outcome."""
    return list(rows.drop_duplicates("outcome").to_dict("records"))


def _stacked(title: str) -> str:
    """A head on lines of at most HEAD letters, so that names of parts keep their room."""
    return "\n".join(wrap(title, HEAD, break_long_words=False, break_on_hyphens=False))


def _lines(rows: pd.DataFrame) -> Iterator[list[dict[Hashable, Any]]]:
    """The rows of each part, one for each outcome."""
    for _, cells in rows.groupby(["kind", "part"], sort=False):
        yield list(cells.to_dict("records"))


def _named(row: dict[Hashable, Any]) -> str:
    """A part with its marks."""
    mark = PUT_IN_MARK if row["put_in"] else ASSUMED_MARK if row["source"] == "assumed" else ""
    return f"{row['part']}{mark}"


def _has_assumed(rows: pd.DataFrame) -> bool:
    return bool((rows["source"] == "assumed").any())


def _titled(row: dict[Hashable, Any]) -> str:
    from nksim.analysis.sentences import title_of, unit_in_words

    unit = "points" if row["unit"] == "share" else unit_in_words(row["unit"])
    return f"{title_of(row['outcome'])}, {unit}"


def _value(row: dict[Hashable, Any]) -> str:
    """A Shapley value, and half its interval where it has one."""
    from nksim.analysis.differences import has_value
    from nksim.core.numerals import decimal

    if not has_value(row):
        return "no value"
    factor = 100 if row["unit"] == "share" else 1
    said = decimal(factor * row["mean"], DIGITS, signed=True)
    half = factor * (row["high"] - row["low"]) / 2
    return said if half != half else f"{said} ±{decimal(half, DIGITS)}"
