"""Ties out of proposals: each pair once, sorted by (low, high), with rows for both ends.

Of a pair that is proposed on several layers, the first layer is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.buffers import roomy
from nksim.core.draws import Purpose, hash_two, stream, unit
from nksim.core.jit import kernel
from nksim.core.units import TIE
from nksim.society.blocks import in_order, row_parts
from nksim.society.proposals import LAYER_BITS
from nksim.society.society import Ties

LAYER_MASK = (1 << LAYER_BITS) - 1


class Proposals(NamedTuple):
    """Proposals in any order; arrays of one length."""

    low: NDArray[np.uint32]
    tied: NDArray[np.uint32]  # high end and layer in one number


class BlockTies(NamedTuple):
    """The ties whose low ends live in one block."""

    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    layer: NDArray[np.uint8]
    bond: NDArray[np.uint16]
    kept: NDArray[np.int64]  # ties of each citizen of the block


@kernel
def count_low(lo, low, counts):
    """Count proposals by their low end, from citizen lo on; counts[i + 1] belongs to lo + i."""
    for slot in range(len(low)):
        counts[low[slot] - lo + 1] += 1


@kernel
def scatter(lo, low, tied, place, rows):
    """Put every proposal into the row of its low end; `place` moves along."""
    for slot in range(len(low)):
        i = low[slot] - lo
        rows[place[i]] = tied[slot]
        place[i] += 1


@kernel
def count_blocks(low, district, block_of, counts):
    """How many proposals have their low end in each block; counts[b + 1] belongs to block b."""
    for slot in range(len(low)):
        counts[block_of[district[low[slot]]] + 1] += 1


@kernel
def deal_to_blocks(low, tied, district, block_of, place, block_low, block_tied):
    """Put every proposal into the rows of the block of its low end; `place` moves along."""
    for slot in range(len(low)):
        b = block_of[district[low[slot]]]
        block_low[place[b]], block_tied[place[b]] = low[slot], tied[slot]
        place[b] += 1


@kernel
def sort_rows(first, rows, kept):
    """Sort every row by high end and layer, and move the first of every pair to the front.

    kept[i] is the number left in row i.
    """
    for i in range(len(kept)):
        begin, end = first[i], first[i + 1]
        for at in range(begin + 1, end):
            one, back = rows[at], at
            while back > begin and rows[back - 1] > one:
                rows[back] = rows[back - 1]
                back -= 1
            rows[back] = one
        write = begin
        for at in range(begin, end):
            if at == begin or rows[at] >> LAYER_BITS != rows[write - 1] >> LAYER_BITS:
                rows[write] = rows[at]
                write += 1
        kept[i] = write - begin


@kernel
def unpack(lo, first, rows, kept, low, high, layer):
    """Write the ties that are left, without gaps and in order."""
    at = 0
    for i in range(len(kept)):
        for k in range(first[i], first[i] + kept[i]):
            low[at], high[at], layer[at] = lo + i, rows[k] >> LAYER_BITS, rows[k] & LAYER_MASK
            at += 1


@kernel
def count_high(lo, hi, high, ends):
    """How many ties have each citizen of lo..hi as their high end."""
    for k in range(len(high)):
        if lo <= high[k] < hi:
            ends[high[k]] += 1


@kernel
def reverse_rows(lo, hi, high, ends, reverse):
    """List the ties of which each citizen of lo..hi is the high end.

    `ends` holds row ends and becomes row starts.
    """
    for back in range(len(high)):
        k = len(high) - 1 - back
        h = high[k]
        if lo <= h < hi:
            ends[h] -= 1
            reverse[ends[h]] = k


@kernel
def fill_bonds(key, low, high, out):
    """A number in [0, 1) for every tie."""
    for k in range(len(out)):
        out[k] = unit(hash_two(key, np.uint64(low[k]), np.uint64(high[k])))


def block_ties(
    lo: int,
    hi: int,
    proposals: Sequence[Proposals],
    means: NDArray[np.float64],
    spread: float,
    seed: int,
) -> BlockTies:
    """Ties with low ends among citizens lo..hi, each pair once, from their proposals."""
    first = np.zeros(hi - lo + 1, np.int64)
    for some in proposals:
        count_low(lo, some.low, first)
    first = np.cumsum(first)
    rows, place = np.empty(int(first[-1]), np.uint32), first[:-1].copy()
    for some in proposals:
        scatter(lo, some.low, some.tied, place, rows)
    kept = np.zeros(hi - lo, np.int64)
    sort_rows(first, rows, kept)
    count = int(kept.sum())
    low, high, layer = (
        np.empty(count, np.uint32),
        np.empty(count, np.uint32),
        np.empty(count, np.uint8),
    )
    unpack(lo, first, rows, kept, low, high, layer)
    return BlockTies(low, high, layer, initial_bonds(low, high, layer, means, spread, seed), kept)


def join_blocks(size: int, most: int, blocks: Iterable[BlockTies], threads: int = 1) -> Ties:
    """Ties of a society of `size` citizens from those of its blocks in order, at most `most`.

    Room for `most` is asked for and never touched beyond the last tie, so that no second copy of
    the ties is ever made.
    """
    first = np.zeros(size + 1, np.int64)
    columns: list[NDArray[Any]] = [
        np.empty(most, kind) for kind in (np.uint32, np.uint32, np.uint8, np.uint16)
    ]
    done = citizen = 0
    for block in blocks:
        parts: list[NDArray[Any]] = [block.low, block.high, block.layer, block.bond]
        for column, part in zip(columns, parts, strict=True):
            column[done : done + len(part)] = part
        first[citizen + 1 : citizen + 1 + len(block.kept)] = done + np.cumsum(block.kept)
        done, citizen = done + len(block.low), citizen + len(block.kept)
    low, high, layer, bond = (column[:done] for column in columns)
    return with_rows(size, low, high, layer, bond, first, threads)


def initial_bonds(
    low: NDArray[np.uint32],
    high: NDArray[np.uint32],
    layer: NDArray[np.uint8],
    means: NDArray[np.float64],
    spread: float,
    seed: int,
) -> NDArray[np.uint16]:
    """Bonds at the start, in 2**-15: normal about the layer's mean, cut at 0 and 1.

    Computed for some ties at a time.
    """
    bond = np.empty(len(low), np.uint16)
    key, step = stream(seed, Purpose.BOND), 1 << 16
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
    threads: int = 1,
    reverse: NDArray[np.uint32] | None = None,
) -> Ties:
    """Add the rows of the high ends to sorted ties, in the column `reverse` if one is given.

    Each thread looks through the ties for citizens of its own.
    """
    ends, parts = np.zeros(size + 1, np.int64), row_parts(size, max(1, threads))
    if reverse is None:
        reverse = roomy(len(high), np.uint32)

    def over(step: Callable[[int, int, NDArray[np.uint32]], None]) -> None:
        for _ in in_order(
            lambda part: step(part[0], part[1], high[: first[part[1]]]), parts, threads
        ):  # high ends below a row lie before it
            pass

    over(lambda lo, hi, before: count_high(lo, hi, before, ends))
    np.cumsum(ends, out=ends)
    over(lambda lo, hi, before: reverse_rows(lo, hi, before, ends, reverse))
    return Ties(low, high, layer, bond, first, ends, reverse, np.empty(0, np.uint32))
