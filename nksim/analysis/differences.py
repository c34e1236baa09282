"""What each alternative changed, seed by seed, with its interval and a verdict.

Runs of one seed have the same people, ties and luck, so a difference within a seed is the policy's.
The interval is that of a mean of paired differences (Student's t); whether a difference is resolved
means whether its interval leaves out zero. An outcome that has no value in any pair has no
difference, no interval and no verdict.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.intervals import LEVEL, interval_of_mean
from nksim.core.errors import InputError
from nksim.core.numerals import counted
from nksim.observations.costs_first import COSTS_FIRST

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

RESOLVED, NO_DIFFERENCE = "resolved", "no difference"


def paired_differences(
    outcomes: pd.DataFrame, baseline: str, level: float = LEVEL, names: Sequence[str] | None = None
) -> pd.DataFrame:
    """A row for each alternative and outcome: means, difference, interval, verdict.

    Alternatives stand in the order of the study, outcomes with costs to people first; none is
    ordered by what it does. Only seeds of which both runs are there count, so that unfinished
    studies can be read. InputError if there is no such baseline.
    """
    known = list(dict.fromkeys(outcomes["scenario"]))
    if baseline not in known:
        raise InputError(
            f"baseline={baseline} has no finished run (finished: {', '.join(known) or 'none'})"
        )
    units = {outcome.name: outcome.unit for outcome in COSTS_FIRST}
    wanted = [name for name in units if name in outcomes and (names is None or name in names)]
    by_seed = {
        name: rows.set_index("seed") for name, rows in outcomes.groupby("scenario", sort=False)
    }
    rows = [
        {"scenario": alternative, "outcome": outcome, "unit": units[outcome]} | row
        for alternative in known
        if alternative != baseline
        for outcome, row in _rows(by_seed[baseline], by_seed[alternative], wanted, level)
    ]
    return difference_frame(rows, ["scenario", "outcome", "unit"])


FIGURES = (
    "baseline_mean",
    "alternative_mean",
    "mean",
    "low",
    "high",
    "probability_higher",
    "replicates",
    "resolved",
    "verdict",
)


def difference_frame(rows: Iterable[dict[str, Any]], keys: Sequence[str]) -> pd.DataFrame:
    """Rows of figures under their keys; `resolved` is empty where there is no verdict."""
    import pandas as pd

    return pd.DataFrame(rows, columns=[*keys, *FIGURES]).astype({"resolved": "boolean"})


def has_value(row: Mapping[Hashable, Any]) -> bool:
    """Whether a row of differences has one: some pair has a value in both runs."""
    return bool(np.isfinite(row["mean"]))


def is_resolved(row: Mapping[Hashable, Any]) -> bool:
    """Whether the difference of a row is told from none."""
    return has_value(row) and bool(row["resolved"])


def compare_pairs(
    before: NDArray[np.float64], after: NDArray[np.float64], level: float = LEVEL
) -> dict[str, Any]:
    """The figures of one row from values of the same seeds, both shape (seeds,).

    Pairs of which one has no value do not count.
    """
    both = np.isfinite(before) & np.isfinite(after)
    before, after = before[both], after[both]
    low, high = interval_of_mean(after - before, level)
    verdict = _verdict(after - before, low, high)
    return {
        "baseline_mean": _mean(before),
        "alternative_mean": _mean(after),
        "mean": _mean(after - before),
        "low": low,
        "high": high,
        "probability_higher": _mean((after > before) + 0.5 * (after == before)),
        "replicates": int(both.sum()),
        "resolved": None if verdict is None else verdict == RESOLVED,
        "verdict": verdict,
    }


def _rows(
    before: pd.DataFrame, after: pd.DataFrame, outcomes: Sequence[str], level: float
) -> Iterator[tuple[str, dict[str, Any]]]:
    seeds = before.index.intersection(after.index)
    for outcome in outcomes:
        pair = [frame.loc[seeds, outcome].to_numpy(np.float64) for frame in (before, after)]
        yield outcome, compare_pairs(pair[0], pair[1], level)


def _verdict(differences: NDArray[np.float64], low: float, high: float) -> str | None:
    """The verdict in words; None without pairs.

    A difference of exactly zero in every pair is no difference, and not an unresolved one.
    """
    if not len(differences):
        return None
    if len(differences) > 1 and not differences.any():
        return NO_DIFFERENCE
    return RESOLVED if low > 0 or high < 0 else unresolved(len(differences))


def unresolved(replicates: int) -> str:
    """The verdict that so many replicates do not tell a difference from none."""
    return f"not resolved with {counted(replicates, 'replicate')}"


def _mean(values: NDArray[Any]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")
