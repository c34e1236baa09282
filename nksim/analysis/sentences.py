"""What a comparison says, a sentence for each alternative and leading outcome.

Words are calibrated: "slightly", "much" and "not told from luck" follow from numbers alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import has_value, is_resolved
from nksim.analysis.verdicts import NO_DIFFERENCE
from nksim.core.numerals import NO_VALUE, counted, decimal
from nksim.observations.costs_first import LEADING
from nksim.observations.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

SMALL_BELOW, LARGE_FROM = 0.05, 0.25  # of the baseline
NO_VALUE_AT_ALL, NONE, UNRESOLVED = "no value", "none", "unresolved"
SMALL, MODERATE, LARGE = "small", "moderate", "large"
WORDS = {SMALL: "slightly ", MODERATE: "", LARGE: "much "}  # before higher and lower


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


def sentences(
    differences: pd.DataFrame, baseline: str, leading: Sequence[str] = LEADING
) -> list[str]:
    """One sentence for each alternative and each outcome that leads."""
    return list(_sentences(differences, baseline, leading))


def word_of(row: Mapping[Hashable, Any]) -> str:
    """What a difference is called, in one of the words WORDS.

    Without a value or a resolved difference nothing is said of its size.
    """
    if not has_value(row):
        return NO_VALUE_AT_ALL
    if row["verdict"] == NO_DIFFERENCE:
        return NONE
    if not is_resolved(row):
        return UNRESOLVED
    return size_of(row)


def size_of(row: Mapping[Hashable, Any]) -> str:
    """How large a difference is: below 5% of the baseline small, from 25% of it on large.

    What comes from nothing is large.
    """
    change, before = abs(float(row["mean"])), abs(float(row["baseline_mean"]))
    if change >= LARGE_FROM * before:
        return LARGE
    return SMALL if change < SMALL_BELOW * before else MODERATE


def _sentences(differences: pd.DataFrame, baseline: str, leading: Sequence[str]) -> Iterator[str]:
    known = [name for name in leading if (differences["outcome"] == name).any()] or list(
        differences["outcome"].unique()[:3]
    )
    for alternative, rows in differences.groupby("scenario", sort=False):
        yield f"{alternative} against {baseline}:"
        for name in known:
            for row in rows[rows["outcome"] == name].to_dict("records"):
                yield f"  {title_of(name)}: {_change(row)}"


def _change(row: dict[Hashable, Any]) -> str:
    """How one outcome changed, and how sure that is."""
    word, unit = word_of(row), row["unit"]
    if word == NO_VALUE_AT_ALL:
        return "no value in any pair of runs, so nothing can be said of it"
    pairs = counted(row["replicates"], "pair")
    if word == NONE:
        both = f"{figure(row['baseline_mean'], unit)} {unit_in_words(unit)}"
        return f"no difference in {pairs}, {both} in both"
    between = span(row["low"], row["high"], unit)
    if between == NO_VALUE:
        return f"{_means(row)} in one pair, which tells nothing of luck"
    if word == UNRESOLVED:
        return f"{_means(row)}, not told from luck ({_difference(row)}, {between}; {pairs})"
    direction = "higher" if row["mean"] > 0 else "lower"
    return f"{WORDS[word]}{direction}, {_means(row)} ({_difference(row)}, {between}; {_agree(row)})"


def _means(row: dict[Hashable, Any]) -> str:
    before, after = (figure(row[f"{one}_mean"], row["unit"]) for one in ("baseline", "alternative"))
    return f"{before} -> {after} {unit_in_words(row['unit'])}"


def _difference(row: dict[Hashable, Any]) -> str:
    unit = row["unit"]
    points = "points" if unit == "share" else unit_in_words(unit)
    return f"{figure(row['mean'], unit, signed=True)} {points}"


def _agree(row: dict[Hashable, Any]) -> str:
    """In how many of the pairs it is so; pairs that are alike count half."""
    higher, pairs = row["probability_higher"], row["replicates"]
    having = round((higher if row["mean"] > 0 else 1.0 - higher) * pairs)
    return f"so in {having} of {counted(pairs, 'pair')}"
