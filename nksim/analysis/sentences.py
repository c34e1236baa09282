"""What a comparison says, in sentences: differences come in, a line for each alternative and leading outcome leaves."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import NO_DIFFERENCE
from nksim.observations.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

LEADING = ("watched_last_year_share", "mean_bond", "punished", "survey_watched_last_year")


def figure(number: float, unit: str, *, signed: bool = False) -> str:
    """A number as a person writes it: shares in percent, amounts with as many digits as they deserve."""
    sign = "+" if signed else ""
    if number != number:
        return "-"
    if unit == "share":
        return f"{100 * number:{sign}.1f}"
    digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2 if abs(number) >= 0.1 else 4
    return f"{number:{sign},.{digits}f}"


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
    points = "points" if unit == "share" else unit_in_words(unit)
    if row["verdict"] == NO_DIFFERENCE:
        return f"{figure(row['baseline_mean'], unit)} {unit_in_words(unit)} in both, no difference in {row['replicates']} replicates"
    span = f"{figure(row['low'], unit, signed=True)} to {figure(row['high'], unit, signed=True)}"
    means = f"{figure(row['baseline_mean'], unit)} -> {figure(row['alternative_mean'], unit)} {unit_in_words(unit)}"
    return f"{means}, {figure(row['mean'], unit, signed=True)} {points} (90%: {span}), {row['verdict']}"
