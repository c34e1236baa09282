"""Tables of differences: one of the outcomes that matter, on 80 columns; all of them on 100.

Costs to people first, alternatives in the order of the study.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import has_value, is_resolved
from nksim.analysis.intervals import LEVEL
from nksim.analysis.sentences import figure, span, title_of, unit_in_words
from nksim.analysis.verdicts import footnote
from nksim.cli.output import print_table, say_filled
from nksim.core.numerals import counted, decimal, percent
from nksim.observations.groups import THIN

if TYPE_CHECKING:
    import pandas as pd

MARKS = {"resolved": "yes", "no difference": "none"}
NO_VALUE = "no value"
WIDTH, LEADING_WIDTH = 100, 80
UNRESOLVED = " ?"
LEADING_HEADS = ("", "baseline", "here", "difference", "90% interval")


def print_leading(differences: pd.DataFrame, about: str) -> None:
    """The outcomes that matter, each with its alternatives: the first and often the only table."""
    lines = [
        line
        for _, rows in differences.groupby("outcome", sort=False)
        for line in _outcome_lines(rows.to_dict("records"))
    ]
    say_filled(about, LEADING_WIDTH)
    print_table("", LEADING_HEADS, lines, numbers=True, width=LEADING_WIDTH)
    foot = footnote(LEVEL, int(differences["p"].notna().sum()))
    say_filled(foot, LEADING_WIDTH)


def _outcome_lines(rows: list[dict[Hashable, Any]]) -> Iterator[list[str]]:
    """The outcome with its unit, then a line an alternative."""
    yield [_titled(rows[0]), "", "", "", ""]
    for row in rows:
        before, here, difference, interval = _figures(row)
        yield [f"  {row['scenario']}", before, here, f"{difference}{_doubt(row)}", interval]


def _doubt(row: dict[Hashable, Any]) -> str:
    """The mark of what is not resolved; nothing where nothing differs in any pair."""
    return UNRESOLVED if has_value(row) and row["verdict"] not in MARKS else ""


def print_differences(differences: pd.DataFrame) -> None:
    """Each alternative's outcomes.

    Both means, difference, interval, how often it was higher, and whether that is resolved.
    """
    heads = ["outcome", "baseline", "here", "difference", "90% interval", "higher in", "resolved"]
    for alternative, rows in differences.groupby("scenario", sort=False):
        lines = [_difference_line(row) for row in rows.to_dict("records")]
        replicates = int(rows["replicates"].max())
        pairs = counted(replicates, "pair")
        title = f"{alternative}: {pairs} with the baseline"
        print_table(title, heads, lines, numbers=True, width=WIDTH)


def _difference_line(row: dict[Hashable, Any]) -> list[str]:
    higher = percent(row["probability_higher"])
    return [_titled(row), *_figures(row), higher, _mark(row)]


def _figures(row: dict[Hashable, Any]) -> list[str]:
    """Both means, the difference and its interval."""
    unit = row["unit"]
    means = [figure(row[f"{which}_mean"], unit) for which in ("baseline", "alternative")]
    return [*means, figure(row["mean"], unit, signed=True), _span(row)]


def print_group_differences(groups: pd.DataFrame, about: str) -> None:
    """The differences of each group, an alternative and outcome a block; thin groups are marked."""
    heads = ["group", "people", "baseline", "here", "difference", "90% interval"]
    for (alternative, _), rows in groups.groupby(["scenario", "outcome"], sort=False):
        records = rows.to_dict("records")
        lines = [_group_line(row) for row in records]
        title = f"{alternative}: {_titled(records[0])}"
        print_table(title, heads, lines, numbers=True, width=LEADING_WIDTH)
    thin = f" thin: fewer than {THIN} simulated people in a run." if groups["thin"].any() else ""
    foot = f"{footnote(LEVEL, int(groups['p'].notna().sum()))}{thin}"
    say_filled(f"{about}. {foot}", LEADING_WIDTH)


def _group_line(row: dict[Hashable, Any]) -> list[str]:
    before, here, difference, interval = _figures(row)
    people = f"{decimal(row['people'], 0)}{', thin' if row['thin'] else ''}"
    return [row["group"], people, before, here, f"{difference}{_doubt(row)}", interval]


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
    ranges = [
        part
        for which in ("", "_drawn")
        for part in (figure(row[f"mean{which}"], row["unit"], signed=True), _span(row, which))
    ]
    return [_titled(row), *ranges, figure(row["wider"], "")]


def print_assumptions(found: pd.DataFrame) -> None:
    """An outcome a block, an assumption a line, a policy a column."""
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
    return f"{title_of(row['outcome'])}, {unit_in_words(row['unit'])}"


def _mark(row: dict[Hashable, Any]) -> str:
    """The verdict in a word; without a value there is none."""
    return MARKS.get(row["verdict"], "no") if has_value(row) else NO_VALUE


def _difference(rows: list[dict[Hashable, Any]], unit: str) -> str:
    """The one difference of an alternative under an assumption; empty where all its runs failed."""
    return "".join(
        f"{figure(row['mean'], unit, signed=True)}{'' if is_resolved(row) else ' ?'}"
        if has_value(row)
        else NO_VALUE
        for row in rows
    )


def _span(row: dict[Hashable, Any], which: str = "") -> str:
    return span(row[f"low{which}"], row[f"high{which}"], row["unit"])
