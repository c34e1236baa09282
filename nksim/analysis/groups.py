"""For whom: what each alternative changed for each group, in a year or over years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.differences import compare_pairs, difference_frame
from nksim.analysis.intervals import LEVEL
from nksim.observations.groups import THIN, label_of
from nksim.observations.yearly_columns import GROUPS, LAYER_YEARS

if TYPE_CHECKING:
    import pandas as pd

SHOWN = ("punished", "suspicion", "watched_last_year_share")
OF_LAYERS = ("worn_ties", "bond", "doubt", "complicit_share", "joint_viewings")
KEYS = ("scenario", "outcome", "unit", "group")
UNITS = {column.name: column.unit for column in (*LAYER_YEARS, *GROUPS)}


def differences_by_group(
    groups: pd.DataFrame,
    baseline: str,
    by: Sequence[str],
    outcomes: Sequence[str] = SHOWN,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Paired differences, a row for each alternative, outcome and group; all are one family.

    `groups` has a row a run and group (`group_frame` of a period, or the layers of a year), `by`
    are its columns that name groups. `people` is how many lived in a group of a run of the
    baseline, on average; groups of fewer than 200 are `thin`.
    """
    labelled = groups.assign(
        group=[label_of(row, by) for row in groups[[*by, "seed"]].to_dict("records")]
    )
    found = difference_frame(_rows(labelled, baseline, outcomes, level), KEYS, level)
    found.insert(len(KEYS), "people", found["group"].map(_people(labelled, baseline)))
    found.insert(len(KEYS) + 1, "thin", found["people"] < THIN)
    return found


def _people(groups: pd.DataFrame, baseline: str) -> pd.Series:
    """People in each group of a run of the baseline, on average; of layers nobody is asked."""
    rows = groups[groups["scenario"] == baseline]
    if "living" not in rows:
        return rows.groupby("group")["seed"].size() * np.nan
    return rows.groupby("group")["living"].mean().round()


def _rows(
    rows: pd.DataFrame, baseline: str, outcomes: Sequence[str], level: float
) -> Iterator[dict[str, Any]]:
    alternatives = [name for name in rows["scenario"].unique() if name != baseline]
    for outcome in outcomes:
        wide = rows.pivot_table(
            index=["group", "seed"], columns="scenario", values=outcome, sort=False, dropna=False
        ).reindex(columns=[baseline, *alternatives])
        for alternative in alternatives:
            for group, pairs in wide.groupby(level="group", sort=False):
                before, after = (
                    pairs[name].to_numpy(np.float64) for name in (baseline, alternative)
                )
                keys = (alternative, outcome, UNITS[outcome], group)
                figures = compare_pairs(before, after, level)
                yield dict(zip(KEYS, keys, strict=True)) | figures
