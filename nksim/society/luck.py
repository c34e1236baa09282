"""Draws of many people or homes at once, by their places or by their numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.draws import Purpose, YearlyPurpose, hash_one, stream, unit
from nksim.core.jit import kernel

Units = NDArray[np.float64]


@kernel
def fill_units(key, lo, out):
    """A number in [0, 1) for every row from lo on."""
    for i in range(len(out)):
        out[i] = unit(hash_one(key, np.uint64(lo + i)))


def units(seed: int, purpose: Purpose | YearlyPurpose, lo: int, hi: int) -> Units:
    """Draws in [0, 1) for rows lo..hi of citizens, households or units."""
    out = np.empty(hi - lo)
    with np.errstate(over="ignore"):
        fill_units(stream(seed, purpose), lo, out)
    return out


@kernel
def fill_units_of(key, numbers, out):
    """A number in [0, 1) for every one of these people or homes."""
    for k in range(len(out)):
        out[k] = unit(hash_one(key, np.uint64(numbers[k])))


def units_of(
    seed: int, purpose: Purpose | YearlyPurpose, numbers: NDArray[np.uint32], week: int = 0
) -> Units:
    """Draws in [0, 1) for people or homes of these numbers."""
    out = np.empty(len(numbers))
    with np.errstate(over="ignore"):
        fill_units_of(stream(seed, purpose, week), numbers, out)
    return out


def normals(seed: int, purpose: Purpose, lo: int, hi: int) -> Units:
    """Standard normal draws by the inverse of the distribution function (scipy.special.ndtri)."""
    return np.asarray(ndtri(inner(units(seed, purpose, lo, hi))))


def inner(draws: Units) -> Units:
    """Draws in [0, 1) moved off 0, where the normal quantile is infinite."""
    return np.maximum(draws, 2.0**-54)
