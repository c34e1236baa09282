"""Several runs as one curve: a weekly series comes in, its median and 10-90% band leave; and labels that keep their distance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

LOW, HIGH = 0.10, 0.90


def band(series: pd.DataFrame, column: str) -> pd.DataFrame:
    """Median, low and high of a column over the runs, by date."""
    import pandas as pd

    grouped = series.groupby("date")[column]
    return pd.DataFrame(
        {"low": grouped.quantile(LOW), "median": grouped.median(), "high": grouped.quantile(HIGH)}
    )


def spread_labels(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Heights for labels beside these values: in their order, at least `gap` apart, none above `top` or below 0 if they fit."""
    order = sorted(range(len(values)), key=lambda position: (values[position], -position))
    places = [0.0] * len(values)
    floor = gap / 2
    for position in order:
        places[position] = floor = max(values[position], floor)
        floor += gap
    ceiling = top
    for position in reversed(order):
        places[position] = ceiling = min(places[position], ceiling)
        ceiling -= gap
    return places
