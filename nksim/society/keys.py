"""What ties of a society with lives are keyed by: the numbers of their two ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.buffers import roomy
from nksim.core.draws import Purpose, hash_two, stream, unit
from nksim.core.jit import kernel, rule
from nksim.core.units import TIE

_S32 = np.uint64(32)


@rule
def key_of(one: int, other: int) -> np.uint64:
    """The key of a tie between two people of these numbers: 32 scattered bits."""
    low, high = min(one, other), max(one, other)
    return hash_two(np.uint64(0), np.uint64(low), np.uint64(high)) >> _S32


@kernel
def fill_keys(low, high, number, out):
    """The keys of ties between these places."""
    for k in range(len(out)):
        out[k] = key_of(number[low[k]], number[high[k]])


def keys_of(
    low: NDArray[np.uint32], high: NDArray[np.uint32], number: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """The keys of ties between these places, by the numbers of the people there."""
    keys = roomy(len(low), np.uint32)
    with np.errstate(over="ignore"):
        fill_keys(low, high, number, keys)
    return keys


@kernel
def fill_pairs(key, one, other, out):
    """A number in [0, 1) for every pair of numbers, whichever stands first."""
    for k in range(len(out)):
        low, high = min(one[k], other[k]), max(one[k], other[k])
        out[k] = unit(hash_two(key, np.uint64(low), np.uint64(high)))


def bonds_of(
    one: NDArray[np.uint32],
    other: NDArray[np.uint32],
    layer: NDArray[np.uint8],
    means: NDArray[np.float64],
    spread: float,
    seed: int,
) -> NDArray[np.uint16]:
    """Bonds with which ties between people of these numbers begin, in 2**-15.

    Normal about the layer's mean, cut at 0 and 1, by the same draws as at the start.
    """
    draws = np.empty(len(one))
    with np.errstate(over="ignore"):
        fill_pairs(stream(seed, Purpose.BOND), one, other, draws)
    values = means[layer] + spread * ndtri(np.maximum(draws, 2.0**-54))
    return np.asarray(np.floor(np.clip(values, 0.0, 1.0) * TIE + 0.5).astype(np.uint16))
