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

_HIGH, _NEW, _LAYER = np.uint64(36), np.uint64(35), np.uint64(32)


class Joined(NamedTuple):
    """The ties of the new society, and where each stood before; -1 for a new one."""

    ties: Ties
    came_from: NDArray[np.int32]


class Columns(NamedTuple):
    """Columns of the new ties; `fresh` are those whose bond is to be drawn."""

    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    layer: NDArray[np.uint8]
    bond: NDArray[np.uint16]
    key: NDArray[np.uint32]
    came_from: NDArray[np.int32]
    fresh: NDArray[np.bool_]


def join(
    passage: Passage, left: Left, proposed: Proposed, occasion: Occasion, built_with: int
) -> Joined:
    """The ties of the new society."""
    size, threads, first = len(passage.number), occasion.threads, left.first
    count(proposed.low, first)
    np.cumsum(first, out=first)
    rows = np.empty(int(first[-1]), np.uint64)
    scatter(passage, left.layer, proposed, first[:-1].copy(), rows)
    kept, parts = np.zeros(size + 1, np.int64), row_parts(size, threads)
    each(lambda lo, hi: sort_rows(lo, hi, first, rows, kept), parts, threads)
    np.cumsum(kept, out=kept)
    new = no_columns(int(kept[-1]))
    each(lambda lo, hi: unpack(lo, hi, first, rows, kept, passage, new), parts, threads)
    draw_bonds(new, passage.number, occasion.population, built_with)
    ties = with_rows(size, new.low, new.high, new.layer, new.bond, kept, threads)
    return Joined(ties._replace(key=new.key), new.came_from)


def no_columns(count: int) -> Columns:
    """Columns with room for so many ties."""
    return Columns(
        low=np.empty(count, np.uint32),
        high=np.empty(count, np.uint32),
        layer=np.empty(count, np.uint8),
        bond=np.empty(count, np.uint16),
        key=np.empty(count, np.uint32),
        came_from=np.empty(count, np.int32),
        fresh=np.zeros(count, np.bool_),
    )


def draw_bonds(new: Columns, number: NDArray[np.uint32], population: Population, seed: int) -> None:
    """Bonds of new ties, and of those that are on another layer than before."""
    drawn = np.flatnonzero(new.fresh)
    one, other = number[new.low[drawn]], number[new.high[drawn]]
    means = bond_means(population)
    new.bond[drawn] = bonds_of(one, other, new.layer[drawn], means, population.bond_spread, seed)


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
def scatter(passage, layer, proposed, place, rows):
    """Put every tie into the row of its low end."""
    _scatter(passage, layer, proposed, place, rows)


@part
def _scatter(passage, layer, proposed, place, rows):
    ties, went_to = passage.ties, passage.went_to
    for k in range(len(layer)):
        if layer[k] == LOST:
            continue
        a, b = went_to[ties.low[k]], went_to[ties.high[k]]
        low, high = min(a, b), max(a, b)
        rows[place[low]] = entry_of(high, 0, layer[k], k)
        place[low] += 1
    for k in range(len(proposed.low)):
        low = proposed.low[k]
        rows[place[low]] = proposed.entry[k]
        place[low] += 1


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
def unpack(lo, hi, first, rows, kept, passage, new):
    """Write the ties of rows lo..hi without gaps."""
    _unpack(lo, hi, first, rows, kept, passage, new)


@part
def _unpack(lo, hi, first, rows, kept, passage, new):
    ties, number = passage.ties, passage.number
    for i in range(lo, hi):
        at = kept[i]
        for step in range(kept[i + 1] - at):
            entry, k = rows[first[i] + step], at + step
            new.low[k], new.high[k] = i, entry >> _HIGH
            new.layer[k] = (entry >> _LAYER) & np.uint64(7)
            if (entry >> _NEW) & np.uint64(1):
                new.came_from[k], new.fresh[k] = -1, True
                new.key[k] = key_of(number[i], number[new.high[k]])
            else:
                old = np.int64(entry & np.uint64(0xFFFFFFFF))
                new.came_from[k], new.key[k], new.bond[k] = old, ties.key[old], ties.bond[old]
                new.fresh[k] = new.layer[k] != ties.layer[old]
