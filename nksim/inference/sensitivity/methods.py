"""The methods, all by SALib: their designs, and the indices of outcomes at the points.

- morris: elementary effects on trajectories; mu_star is the mean size of what a step of an input
  does (Morris 1991, Campolongo et al. 2007)
- sobol: first and total shares of variance by Saltelli's design (Sobol' 2001, Saltelli et al. 2010)
- delta: how far the distribution of an outcome moves when an input is known, on a Latin hypercube
  (Borgonovo 2007)
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nksim.analysis.intervals import LEVEL
from nksim.core.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Method = Literal["morris", "sobol", "delta"]
INDEX = {"morris": "mu_star", "sobol": "ST", "delta": "delta_raw"}
MEANING = {
    "morris": "mean size of an elementary effect, in the outcome's unit",
    "sobol": "total share of the variance between points",
    "delta": "share of the distribution that moves, 0 to 1",
}
LEAST = {"morris": 4, "sobol": 16, "delta": 100}
LARGEST_SEED = (1 << 32) - 1
LEVELS, RESAMPLES = 4, 200
EXTRA: dict[str, dict[str, Any]] = {
    "morris": {"num_levels": LEVELS},
    "sobol": {"calc_second_order": False},
    "delta": {},
}


def check_points(method: Method, points: int) -> None:
    """InputError if a method cannot do with so few."""
    if points < LEAST[method]:
        raise InputError(
            f"points={points} are too few for method={method} (at least {LEAST[method]});"
            " intervals need more"
        )
    if method == "sobol" and points & (points - 1):
        raise InputError(
            f"points={points}: method=sobol needs a power of two, for example"
            f" {1 << (points - 1).bit_length()}"
        )


def design(method: Method, inputs: int, points: int, seed: int) -> NDArray[np.float64]:
    """The points, shape (runs, inputs), shares 0..1."""
    check_points(method, points)
    problem, sample = (
        _problem(inputs),
        _salib("sample", {"morris": "morris", "sobol": "sobol", "delta": "latin"}[method]),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(
            sample.sample(problem, points, seed=_seed(seed), **EXTRA[method]), dtype=np.float64
        )


def indices(
    method: Method, shares: NDArray[np.float64], values: NDArray[np.float64], seed: int = 1
) -> dict[str, NDArray[np.float64]]:
    """`index` and half of its 90% interval `half`, shape (inputs,), and `first` order of sobol.

    `shares` is the design, `values` an outcome at each of its points, shape (runs,). Where nothing
    varies the indices are zero; where too little does for the method they are not numbers.
    """
    inputs = shares.shape[1]
    if np.ptp(values) == 0.0:
        return {"index": np.zeros(inputs), "half": np.zeros(inputs), "first": np.zeros(inputs)}
    analyze = _salib("analyze", method)
    given: Sequence[Any] = (values,) if method == "sobol" else (shares, values)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            found = analyze.analyze(
                _problem(inputs),
                *given,
                num_resamples=RESAMPLES,
                conf_level=LEVEL,
                seed=_seed(seed),
                **EXTRA[method],
            )
        except (
            ValueError,
            np.linalg.LinAlgError,
        ):  # an outcome that is the same in nearly all runs has no density
            return dict.fromkeys(("index", "half", "first"), np.full(inputs, np.nan))
    index = np.asarray(found[INDEX[method]], dtype=np.float64)
    return {
        "index": index,
        "half": np.nan_to_num(np.asarray(found[f"{INDEX[method]}_conf"], dtype=np.float64)),
        "first": np.asarray(found.get("S1", index)),
    }


def noise_floor(
    method: Method, shares: NDArray[np.float64], replicates: NDArray[np.float64], seed: int = 1
) -> float:
    """The largest index that luck alone gives to any input.

    Not a number with one replicate, where nothing is known of it.

    `replicates` has shape (runs, R). The alternating sum of the replicates has no input in it and,
    over R, the luck of their mean (variance s^2 / R; of an odd number the last is left out); its
    indices are what the same method finds in luck. Sobol' shares are of the outcome's own variance.
    """
    number = replicates.shape[1] // 2 * 2
    if number < 2:
        return float("nan")
    luck = (
        replicates[:, :number]
        @ np.resize([1.0, -1.0], number)
        / np.sqrt(number * replicates.shape[1])
    )
    floor = float(np.max(indices(method, shares, luck, seed)["index"]))
    if method != "sobol":
        return floor
    whole = float(np.var(replicates.mean(axis=1)))
    return floor * float(np.var(luck)) / whole if whole > 0.0 else 0.0


def _seed(seed: int) -> int:
    """A seed that SALib takes: it leaves 0 unseeded, and numpy has 32 bits."""
    return seed % LARGEST_SEED or LARGEST_SEED


def _problem(inputs: int) -> dict[str, Any]:
    return {
        "num_vars": inputs,
        "names": [f"x{place}" for place in range(inputs)],
        "bounds": [[0.0, 1.0]] * inputs,
    }


def _salib(part: str, name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(f"SALib.{part}.{name}")
    except ImportError:
        raise InputError(
            "sensitivity analysis needs SALib, which is not installed; install it with: pip"
            " install 'nksim[sensitivity]'"
        ) from None
