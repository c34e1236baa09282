"""What all runs of a fit say together: each weighs what its statistics make of the figures.

A published figure differs from what is true by sampling, by wording, and by who escapes; `sd_total`
says by how much. So a run whose statistics deviate by d of these makes the figure with a density of
exp(-d d / 2), and the weight of a draw is the product over the figures: the posterior itself, and
no threshold of what is near enough (Wilkinson 2013).

Runs were proposed from several densities, the ranges themselves and where surrogates pointed. Each
is weighed against the mixture of all (Veach and Guibas 1995; Owen and Zhou 2000), so none has more
weight than the ranges alone would give it, times a few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.inference.calibration.observed import Observed, deviations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nksim.inference.calibration.surrogate import Surrogate

# A power of what a surrogate thinks: proposals are wider than that, since it errs.
COOLED = 0.7


def log_likelihoods(
    statistics: NDArray[np.float64],
    observed: Sequence[Observed],
    errors: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """The logarithm of each run's weight, shape (runs,), but for a constant.

    `statistics` is (runs, figures); a run that lacks one has no weight. `errors` (figures,) of
    those who guessed widen what is allowed.
    """
    spread = np.array([row.sd for row in observed])
    widened = deviations(statistics, observed) / np.sqrt(1.0 + (errors / spread) ** 2)
    found = -0.5 * (widened**2).sum(axis=1)
    return np.where(np.isnan(found), -np.inf, found)


@dataclass(frozen=True, eq=False)
class Proposal:
    """Where one surrogate points: its density over that of the ranges is exp(log - `scale`)."""

    surrogate: Surrogate
    observed: Sequence[Observed]
    scale: float

    @classmethod
    def of(
        cls,
        surrogate: Surrogate,
        observed: Sequence[Observed],
        candidates: NDArray[np.float64],
    ) -> tuple[Proposal, NDArray[np.float64]]:
        """The proposal, and its density at each candidate; on average over these it is 1."""
        logs = _logs(surrogate, observed, candidates)
        scale = float(logs.max() + np.log(np.mean(np.exp(logs - logs.max()))))
        return cls(surrogate, observed, scale), np.exp(logs - scale)

    def density(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """The density at shares of the ranges over that of the ranges, shape (draws,)."""
        return np.exp(_logs(self.surrogate, self.observed, shares) - self.scale)


def _logs(
    surrogate: Surrogate, observed: Sequence[Observed], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    return COOLED * log_likelihoods(surrogate.at(shares), observed, surrogate.errors)


def weights_of(
    logs: NDArray[np.float64], densities: NDArray[np.float64], numbers: Sequence[int]
) -> NDArray[np.float64]:
    """The weight of each run, shape (runs,), summing to 1.

    `logs` (runs,) are log-likelihoods, `densities` (proposals, runs) of each draw under each
    proposal, over that of the ranges, and `numbers` how many runs each proposed.
    """
    mixture = np.asarray(numbers, dtype=float) @ densities / sum(numbers)
    weights = np.exp(logs - logs.max()) / mixture
    return np.asarray(weights / weights.sum())


def effective_size(weights: NDArray[np.float64]) -> float:
    """The number of equally weighted draws that would say as much (Kish 1965)."""
    return float(1.0 / (weights @ weights))


def table_of(
    statistics: Sequence[Mapping[str, float]], names: Sequence[str]
) -> NDArray[np.float64]:
    """Statistics as a table (runs, figures), NaN where a run does not say."""
    return np.array([[run.get(name, np.nan) for name in names] for run in statistics])
