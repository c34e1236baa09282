"""What each alternative changed, seed by seed, with its interval and a verdict.

Runs of one seed have the same people, ties and luck, so a difference within a seed is the policy's.
The interval is that of a mean of paired differences: Student's t, or a bootstrap where they are
rare or skewed. When a difference is called resolved is said in `verdicts`. An outcome that has no
value in any pair has no difference, no interval and no verdict.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.intervals import LEVEL, Interval, interval_of
from nksim.analysis.verdicts import RESOLVED, corrected, verdict_of
from nksim.core.errors import InputError
from nksim.observations.costs_first import COSTS_FIRST, LEADING, with_costs

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def paired_differences(
    outcomes: pd.DataFrame,
    baseline: str,
    level: float = LEVEL,
    names: Sequence[str] | None = None,
    leading: Sequence[str] = LEADING,
) -> pd.DataFrame:
    """A row for each alternative and outcome: means, difference, interval, verdict.

    Those of the outcomes that lead are one family of differences for their verdicts, all others
    another.

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
    first = {*with_costs(leading)}
    families = [row["outcome"] in first for row in rows]
    return difference_frame(rows, ["scenario", "outcome", "unit"], level, families)


FIGURES = (
    "baseline_mean",
    "alternative_mean",
    "mean",
    "low",
    "high",
    "method",
    "probability_higher",
    "replicates",
    "p",
    "p_adjusted",
    "resolved",
    "verdict",
)


def difference_frame(
    rows: Iterable[dict[str, Any]],
    keys: Sequence[str],
    level: float = LEVEL,
    families: Sequence[object] | None = None,
) -> pd.DataFrame:
    """Rows of figures under their keys, with verdicts; all of a family are counted together.

    Without `families` all rows are one. `resolved` is empty where there is no verdict.
    """
    import pandas as pd

    judged = list(rows)
    of_family = [0] * len(judged) if families is None else list(families)
    for family in dict.fromkeys(of_family):
        _judge([row for row, one in zip(judged, of_family, strict=True) if one == family], level)
    return pd.DataFrame(judged, columns=[*keys, *FIGURES]).astype({"resolved": "boolean"})


def _judge(rows: Sequence[dict[str, Any]], level: float) -> None:
    """Give the rows of one family their verdicts."""
    adjusted = corrected([row["p"] for row in rows])
    number = int(np.isfinite(adjusted).sum())
    for row, chance in zip(rows, adjusted, strict=True):
        verdict = verdict_of(row, level, number, chance)
        row["p_adjusted"], row["verdict"] = float(chance), verdict
        row["resolved"] = None if verdict is None else verdict == RESOLVED


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

    Pairs of which one has no value do not count. Its verdict is given with others in
    `difference_frame`.
    """
    both = np.isfinite(before) & np.isfinite(after)
    before, after = before[both], after[both]
    interval: Interval = interval_of(after - before, level)
    return {
        "baseline_mean": _mean(before),
        "alternative_mean": _mean(after),
        "mean": _mean(after - before),
        "low": interval.low,
        "high": interval.high,
        "method": interval.method,
        "probability_higher": _mean((after > before) + 0.5 * (after == before)),
        "replicates": int(both.sum()),
        "p": interval.p,
    }


def _rows(
    before: pd.DataFrame, after: pd.DataFrame, outcomes: Sequence[str], level: float
) -> Iterator[tuple[str, dict[str, Any]]]:
    seeds = before.index.intersection(after.index)
    for outcome in outcomes:
        pair = [frame.loc[seeds, outcome].to_numpy(np.float64) for frame in (before, after)]
        yield outcome, compare_pairs(pair[0], pair[1], level)


def _mean(values: NDArray[Any]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")
