"""From proposals in any order to ties: each pair once, sorted by (low, high), the first layer kept, with rows for both ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.draws import Purpose, hash_two, stream, unit
from nksim.core.jit import kernel
from nksim.core.units import TIE
from nksim.society.society import Ties


@kernel
def count_low(low, high, counts):
    """How many proposals have each citizen as their low end; counts[i + 1] belongs to i. Empty slots have low = high."""
    for slot in range(len(low)):
        if low[slot] != high[slot]:
            counts[low[slot] + np.uint32(1)] += 1


@kernel
def scatter(low, high, layer, place, out_high, out_layer):
    """Put every proposal into the row of its low end; `place` moves along."""
    for slot in range(len(low)):
        if low[slot] != high[slot]:
            at = place[low[slot]]
            out_high[at] = high[slot]
            out_layer[at] = layer[slot]
            place[low[slot]] = at + 1


@kernel
def sort_rows(lo, hi, first, high, layer, kept):
    """Sort rows lo..hi by (high, layer) and move the first of every pair to the front; kept[i] says how many are left."""
    for i in range(lo, hi):
        begin, end = first[i], first[i + 1]
        for at in range(begin + 1, end):
            h, k, back = high[at], layer[at], at
            while back > begin and (high[back - 1] > h or (high[back - 1] == h and layer[back - 1] > k)):
                high[back] = high[back - 1]
                layer[back] = layer[back - 1]
                back -= 1
            high[back] = h
            layer[back] = k
        write = begin
        for at in range(begin, end):
            if at == begin or high[at] != high[write - 1]:
                high[write] = high[at]
                layer[write] = layer[at]
                write += 1
        kept[i] = write - begin


@kernel
def compact(first, kept, high, layer, new_first, low):
    """Close the gaps that duplicates left, in place and in order; writes the low ends."""
    for i in range(len(kept)):
        for j in range(kept[i]):
            at = new_first[i] + j
            high[at] = high[first[i] + j]
            layer[at] = layer[first[i] + j]
            low[at] = i


@kernel
def reverse_rows(high, counts, out):
    """List the ties of which each citizen is the high end; `counts` holds row starts and moves along."""
    for k in range(len(high)):
        out[counts[high[k]]] = k
        counts[high[k]] += 1


@kernel
def fill_bonds(key, low, high, out):
    """A number in [0, 1) for every tie."""
    for k in range(len(out)):
        out[k] = unit(hash_two(key, np.uint64(low[k]), np.uint64(high[k])))


def assemble(
    size: int,
    low: NDArray[np.uint32],
    high: NDArray[np.uint32],
    layer: NDArray[np.uint8],
    bond_means: NDArray[np.float64],
    bond_spread: float,
    seed: int,
) -> Ties:
    """Ties of a society of `size` citizens from proposals (low < high; low = high is an empty slot)."""
    first = np.zeros(size + 1, np.int64)
    count_low(low, high, first)
    first = np.cumsum(first)
    sorted_high, sorted_layer = np.empty(int(first[-1]), np.uint32), np.empty(int(first[-1]), np.uint8)
    scatter(low, high, layer, first[:-1].copy(), sorted_high, sorted_layer)
    kept = np.zeros(size, np.int64)
    sort_rows(0, size, first, sorted_high, sorted_layer, kept)
    new_first = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])
    new_low = np.empty(int(new_first[-1]), np.uint32)
    compact(first, kept, sorted_high, sorted_layer, new_first, new_low)
    new_high, new_layer = sorted_high[: len(new_low)].copy(), sorted_layer[: len(new_low)].copy()
    bond = initial_bonds(new_low, new_high, new_layer, bond_means, bond_spread, seed)
    return with_rows(size, new_low, new_high, new_layer, bond, new_first)


def initial_bonds(
    low: NDArray[np.uint32],
    high: NDArray[np.uint32],
    layer: NDArray[np.uint8],
    means: NDArray[np.float64],
    spread: float,
    seed: int,
) -> NDArray[np.uint16]:
    """Bonds at the start, in 2**-15: normal about the mean of the layer, within 0 and 1; a million ties at a time."""
    bond = np.empty(len(low), np.uint16)
    key, step = stream(seed, Purpose.BOND), 1 << 20
    for at in range(0, len(low), step):
        some = slice(at, at + step)
        draws = np.empty(len(low[some]))
        with np.errstate(over="ignore"):
            fill_bonds(key, low[some], high[some], draws)
        values = means[layer[some]] + spread * ndtri(np.maximum(draws, 2.0**-54))
        bond[some] = np.floor(np.clip(values, 0.0, 1.0) * TIE + 0.5).astype(np.uint16)
    return bond


def with_rows(
    size: int,
    low: NDArray[np.uint32],
    high: NDArray[np.uint32],
    layer: NDArray[np.uint8],
    bond: NDArray[np.uint16],
    first: NDArray[np.int64],
) -> Ties:
    """Add the rows of the high ends to sorted ties."""
    reverse_first = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(high, minlength=size))])
    reverse = np.empty(len(high), np.uint32)
    reverse_rows(high, reverse_first[:-1].copy(), reverse)
    return Ties(low, high, layer, bond, first, reverse_first, reverse)
