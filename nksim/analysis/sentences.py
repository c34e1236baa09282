"""What a comparison says, a sentence for each alternative and leading outcome."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import NO_DIFFERENCE, has_value
from nksim.core.numerals import NO_VALUE, counted, decimal
from nksim.observations.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

LEADING = ("punished", "mean_bond", "watched_last_year_share", "survey_watched_last_year")


def figure(number: float, unit: str, *, signed: bool = False) -> str:
    """A number as a person writes it.

    Shares in percent, amounts with as many digits as they deserve.
    """
    if unit == "share":
        return decimal(100 * number, 1, signed=signed)
    size = abs(number)
    digits = 0 if size >= 100 or not size else 1 if size >= 10 else 2 if size >= 0.1 else 4
    return decimal(number, digits, signed=signed)


def span(low: float, high: float, unit: str) -> str:
    """An interval of differences; a dash if there is none."""
    if not isfinite(high - low):
        return NO_VALUE
    return f"{figure(low, unit, signed=True)} to {figure(high, unit, signed=True)}"


def unit_in_words(unit: str) -> str:
    """The unit beside such a number."""
    return {"share": "%", "1/1000": "per 1,000", "1/year": "a year"}.get(unit, unit)


def title_of(outcome: str) -> str:
    """The short name of an outcome for people."""
    return next((one.title for one in OUTCOMES if one.name == outcome), outcome)


def sentences(differences: pd.DataFrame, baseline: str) -> list[str]:
    """One sentence for each alternative and each outcome that leads."""
    return list(_sentences(differences, baseline))


def _sentences(differences: pd.DataFrame, baseline: str) -> Iterator[str]:
    leading = [name for name in LEADING if (differences["outcome"] == name).any()] or list(
        differences["outcome"].unique()[:3]
    )
    for alternative, rows in differences.groupby("scenario", sort=False):
        yield f"{alternative} against {baseline}:"
        for name in leading:
            for row in rows[rows["outcome"] == name].to_dict("records"):
                yield f"  {title_of(name)}: {_change(row)}"


def _change(row: dict[Hashable, Any]) -> str:
    unit = row["unit"]
    if not has_value(row):
        return "no value in any pair of runs, so nothing can be said of it"
    points = "points" if unit == "share" else unit_in_words(unit)
    if row["verdict"] == NO_DIFFERENCE:
        return (
            f"{figure(row['baseline_mean'], unit)} {unit_in_words(unit)} in both, no difference"
            f" in {counted(row['replicates'], 'replicate')}"
        )
    between = span(row["low"], row["high"], unit)
    sure = "one pair gives no interval" if between == NO_VALUE else f"90%: {between}"
    means = (
        f"{figure(row['baseline_mean'], unit)} -> {figure(row['alternative_mean'], unit)}"
        f" {unit_in_words(unit)}"
    )
    return f"{means}, {figure(row['mean'], unit, signed=True)} {points} ({sure}), {row['verdict']}"
