"""What a fit found: a weighted sample of the posterior, and how near its draws are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.intervals import LEVEL
from nksim.inference.calibration.gathering import Gathered, Round
from nksim.inference.calibration.observed import distance
from nksim.inference.calibration.weighing import effective_size

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

DRAWS = 400
GOLDEN = 0.6180339887498949  # steps of it fall far from one another
COUNTS = 1e-3  # a draw counts if it has this share of the greatest weight


@dataclass(frozen=True, eq=False)
class Fit:
    """A row a run in `draws` (a column a key) and `statistics` (a column an evidence id).

    `weights` (runs,) sum to 1.

    `distances` (runs,) are root mean square deviations in `sd_total`; the first `table` runs lie
    anywhere in the ranges; `rounds` is the log.
    """

    draws: pd.DataFrame
    statistics: pd.DataFrame
    weights: NDArray[np.float64]
    distances: NDArray[np.float64]
    table: int
    rounds: pd.DataFrame
    seconds: float

    @classmethod
    def of(cls, made: Gathered, rounds: Sequence[Round], seconds: float) -> Fit:
        """All runs, each with its weight."""
        import pandas as pd

        question = made.question
        return cls(
            pd.DataFrame([question.draw(row) for row in made.shares]),
            pd.DataFrame(made.said),
            made.weights,
            np.array([distance(said, question.observed) for said in made.said]),
            made.numbers[0],
            pd.DataFrame([one._asdict() for one in rounds]),
            seconds,
        )

    @property
    def effective_size(self) -> float:
        """The number of equally weighted draws that would say as much."""
        return effective_size(self.weights)

    @property
    def counted(self) -> int:
        """How many draws count: those with a thousandth of the greatest weight or more."""
        return int((self.weights >= COUNTS * self.weights.max()).sum())

    @property
    def runs(self) -> int:
        """Runs in all rounds."""
        return len(self.draws)

    @property
    def deviation(self) -> float:
        """The root mean square deviation of a draw from the figures, on average."""
        counts = self.weights > 0
        return float(self.weights[counts] @ self.distances[counts])

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
