"""What a fit found: a weighted sample of the posterior, and how near its draws are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.intervals import LEVEL
from nksim.inference.calibration.weighing import Proposed, effective_size

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

DRAWS = 200
GOLDEN = 0.6180339887498949  # steps of it fall far from one another


@dataclass(frozen=True, eq=False)
class Fit:
    """A row a draw in `draws` (a column a key) and `statistics` (a column an evidence id).

    `weights` (draws,) sum to 1.

    `distances` (draws,) are root mean square deviations in `sd_total`, none beyond `near`;
    `generations` is the log, a row a generation.
    """

    draws: pd.DataFrame
    statistics: pd.DataFrame
    weights: NDArray[np.float64]
    distances: NDArray[np.float64]
    generations: pd.DataFrame
    near: float
    seconds: float

    @classmethod
    def of(cls, made: Proposed, least: float, wanted: float, seconds: float) -> Fit:
        """Of all runs those that are near enough.

        No nearer than `least`, worth `wanted` draws of equal weight if they can be.
        """
        import pandas as pd

        near = made.nearest(least, wanted)
        weights = made.weights(near)
        kept = np.flatnonzero(weights)
        statistics = pd.DataFrame([dict(made.statistics[int(place)]) for place in kept])
        return cls(
            made.draws.iloc[kept].reset_index(drop=True),
            statistics,
            weights[kept],
            made.distances[kept],
            _log(made),
            near,
            seconds,
        )

    @property
    def effective_size(self) -> float:
        """The number of equally weighted draws that would say as much."""
        return effective_size(self.weights)

    @property
    def runs(self) -> int:
        """Runs in all generations."""
        return int(self.generations["runs"].sum())

    def sample(self, number: int = DRAWS) -> pd.DataFrame:
        """Equally weighted draws.

        A draw of weight w stands there about w * number times (systematic resampling, Kitagawa
        1996).

        Draws that stand there more than once stand apart, so that a few replicates in a row are
        different draws.
        """
        places = np.searchsorted(np.cumsum(self.weights), (np.arange(number) + 0.5) / number)
        apart = np.argsort(np.arange(number) * GOLDEN % 1.0)
        sample: pd.DataFrame = self.draws.iloc[
            np.minimum(places, len(self.draws) - 1)[apart]
        ].reset_index(drop=True)
        return sample

    def intervals(self, level: float = LEVEL) -> pd.DataFrame:
        """A row a key: the weighted median and the bounds that leave out as much at either end."""
        import pandas as pd

        rows = [
            {"key": key} | quantiles(self.draws[key].to_numpy(), self.weights, level)
            for key in self.draws
        ]
        return pd.DataFrame(rows)


def quantiles(
    values: NDArray[np.float64], weights: NDArray[np.float64], level: float = LEVEL
) -> dict[str, float]:
    """`low`, `median` and `high` of weighted values; `level` is the share between the bounds."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - 0.5 * weights[order]
    low, median, high = np.interp(
        [(1 - level) / 2, 0.5, (1 + level) / 2], reached / weights.sum(), values[order]
    )
    return {"low": float(low), "median": float(median), "high": float(high)}


def _log(made: Proposed) -> pd.DataFrame:
    """A row a generation, also one that was not filled.

    The deviation allowed, runs made, draws kept, and the share of runs kept.
    """
    import pandas as pd

    numbers = np.arange(len(made.allowed))
    runs = np.bincount(made.generation, minlength=len(numbers))
    kept = np.bincount(
        made.generation, made.distances <= made.allowed[made.generation], len(numbers)
    ).astype(np.int64)
    return pd.DataFrame(
        {
            "generation": numbers,
            "tolerance": made.allowed,
            "runs": runs,
            "kept": kept,
            "acceptance": kept / runs,
        }
    )
