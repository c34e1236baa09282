"""The posterior predictive check: the statistics of posterior draws come in; every published figure beside what the model gives for it leaves."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.intervals import LEVEL
from nksim.core.numerals import percent
from nksim.evidence.register import Target, targets
from nksim.inference.calibration.fit import quantiles

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Z = 1.645  # standard deviations to either side of a 90% interval
MET, MISSED, UNSAID = "met", "missed", "the model does not say"


def predictive(statistics: pd.DataFrame, weights: NDArray[np.float64]) -> pd.DataFrame:
    """A row a published figure, core or not: its 90% interval, the model's, and whether they meet.

    `statistics` has a row a draw and a column an evidence id; `deviation` is the model's median less the figure, in `sd_total`.
    """
    import pandas as pd

    return pd.DataFrame([_row(target, statistics, weights) for target in targets()])


def misses(check: pd.DataFrame) -> list[str]:
    """What the model does not reproduce, a sentence each."""
    return [_miss(row) for row in check[check["verdict"] == MISSED].to_dict("records")]


def _miss(row: dict[Hashable, Any]) -> str:
    figure = f"{row['id']} ({str(row['statistic']).replace('_', ' ')}, left {row['left_from']}-{row['left_to']})"
    model = (
        f"{percent(row['median'])} in the model ({percent(row['low'])} to {percent(row['high'])})"
    )
    return f"{figure}: {percent(row['real'])} reported, {model}{'' if row['core'] else ', not fitted to'}"


def _row(target: Target, statistics: pd.DataFrame, weights: NDArray[np.float64]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": target.id,
        "statistic": target.statistic,
        "population": target.population,
        "left_from": target.left_from,
        "left_to": target.left_to,
        "core": target.core,
        "real": target.value,
        "real_low": target.value - Z * target.sd_total,
        "real_high": target.value + Z * target.sd_total,
    }
    if target.id not in statistics or statistics[target.id].isna().all():
        return row | {
            "low": np.nan,
            "median": np.nan,
            "high": np.nan,
            "deviation": np.nan,
            "verdict": UNSAID,
        }
    known = statistics[target.id].notna().to_numpy()
    found = quantiles(statistics[target.id].to_numpy()[known], weights[known], LEVEL)
    meet = found["low"] <= row["real_high"] and row["real_low"] <= found["high"]
    return (
        row
        | found
        | {
            "deviation": (found["median"] - target.value) / target.sd_total,
            "verdict": MET if meet else MISSED,
        }
    )
