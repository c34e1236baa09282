"""Tables of differences for a terminal of 100 columns.

An alternative a block, an outcome a line, costs to people first.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from nksim.cli.output import print_table

if TYPE_CHECKING:
    import pandas as pd

MARKS = {"resolved": "yes", "no difference": "none"}
NO_VALUE = "no value"
WIDTH = 100


def print_differences(differences: pd.DataFrame) -> None:
    """Each alternative's outcomes.

    Both means, difference, interval, how often it was higher, and whether that is resolved.
    """
    from nksim.core.numerals import counted

    heads = ["outcome", "baseline", "here", "difference", "90% interval", "higher in", "resolved"]
    for alternative, rows in differences.groupby("scenario", sort=False):
        lines = [_difference_line(row) for row in rows.to_dict("records")]
        pairs = counted(int(rows["replicates"].max()), "pair")
        title = f"{alternative}: {pairs} with the baseline"
        print_table(title, heads, lines, numbers=True, width=WIDTH)


def _difference_line(row: dict[Hashable, Any]) -> list[str]:
    from nksim.core.numerals import percent

    higher = percent(row["probability_higher"])
    return [_titled(row), *_figures(row), higher, _mark(row)]


def _figures(row: dict[Hashable, Any]) -> list[str]:
    """Both means, the difference and its interval."""
    from nksim.analysis.sentences import figure

    unit = row["unit"]
    means = [figure(row[f"{which}_mean"], unit) for which in ("baseline", "alternative")]
    return [*means, figure(row["mean"], unit, signed=True), _span(row)]


def print_group_differences(groups: pd.DataFrame) -> None:
    """One outcome's differences by province, age band or sex."""
    heads = ["group", "outcome", "baseline", "here", "difference", "90% interval", "resolved"]
    for alternative, rows in groups.groupby("scenario", sort=False):
        lines = [
            [row["group"], _titled(row), *_figures(row), _mark(row)]
            for row in rows.to_dict("records")
        ]
        print_table(f"{alternative}, by group", heads, lines, numbers=True, width=WIDTH)


def print_bounds(found: pd.DataFrame) -> None:
    """The range of single differences at fixed numbers beside that with drawn numbers."""
    heads = [
        "outcome",
        "fixed numbers",
        "5-95% of seeds",
        "drawn numbers",
        "5-95% of draws",
        "times as wide",
    ]
    below = "differences of single seeds, without and with what the figures leave open"
    for alternative, rows in found.groupby("scenario", sort=False):
        lines = [_bound_line(row) for row in rows.to_dict("records")]
        print_table(f"{alternative}: {below}", heads, lines, numbers=True, width=WIDTH)


def _bound_line(row: dict[Hashable, Any]) -> list[str]:
    from nksim.analysis.sentences import figure

    ranges = [
        part
        for which in ("", "_drawn")
        for part in (figure(row[f"mean{which}"], row["unit"], signed=True), _span(row, which))
    ]
    return [_titled(row), *ranges, figure(row["wider"], "")]


def print_assumptions(found: pd.DataFrame) -> None:
    """An outcome a block, an assumption a line, a policy a column."""
    from nksim.analysis.sentences import title_of, unit_in_words

    for outcome, rows in found.groupby("outcome", sort=False):
        unit = str(rows["unit"].iloc[0])
        alternatives = list(dict.fromkeys(rows["scenario"]))
        lines = [
            [
                name,
                *(
                    _difference(part[part["scenario"] == alternative].to_dict("records"), unit)
                    for alternative in alternatives
                ),
            ]
            for name, part in rows.groupby("assumption", sort=False)
        ]
        title = (
            f"{title_of(str(outcome))}, {'points' if unit == 'share' else unit_in_words(unit)}:"
            " difference under each assumption (?: not resolved)"
        )
        print_table(title, ["assumption", *alternatives], lines, numbers=True, width=WIDTH)


def _titled(row: dict[Hashable, Any]) -> str:
    """An outcome with its unit."""
    from nksim.analysis.sentences import title_of, unit_in_words

    return f"{title_of(row['outcome'])}, {unit_in_words(row['unit'])}"


def _mark(row: dict[Hashable, Any]) -> str:
    """The verdict in a word; without a value there is none."""
    from nksim.analysis.differences import has_value

    return MARKS.get(row["verdict"], "no") if has_value(row) else NO_VALUE


def _difference(rows: list[dict[Hashable, Any]], unit: str) -> str:
    """The one difference of an alternative under an assumption; empty where all its runs failed."""
    from nksim.analysis.differences import has_value, is_resolved
    from nksim.analysis.sentences import figure

    return "".join(
        f"{figure(row['mean'], unit, signed=True)}{'' if is_resolved(row) else ' ?'}"
        if has_value(row)
        else NO_VALUE
        for row in rows
    )


def _span(row: dict[Hashable, Any], which: str = "") -> str:
    from nksim.analysis.sentences import span

    return span(row[f"low{which}"], row[f"high{which}"], row["unit"])
