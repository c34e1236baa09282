"""Would a fit find what is true? Simulation-based calibration from the table of one fit.

The table's runs lie anywhere in the ranges, so each is a made-up truth: its statistics, with errors
of the surveys drawn to them, are taken for the figures. The surrogate is learnt from the other
runs, and its posterior is asked where the truth lies. If intervals hold what they promise, the
share of the posterior below the truth is anywhere between 0 and 1 with equal chance (Cook, Gelman,
Rubin 2006; Talts et al. 2018). A fit that is too sure has truths in its tails; one that learns
nothing passes that test, and is found by how little its posterior contracts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.intervals import LEVEL
from nksim.core.errors import InputError
from nksim.inference.calibration.observed import Observed
from nksim.inference.calibration.proposing import candidates, chance, key_of
from nksim.inference.calibration.surrogate import Surrogate
from nksim.inference.calibration.weighing import log_likelihoods

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

TRUTHS = 200
LEAST_OTHERS = 10  # runs to learn from, for each number
SIGNIFICANT = 0.01  # of all tests together
NEARER = 0.7  # of the truths: the median lies nearer to them than the middle of the range does
EVEN = 1.0 / 12.0  # the variance of a number anywhere in its range
BINS = 10
ERRORS = -3  # round of the errors of made-up surveys

Weigh = Callable[["NDArray[np.float64]"], "NDArray[np.float64]"]


@dataclass(frozen=True, eq=False)
class Recovery:
    """A row a made-up truth, a column a number in each.

    `ranks` are shares of the posterior below the truth; `nearer` says whether the median lies
    nearer to it than the middle of the range does; `contraction` is what the figures take of the
    variance that the range had: 1 where all is known, 0 where nothing was learnt.
    """

    keys: Sequence[str]
    ranks: NDArray[np.float64]
    nearer: NDArray[np.bool_]
    contraction: NDArray[np.float64]

    @property
    def held(self) -> NDArray[np.bool_]:
        """Whether the 90% interval holds the truth, shape (truths, keys)."""
        tail = (1.0 - LEVEL) / 2.0
        return (self.ranks >= tail) & (self.ranks <= 1.0 - tail)

    @property
    def table(self) -> pd.DataFrame:
        """A row a number: share of truths held, contraction, share nearer, p of its ranks."""
        import pandas as pd

        columns = {
            "key": list(self.keys),
            "held": self.held.mean(axis=0),
            "contraction": self.contraction.mean(axis=0),
            "nearer": self.nearer.mean(axis=0),
            "p_held": [_p_held(column) for column in self.held.T],
            "p_ranks": [_p_even(column) for column in self.ranks.T],
        }
        return pd.DataFrame(columns)

    @property
    def p_held(self) -> float:
        """The chance of so bad a coverage by luck: each number, and all numbers of a truth."""
        return _together([*self.table["p_held"], _p_all_held(self.held)])

    @property
    def p_ranks(self) -> float:
        """The chance of so uneven ranks by luck, all numbers together."""
        return _together(list(self.table["p_ranks"]))

    @property
    def learnt(self) -> list[str]:
        """Numbers of which the median lies nearer to 70% of the truths than the middle does."""
        table = self.table
        return [str(key) for key in table.loc[table["nearer"] >= NEARER, "key"]]

    @property
    def faults(self) -> list[str]:
        """What is wrong with such a fit, a sentence each; nothing if nothing is."""
        faults = []
        if self.p_held < SIGNIFICANT:
            sure = "too sure" if self.held.mean() < LEVEL else "not sure enough"
            faults.append(
                f"90% intervals hold {self.held.mean():.1%} of the truths (p={self.p_held:.2g}):"
                f" the fit is {sure}"
            )
        if self.p_ranks < SIGNIFICANT:
            faults.append(f"truths lie unevenly in their posteriors (p={self.p_ranks:.2g})")
        if not self.learnt:
            faults.append("no number is found better than by the middle of its range")
        return faults


def as_weights(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that sum to 1, of logarithms."""
    most = logs.max()
    weights = np.exp(logs - most)
    whole = weights.sum()
    return np.asarray(weights / whole)


def recover(
    keys: Sequence[str],
    observed: Sequence[Observed],
    shares: NDArray[np.float64],
    statistics: NDArray[np.float64],
    *,
    truths: int = TRUTHS,
    seed: int = 1,
    weigh: Weigh = as_weights,
) -> Recovery:
    """Take the last `truths` runs for the truth, and learn from the others.

    `shares` (runs, keys) of the ranges and `statistics` (runs, figures) are those of a table.
    `weigh` makes weights of log-likelihoods. Raises InputError for too few runs.
    """
    check(len(shares), len(keys), truths)
    surrogate = Surrogate.of(shares[:-truths], statistics[:-truths])
    among = candidates(seed, len(keys))
    guessed, error = surrogate.at(among), surrogate.errors
    spread = np.array([row.sd for row in observed])
    drawn = chance(key_of(seed, ERRORS, 0)).standard_normal((truths, len(observed)))
    figures = statistics[-truths:] + drawn * spread
    place = _Places(among, np.argsort(among, axis=0))
    found = [
        place.of(truth, weigh(log_likelihoods(guessed, _as_observed(observed, row), error)))
        for row, truth in zip(figures, shares[-truths:], strict=True)
    ]
    ranks, nearer, contraction = (np.array(part) for part in zip(*found, strict=True))
    return Recovery(keys, ranks, nearer, contraction)


def check(runs: int, numbers: int, truths: int) -> None:
    """InputError if so many runs will not do for so many truths."""
    least = truths + LEAST_OTHERS * numbers
    if truths < 1 or runs < least:
        raise InputError(
            f"truths={truths}: the table has {runs} runs that say something; {numbers} numbers"
            f" need {LEAST_OTHERS * numbers} beside the truths, so give truths of 1 to"
            f" {max(1, runs - LEAST_OTHERS * numbers)}, or make a fit with a larger --table"
        )


def _as_observed(observed: Sequence[Observed], values: NDArray[np.float64]) -> list[Observed]:
    return [
        Observed(row.id, float(value), row.sd) for row, value in zip(observed, values, strict=True)
    ]


@dataclass(frozen=True, eq=False)
class _Places:
    """Candidates (candidates, keys), and their order in each number."""

    among: NDArray[np.float64]
    order: NDArray[np.int64]

    def of(
        self, truth: NDArray[np.float64], weights: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
        """Where a truth lies in its posterior: rank, median nearer than the middle, contraction."""
        ranks = weights @ (self.among < truth)
        mean = weights @ self.among
        variance = weights @ (self.among - mean) ** 2
        nearer = np.abs(self._medians(weights) - truth) < np.abs(0.5 - truth)
        return ranks, nearer, 1.0 - variance / EVEN

    def _medians(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        columns = zip(self.among.T, self.order.T, strict=True)
        return np.array(
            [
                values[order[np.searchsorted(np.cumsum(weights[order]), 0.5)]]
                for values, order in columns
            ]
        )


def _p_held(held: NDArray[np.bool_]) -> float:
    """Two-sided, exact: so many of so many held where each is with a chance of 90%."""
    from scipy.stats import binomtest

    return float(binomtest(int(held.sum()), len(held), LEVEL).pvalue)


def _p_all_held(held: NDArray[np.bool_]) -> float:
    """Of the share of numbers that is held, truth by truth, which are independent."""
    from scipy.stats import ttest_1samp

    shares = held.mean(axis=1)
    return float(ttest_1samp(shares, LEVEL).pvalue) if shares.std() > 0 else 1.0


def _p_even(ranks: NDArray[np.float64]) -> float:
    from scipy.stats import chisquare

    return float(chisquare(np.histogram(ranks, BINS, (0.0, 1.0))[0]).pvalue)


def _together(chances: Sequence[float]) -> float:
    """The chance that the least of so many is as small (Sidak 1967)."""
    return float(1.0 - (1.0 - min(chances)) ** len(chances))
