"""What policies cost people: each item of the ledger under every alternative, against the baseline.

Costs stand for themselves. Nothing here weighs them against an effect: whether a policy is worth
what people pay for it is no number that a model can give.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.differences import compare_pairs, difference_frame
from nksim.analysis.intervals import LEVEL
from nksim.observations.costs_first import LEDGER_COSTS
from nksim.observations.tables import unit_of

if TYPE_CHECKING:
    import pandas as pd


def cost_differences(ledger: pd.DataFrame, baseline: str, level: float = LEVEL) -> pd.DataFrame:
    """A row for each alternative and cost: its paired difference over all years of the runs.

    `ledger` has a row a run and calendar year. Alternatives stand in the order of the ledger, costs
    in the order in which they are declared.
    """
    totals = ledger.groupby(["scenario", "seed"], sort=False)[list(LEDGER_COSTS)].sum()
    return difference_frame(_rows(totals, baseline, level), ["scenario", "item", "unit"])


def _rows(totals: pd.DataFrame, baseline: str, level: float) -> Iterator[dict[str, Any]]:
    before = totals.loc[baseline]
    for alternative in totals.index.get_level_values("scenario").unique():
        if alternative == baseline:
            continue
        after = totals.loc[alternative]
        seeds = before.index.intersection(after.index)
        for item in LEDGER_COSTS:
            one, other = (rows.loc[seeds, item].to_numpy(np.float64) for rows in (before, after))
            figures = compare_pairs(one, other, level)
            yield {"scenario": alternative, "item": item, "unit": unit_of("ledger", item)} | figures
