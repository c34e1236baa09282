"""A surrogate of the model: what a run would say, guessed from the runs that were made.

Each statistic is a smooth function of the numbers and some luck, so that a Gaussian process
(Rasmussen and Williams 2006; scikit-learn) learns it from a thousand runs. It says where the
figures point; what is found there is asked of the model itself. How far it errs is measured on runs
that it has not seen: each left out in turn (their chapter 5.4.2).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.linalg import cho_solve

from nksim.core.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHOWN = 400  # runs from which it learns how smooth a statistic is; all say what it is
AT_ONCE = 2048  # guesses, so that their table fits a cache
SMOOTH, SMOOTHEST = (0.3, 30.0), 1.5  # lengths in widths of the ranges, and where the search begins
LUCK, LEAST_LUCK = 0.1, (1e-4, 1.0)  # share of a statistic's variance
ALIKE = 1e-12  # a statistic that never differs


@dataclass(frozen=True, eq=False)
class Guess:
    """One statistic: its process, and the mean and spread that were taken off before."""

    process: Any
    mean: float
    spread: float
    error: float  # root mean square, of runs that are left out in turn

    def at(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """What runs at these shares of the ranges would say, shape (draws,)."""
        if self.process is None:
            return np.full(len(shares), self.mean)
        parts = [
            self.process.predict(shares[first : first + AT_ONCE])
            for first in range(0, len(shares), AT_ONCE)
        ]
        return np.asarray(self.mean + self.spread * np.concatenate(parts))


@dataclass(frozen=True, eq=False)
class Surrogate:
    """A guess a statistic."""

    guesses: Sequence[Guess]

    @classmethod
    def of(cls, shares: NDArray[np.float64], statistics: NDArray[np.float64]) -> Surrogate:
        """Learn from runs: (runs, keys) shares of the ranges, (runs, figures) what they said."""
        with one_thread():
            return cls([_learnt(shares, column) for column in statistics.T])

    def at(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """What runs would say, shape (draws, figures)."""
        with one_thread():
            return np.column_stack([guess.at(shares) for guess in self.guesses])

    @property
    def errors(self) -> NDArray[np.float64]:
        """How far it errs, luck of the run included, shape (figures,)."""
        return np.array([guess.error for guess in self.guesses])


def one_thread() -> Any:
    """Sums in one order whatever the machine; small tables are not worth more threads."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


def check_installed() -> None:
    """InputError if scikit-learn is not there."""
    try:
        import sklearn.gaussian_process  # noqa: F401
    except ImportError:
        raise InputError(
            "calibration needs scikit-learn, which is not installed; install it with: pip install"
            " 'nksim[calibrate]'"
        ) from None


def _learnt(shares: NDArray[np.float64], values: NDArray[np.float64]) -> Guess:
    mean = float(values.mean())
    spread = float(values.std())
    if spread < ALIKE:
        return Guess(None, mean, 0.0, 0.0)
    scaled = (values - mean) / spread
    process = _process(shares, scaled)
    error = spread * _error_left_out(process)
    return Guess(process, mean, spread, error)


def _process(shares: NDArray[np.float64], scaled: NDArray[np.float64]) -> Any:
    """How smooth it is, learnt from the first runs; then all of them."""
    from sklearn.gaussian_process import GaussianProcessRegressor

    first = GaussianProcessRegressor(_kernel(shares.shape[1]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of lengths that end at a bound: a number without effect
        first.fit(shares[:SHOWN], scaled[:SHOWN])
    return GaussianProcessRegressor(first.kernel_, optimizer=None).fit(shares, scaled)


def _kernel(dimensions: int) -> Any:
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    smooth = RBF(np.full(dimensions, SMOOTHEST), SMOOTH)
    return ConstantKernel(1.0, (1e-2, 1e3)) * smooth + WhiteKernel(LUCK, LEAST_LUCK)


def _error_left_out(process: Any) -> float:
    """The error for each run if it alone were left out, in one step from the whole."""
    inverse = cho_solve((process.L_, True), np.eye(len(process.L_)))
    return float(np.sqrt(np.mean((process.alpha_ / np.diag(inverse)) ** 2)))
