"""Which differences between policies turn round under what nobody can know."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import is_resolved
from nksim.analysis.sentences import title_of
from nksim.observations.costs_first import LEADING, with_costs
from nksim.studies.assumptions import AS_IT_IS

if TYPE_CHECKING:
    import pandas as pd

Policies = dict[str, dict[Hashable, Any]]  # rows by alternative
COLUMNS = ("assumption", "scenario", "outcome", "unit", "mean", "low", "high", "resolved")


def assumption_frame(
    differences: Mapping[str, pd.DataFrame], outcomes: Sequence[str] = LEADING
) -> pd.DataFrame:
    """A row an assumption, alternative and outcome: difference from the baseline, 90% interval.

    `differences` holds the paired differences of each assumption, by its name; the first is the
    study as it is. Policies are not ranked: they stand in the study's own order.
    """
    import pandas as pd

    parts = [
        rows[rows["outcome"].isin(with_costs(outcomes))].assign(assumption=name)
        for name, rows in differences.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame[list(COLUMNS)]


def assumption_sentences(frame: pd.DataFrame) -> list[str]:
    """For each outcome, which differences turn round under which assumption.

    A change within the noise is none.
    """
    return [
        sentence
        for outcome, rows in frame.groupby("outcome", sort=False)
        for sentence in _of_outcome(str(outcome), rows)
    ]


def _of_outcome(outcome: str, rows: pd.DataFrame) -> Iterator[str]:
    title, number = title_of(outcome), rows["assumption"].nunique()
    by_name = {
        str(name): {str(row["scenario"]): row for row in part.to_dict("records")}
        for name, part in rows.groupby("assumption", sort=False)
    }
    usual = by_name.pop(AS_IT_IS) if AS_IT_IS in by_name else by_name.pop(next(iter(by_name)))
    turned = [
        sentence
        for name, part in by_name.items()
        for sentence in (*_turned(usual, part, name), *_signs(usual, part, name))
    ]
    yield from (f"{title}: {sentence}" for sentence in turned)
    if not turned:
        yield (
            f"{title}: no difference between policies or from the baseline turns round under any of"
            f" {number} assumptions, but within the noise"
        )


def _turned(usual: Policies, other: Policies, name: str) -> Iterator[str]:
    """Pairs of policies that stand the other way round, with intervals that do not overlap."""
    for one, two in combinations([scenario for scenario in usual if scenario in other], 2):
        for low, high in ((one, two), (two, one)):
            if _is_below(usual, low, high) and _is_below(other, high, low):
                yield f"what sets {one} apart from {two} turns round under '{name}'"


def _signs(usual: Policies, other: Policies, name: str) -> Iterator[str]:
    """Policies whose resolved difference has another sign."""
    for scenario in (scenario for scenario in usual if scenario in other):
        before, after = usual[scenario], other[scenario]
        if is_resolved(before) and is_resolved(after) and before["mean"] * after["mean"] < 0:
            yield f"the direction of {scenario} turns round under '{name}'"


def _is_below(rows: Policies, low: str, high: str) -> bool:
    return bool(rows[low]["high"] < rows[high]["low"])
