"""The predictive check: every published figure beside the model's, before and after the data."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.intervals import LEVEL
from nksim.core.numerals import percent
from nksim.evidence.register import Target, targets
from nksim.inference.calibration.fit import Fit, quantiles

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Z = 1.645  # standard deviations to either side of a 90% interval
BOUNDS = ("low", "median", "high")
MET, MISSED, UNSAID = "met", "missed", "the model does not say"


def predictive(found: Fit, fitted: Collection[str] = ()) -> pd.DataFrame:
    """A row a published figure: its 90% interval, the model's, and whether they meet.

    `fitted` are the ids of those that were fitted to; the others are a check.

    `before_low`, `before_median`, `before_high` are those of the ranges alone; `deviation` is the
    model's median less the figure, in `sd_total`.
    """
    import pandas as pd

    evenly = np.where(np.arange(found.runs) < found.table, 1.0 / found.table, 0.0)
    rows = [
        _reported(target)
        | {"fitted": target.id in fitted}
        | _before(target.id, found.statistics, evenly)
        | _after(target, found)
        for target in targets()
    ]
    return pd.DataFrame(rows)


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
        f" {model}{'' if row['fitted'] else ', not fitted to'}"
    )


def _before(name: str, statistics: pd.DataFrame, evenly: NDArray[np.float64]) -> dict[str, float]:
    said = _interval(name, statistics, evenly)
    return {f"before_{bound}": said[bound] for bound in BOUNDS}


def _after(target: Target, found: Fit) -> dict[str, Any]:
    said = _interval(target.id, found.statistics, found.weights)
    half = Z * target.sd_total
    meet = said["low"] <= target.value + half and target.value - half <= said["high"]
    deviation = (said["median"] - target.value) / target.sd_total
    verdict = UNSAID if np.isnan(deviation) else MET if meet else MISSED
    return said | {"deviation": deviation, "verdict": verdict}


def _interval(
    name: str, statistics: pd.DataFrame, weights: NDArray[np.float64]
) -> dict[str, float]:
    """The weighted 90% interval of what runs say; nothing where none says anything."""
    if name not in statistics:
        return dict.fromkeys(BOUNDS, np.nan)
    values = statistics[name].to_numpy()
    known = (weights > 0) & ~np.isnan(values)
    if not known.any():
        return dict.fromkeys(BOUNDS, np.nan)
    told = values[known]
    return quantiles(told, weights[known], LEVEL)


def _reported(target: Target) -> dict[str, Any]:
    """A published figure with its 90% interval."""
    names = ("id", "statistic", "population", "left_from", "left_to")
    half = Z * target.sd_total
    return {name: getattr(target, name) for name in names} | {
        "real": target.value,
        "real_low": target.value - half,
        "real_high": target.value + half,
    }
