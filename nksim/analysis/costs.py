"""At what cost: ledgers come in; what each alternative cost people, beside the viewings it averted, leaves.

A ratio such as viewings averted per person-year detained is a ratio of sums over the pairs, with the interval of a ratio
estimate (Cochran 1977, section 6.4); where detention has not risen beyond doubt the ratio means nothing and is left empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.differences import (
    FIGURES,
    LEVEL,
    RESOLVED,
    compare_pairs,
    difference_frame,
    interval,
    unresolved,
)
from nksim.observations.tables import LEDGER

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

AVERTED = "viewings_averted"
RATIO = "viewings_averted_per_person_year_detained"


def cost_differences(ledger: pd.DataFrame, baseline: str, level: float = LEVEL) -> pd.DataFrame:
    """A row for each alternative and item, summed over the years of the runs; then viewings averted, and averted per person-year detained."""
    totals = ledger.groupby(["scenario", "seed"], sort=False)[
        [column.name for column in LEDGER if column.name != "year"]
    ].sum()
    return difference_frame(_rows(totals, baseline, level), ["scenario", "item", "unit"])


def _rows(totals: pd.DataFrame, baseline: str, level: float) -> Iterator[dict[str, Any]]:
    units = {column.name: column.unit for column in LEDGER}
    before = totals.loc[baseline]
    for alternative in [
        name for name in totals.index.get_level_values("scenario").unique() if name != baseline
    ]:
        after = totals.loc[alternative]
        seeds = before.index.intersection(after.index)
        pairs = {
            item: (
                before.loc[seeds, item].to_numpy(np.float64),
                after.loc[seeds, item].to_numpy(np.float64),
            )
            for item in totals.columns
        }
        for item, (one, other) in pairs.items():
            yield {"scenario": alternative, "item": item, "unit": units[item]} | compare_pairs(
                one, other, level
            )
        averted = pairs["viewer_weeks"][0] - pairs["viewer_weeks"][1]
        yield {
            "scenario": alternative,
            "item": AVERTED,
            "unit": units["viewer_weeks"],
        } | compare_pairs(np.zeros(len(averted)), averted, level)
        detained = pairs["person_years_detained"][1] - pairs["person_years_detained"][0]
        yield {"scenario": alternative, "item": RATIO, "unit": "1/person-year"} | _ratio(
            averted, detained, level
        )


def _ratio(
    averted: NDArray[np.float64], detained: NDArray[np.float64], level: float
) -> dict[str, Any]:
    found = compare_pairs(np.zeros(len(detained)), detained, level)
    row = dict.fromkeys(FIGURES, np.nan) | {
        "replicates": len(detained),
        "resolved": False,
        "verdict": "no rise of detention beyond doubt",
    }
    if found["verdict"] != RESOLVED or found["mean"] <= 0:
        return row
    middle = float(averted.sum() / detained.sum())
    low, high = (
        middle + bound / float(detained.mean())
        for bound in interval(averted - middle * detained, level)
    )
    resolved = bool(low > 0 or high < 0)
    verdict = RESOLVED if resolved else unresolved(len(detained))
    return row | {
        "mean": middle,
        "low": low,
        "high": high,
        "resolved": resolved,
        "verdict": verdict,
    }
