"""What was put in and what came out, in a sentence for each policy and outcome."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any

from nksim.analysis.sentences import figure, span, title_of, unit_in_words
from nksim.core.numerals import counted, decimal

if TYPE_CHECKING:
    import pandas as pd

PUT_IN = "announced fear, announced suspicion and severity felt, whose sizes are assumed"
CAME_OUT = "behaviour that answers to what is done"
EXACT_DIGITS = 9  # a share that is the same in every seed is so up to rounding
WIDE = 0.5  # an interval of a share as wide as this is said to be wide


def put_in_sentences(shares: pd.DataFrame, baseline: str) -> list[str]:
    """A heading for each policy, then a sentence for each outcome.

    What is meant by put in and came out is said in the first line.
    """
    if shares.empty:
        return []
    return [f"Put in: {PUT_IN}. Came out: {CAME_OUT}.", *_sentences(shares, baseline)]


def _sentences(shares: pd.DataFrame, baseline: str) -> Iterator[str]:
    for policy, rows in shares.groupby("scenario", sort=False):
        yield f"{policy} against {baseline}:"
        for row in rows.to_dict("records"):
            yield f"  {title_of(row['outcome'])}: {share_in_words(row)}"


def share_in_words(row: dict[Hashable, Any]) -> str:
    """One effect with its interval, and which share of it was put in and which came out."""
    unit = row["unit"]
    if not isfinite(row["effect"]):
        return "no value in any pair of runs, so nothing can be said of it"
    size = f"{figure(row['effect'], unit, signed=True)} {_points(unit)}"
    if not isfinite(row["effect_high"]):
        return f"{size}; one pair gives no interval, and no shares"
    said = f"{size} (90%: {span(row['effect_low'], row['effect_high'], unit)})"
    pairs = counted(int(row["replicates"]), "replicate")
    if row["effect_low"] == row["effect_high"] == 0.0:
        return f"the same in all of {pairs}, so there is nothing to share"
    if not isfinite(row["put_in_high"]):
        return f"{said}: not told from none with {pairs}, so it has no shares"
    share = _share(row["put_in"], row["put_in_low"], row["put_in_high"])
    return f"{said}: {share}; {_unsourced(row)}"


def _unsourced(row: dict[Hashable, Any]) -> str:
    """How much of an effect comes of settings for which there is no source."""
    ends = [round(row[f"unsourced_{end}"], EXACT_DIGITS) for end in ("low", "high")]
    if ends in ([0.0, 0.0], [1.0, 1.0]):
        return f"{'all' if ends[0] else 'nothing'} of it comes of settings without a source"
    between = f"{_percent(row['unsourced_low'])} to {_percent(row['unsourced_high'])}"
    return f"{_percent(row['unsourced'])}% comes of settings without a source (90%: {between})"


def _share(mean: float, low: float, high: float) -> str:
    if low == high == 0.0:
        return "nothing of it is put in, all came out"
    between = f"{_percent(low)} to {_percent(high)}"
    said = f"{_percent(mean)}% is put in (90%: {between}), {_percent(1 - mean)}% came out"
    if low > 0.5:
        return f"{said}; most of it is put in"
    if high < 0.5:
        return f"{said}; most of it came out"
    wide = ", for the interval is wide" if high - low >= WIDE else ""
    return f"{said}; which of the two is the larger is not told{wide}"


def _percent(share: float) -> str:
    return decimal(100 * share, 0)


def _points(unit: str) -> str:
    return "points" if unit == "share" else unit_in_words(unit)
