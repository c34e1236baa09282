"""Old ties that stay and new ones put together: each pair once, sorted, with rows for both ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.jit import kernel, part
from nksim.demography.losing import LOST, Left
from nksim.demography.making import Proposed, entry_of
from nksim.demography.persons import Passage
from nksim.demography.years import Occasion
from nksim.scenario.sections import Population
from nksim.society.assembly import with_rows
from nksim.society.blocks import in_order, row_parts
from nksim.society.building import bond_means
from nksim.society.keys import bonds_of, key_of
from nksim.society.society import Ties

SOME = 1 << 18  # ties whose bonds are drawn at a time
_HIGH, _NEW, _LAYER = np.uint64(36), np.uint64(35), np.uint64(32)


class Joined(NamedTuple):
    """The ties of the new society, and where each stood before; -1 for a new one."""

    ties: Ties
    came_from: NDArray[np.int32]


class Pairs(NamedTuple):
    """Who is tied to whom from now on, and where each tie stood before; -1 for a new one."""

    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    layer: NDArray[np.uint8]
    came_from: NDArray[np.int32]


class Kept(NamedTuple):
    """What ties keep; `fresh` are those whose bond is to be drawn."""

    key: NDArray[np.uint32]
    bond: NDArray[np.uint16]
    fresh: NDArray[np.bool_]


def join(
    passage: Passage, left: Left, proposed: list[Proposed], occasion: Occasion, built_with: int
) -> Joined:
    """The ties of the new society; `proposed` is empty afterwards.

    What the ties before no longer need is given back: the new ones stand in its place.
    """
    threads, buffers = occasion.threads, occasion.buffers
    pairs, first = pairs_of(passage, left, proposed, occasion)
    kept = kept_of(pairs, passage, occasion)
    draw_bonds(pairs, kept, passage.number, occasion.population, built_with)
    reverse = buffers.take(len(pairs.low), np.uint32)
    size, (low, high, layer, came_from) = len(passage.number), pairs
    ties = with_rows(size, low, high, layer, kept.bond, first, threads, reverse)
    return Joined(ties._replace(key=kept.key), came_from)


def pairs_of(
    passage: Passage, left: Left, proposed: list[Proposed], occasion: Occasion
) -> tuple[Pairs, NDArray[np.int64]]:
    """Each pair once, sorted; and where the ties of each low end begin."""
    size, threads, buffers = len(passage.number), occasion.threads, occasion.buffers
    rows, first = rows_of(passage, left, proposed)
    buffers.give(left.layer, passage.ties.low, passage.ties.high, passage.ties.reverse)
    begins, parts = np.zeros(size + 1, np.int64), row_parts(size, threads)
    each(lambda lo, hi: sort_rows(lo, hi, first, rows, begins), parts, threads)
    np.cumsum(begins, out=begins)
    kinds = (np.uint32, np.uint32, np.uint8, np.int32)
    pairs = Pairs(*(buffers.take(int(begins[-1]), kind) for kind in kinds))
    each(lambda lo, hi: unpack(lo, hi, first, rows, begins, pairs), parts, threads)
    return pairs, begins


def kept_of(pairs: Pairs, passage: Passage, occasion: Occasion) -> Kept:
    """Keys and bonds of ties that go on; new ones have a key, and no bond yet."""
    count, threads, buffers = len(pairs.low), occasion.threads, occasion.buffers
    kept = Kept(
        buffers.take(count, np.uint32), buffers.take(count, np.uint16), np.empty(count, np.bool_)
    )
    parts = row_parts(count, threads)
    each(lambda lo, hi: carry_over(lo, hi, pairs, passage, kept), parts, threads)
    buffers.give(passage.ties.layer, passage.ties.bond, passage.ties.key)
    return kept


def rows_of(
    passage: Passage, left: Left, proposed: list[Proposed]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """What is left and what is proposed, by low ends; row i is rows[first[i]:first[i + 1]]."""
    first = left.first
    for some in proposed:
        count(some.low, first)
    np.cumsum(first, out=first)
    rows, place = np.empty(int(first[-1]), np.uint64), first[:-1].copy()
    scatter(passage, left.layer, place, rows)
    while proposed:
        add(*proposed.pop(), place, rows)
    return rows, first


def draw_bonds(
    pairs: Pairs, kept: Kept, number: NDArray[np.uint32], population: Population, seed: int
) -> None:
    """Bonds of new ties, and of those that are on another layer than before, some at a time."""
    means, spread = bond_means(population), population.bond_spread
    for lo in range(0, len(kept.fresh), SOME):
        drawn = lo + np.flatnonzero(kept.fresh[lo : lo + SOME])
        one, other = number[pairs.low[drawn]], number[pairs.high[drawn]]
        kept.bond[drawn] = bonds_of(one, other, pairs.layer[drawn], means, spread, seed)


def each(work: Callable[[int, int], None], parts: list[tuple[int, int]], threads: int) -> None:
    """Let work be done on ranges of rows that have nothing to do with one another."""
    for _ in in_order(lambda part: work(*part), parts, threads):
        pass


@kernel
def count(low, first):
    """Count proposals by their low ends; first[i + 1] belongs to i."""
    for k in range(len(low)):
        first[low[k] + 1] += 1


@kernel
def scatter(passage, layer, place, rows):
    """Put every tie that is left into the row of its low end."""
    _scatter(passage, layer, place, rows)


@part
def _scatter(passage, layer, place, rows):
    ties, went_to = passage.ties, passage.went_to
    for k in range(len(layer)):
        if layer[k] == LOST:
            continue
        a, b = went_to[ties.low[k]], went_to[ties.high[k]]
        low, high = min(a, b), max(a, b)
        rows[place[low]] = entry_of(high, 0, layer[k], k)
        place[low] += 1


@kernel
def add(low, entry, place, rows):
    """Put proposals into the rows of their low ends."""
    for k in range(len(low)):
        rows[place[low[k]]] = entry[k]
        place[low[k]] += 1


@kernel
def sort_rows(lo, hi, first, rows, kept):
    """Sort rows lo..hi and move the first of every pair to the front; kept[i + 1] are left in i."""
    for i in range(lo, hi):
        begin, end = first[i], first[i + 1]
        for at in range(begin + 1, end):
            one, back = rows[at], at
            while back > begin and rows[back - 1] > one:
                rows[back] = rows[back - 1]
                back -= 1
            rows[back] = one
        write = begin
        for at in range(begin, end):
            if at == begin or rows[at] >> _HIGH != rows[write - 1] >> _HIGH:
                rows[write] = rows[at]
                write += 1
        kept[i + 1] = write - begin


@kernel
def unpack(lo, hi, first, rows, begins, pairs):
    """Write the ties of rows lo..hi without gaps."""
    _unpack(lo, hi, first, rows, begins, pairs)


@part
def _unpack(lo, hi, first, rows, begins, pairs):
    for i in range(lo, hi):
        at = begins[i]
        for step in range(begins[i + 1] - at):
            entry, k = rows[first[i] + step], at + step
            pairs.low[k], pairs.high[k] = i, entry >> _HIGH
            pairs.layer[k] = (entry >> _LAYER) & np.uint64(7)
            is_new = (entry >> _NEW) & np.uint64(1)
            pairs.came_from[k] = -1 if is_new else np.int64(entry & np.uint64(0xFFFFFFFF))


@kernel
def carry_over(lo, hi, pairs, passage, kept):
    """Write what ties lo..hi keep."""
    _carry_over(lo, hi, pairs, passage, kept)


@part
def _carry_over(lo, hi, pairs, passage, kept):
    ties, number = passage.ties, passage.number
    for k in range(lo, hi):
        old = pairs.came_from[k]
        if old < 0:
            kept.key[k] = key_of(number[pairs.low[k]], number[pairs.high[k]])
            kept.fresh[k] = True
        else:
            kept.key[k], kept.bond[k] = ties.key[old], ties.bond[old]
            kept.fresh[k] = pairs.layer[k] != ties.layer[old]
