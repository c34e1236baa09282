"""The posterior predictive check: every published figure beside the model's."""

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

    `statistics` has a row a draw and a column an evidence id; `deviation` is the model's median
    less the figure, in `sd_total`.
    """
    import pandas as pd

    return pd.DataFrame([_row(target, statistics, weights) for target in targets()])


def misses(check: pd.DataFrame) -> list[str]:
    """What the model does not reproduce, a sentence each."""
    return [_miss(row) for row in check[check["verdict"] == MISSED].to_dict("records")]


def _miss(row: dict[Hashable, Any]) -> str:
    figure = (
        f"{row['id']} ({str(row['statistic']).replace('_', ' ')}, left"
        f" {row['left_from']}-{row['left_to']})"
    )
    model = (
        f"{percent(row['median'])} in the model ({percent(row['low'])} to {percent(row['high'])})"
    )
    return (
        f"{figure}: {percent(row['real'])} reported,"
        f" {model}{'' if row['core'] else ', not fitted to'}"
    )


def _row(target: Target, statistics: pd.DataFrame, weights: NDArray[np.float64]) -> dict[str, Any]:
    row = _reported(target)
    if target.id not in statistics or statistics[target.id].isna().all():
        nothing = dict.fromkeys(("low", "median", "high", "deviation"), np.nan)
        return row | nothing | {"verdict": UNSAID}
    known = statistics[target.id].notna().to_numpy()
    found = quantiles(statistics[target.id].to_numpy()[known], weights[known], LEVEL)
    meet = found["low"] <= row["real_high"] and row["real_low"] <= found["high"]
    deviation = (found["median"] - target.value) / target.sd_total
    return row | found | {"deviation": deviation, "verdict": MET if meet else MISSED}


def _reported(target: Target) -> dict[str, Any]:
    """A published figure with its 90% interval."""
    names = ("id", "statistic", "population", "left_from", "left_to", "core")
    half = Z * target.sd_total
    return {name: getattr(target, name) for name in names} | {
        "real": target.value,
        "real_low": target.value - half,
        "real_high": target.value + half,
    }
