"""What a fit found: a weighted sample of the posterior, the statistics of each draw, and the log of its generations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.calibration.priors import Prior

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

LEVEL = 0.9  # of the intervals that are quoted
DRAWS = 200
GOLDEN = 0.6180339887498949  # steps of it fall far from one another


@dataclass(frozen=True, eq=False)
class Fit:
    """A row a draw in `draws` (a column a key) and `statistics` (a column an evidence id); `weights` (draws,) sum to 1.

    `distances` (draws,) are root mean square deviations in `sd_total`; `generations` is the log, a row a generation.
    """

    draws: pd.DataFrame
    statistics: pd.DataFrame
    weights: NDArray[np.float64]
    distances: NDArray[np.float64]
    generations: pd.DataFrame
    seconds: float

    @classmethod
    def of(cls, history: Any, priors: Sequence[Prior], seconds: float) -> Fit:
        """What stands in pyABC's database: its last generation that was filled."""
        import pandas as pd

        particles = history.get_population().particles
        rows = [{prior.key: float(particle.parameter[prior.key.replace(".", "__")]) for prior in priors} for particle in particles]
        weights = np.array([float(particle.weight) for particle in particles])
        return cls(
            pd.DataFrame(rows), pd.DataFrame([dict(particle.sum_stat) for particle in particles]), weights / weights.sum(),
            np.array([float(particle.distance) for particle in particles]), _log(history), seconds,
        )  # fmt: skip

    @property
    def effective_size(self) -> float:
        """The number of equally weighted draws that would say as much (Kish 1965)."""
        return float(1.0 / (self.weights @ self.weights))

    @property
    def is_prior(self) -> bool:
        """Whether only the first generation was filled, for which any deviation would do."""
        return len(self.generations) == 1

    @property
    def runs(self) -> int:
        """Runs in generations that were filled."""
        return int(self.generations["runs"].sum())

    def sample(self, number: int = DRAWS) -> pd.DataFrame:
        """Equally weighted draws: a draw of weight w stands there about w * number times (systematic resampling, Kitagawa 1996).

        Draws that stand there more than once stand apart, so that a few replicates in a row are different draws.
        """
        places = np.searchsorted(np.cumsum(self.weights), (np.arange(number) + 0.5) / number)
        apart = np.argsort(np.arange(number) * GOLDEN % 1.0)
        sample: pd.DataFrame = self.draws.iloc[np.minimum(places, len(self.draws) - 1)[apart]].reset_index(drop=True)
        return sample

    def intervals(self, level: float = LEVEL) -> pd.DataFrame:
        """A row a key: the weighted median and the bounds that leave out as much at either end."""
        import pandas as pd

        rows = [{"key": key} | quantiles(self.draws[key].to_numpy(), self.weights, level) for key in self.draws]
        return pd.DataFrame(rows)


def quantiles(values: NDArray[np.float64], weights: NDArray[np.float64], level: float = LEVEL) -> dict[str, float]:
    """`low`, `median` and `high` of weighted values; `level` is the share between the bounds."""
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) - 0.5 * weights[order]
    low, median, high = np.interp([(1 - level) / 2, 0.5, (1 + level) / 2], reached / weights.sum(), values[order])
    return {"low": float(low), "median": float(median), "high": float(high)}


def _log(history: Any) -> pd.DataFrame:
    """A row a generation: the deviation allowed, runs made, draws kept, and the share of runs kept."""
    found = history.get_all_populations()
    log = found[found["t"] >= 0].reset_index(drop=True)
    frame: pd.DataFrame = log[["t", "epsilon", "samples", "particles"]].set_axis(["generation", "tolerance", "runs", "kept"], axis=1)
    frame["acceptance"] = frame["kept"] / frame["runs"]
    return frame
