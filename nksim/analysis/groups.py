"""For whom: what each alternative changed for each group in the last year of the runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.differences import compare_pairs, difference_frame
from nksim.analysis.intervals import LEVEL
from nksim.observations.tables import GROUPS

if TYPE_CHECKING:
    import pandas as pd

SHOWN = ("punished", "perceived_risk", "watched_last_year_share")


def differences_by_group(
    groups: pd.DataFrame,
    baseline: str,
    by: str,
    outcomes: Sequence[str] = SHOWN,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Paired differences in the last year, a row for each alternative, outcome and group.

    `by` is province, age or sex.
    """
    last = groups[(groups["by"] == by) & (groups["year"] == groups["year"].max())]
    return difference_frame(
        _rows(last, baseline, outcomes, level), ["scenario", "outcome", "unit", "group"]
    )


def _rows(
    rows: pd.DataFrame, baseline: str, outcomes: Sequence[str], level: float
) -> Iterator[dict[str, Any]]:
    units = {column.name: column.unit for column in GROUPS}
    alternatives = [name for name in rows["scenario"].unique() if name != baseline]
    for outcome in outcomes:
        wide = rows.pivot_table(
            index=["group", "seed"], columns="scenario", values=outcome, sort=False
        ).reindex(columns=[baseline, *alternatives])
        for alternative in alternatives:
            for group, pairs in wide.groupby(level="group", sort=False):
                before, after = (
                    pairs[name].to_numpy(np.float64) for name in (baseline, alternative)
                )
                yield {
                    "scenario": alternative,
                    "outcome": outcome,
                    "unit": units[outcome],
                    "group": group,
                } | compare_pairs(before, after, level)
