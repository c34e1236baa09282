"""Old ties that stay and new ones put together: each pair once, sorted, with rows for both ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.jit import kernel
from nksim.demography.layout import Layout
from nksim.demography.losing import LOST, Left
from nksim.demography.making import Proposed, entry_of
from nksim.demography.persons import Persons
from nksim.scenario.sections import Population
from nksim.society.assembly import with_rows
from nksim.society.blocks import in_order, row_parts
from nksim.society.building import bond_means
from nksim.society.keys import bonds_of, key_of
from nksim.society.society import Society, Ties

_HIGH, _NEW, _LAYER = np.uint64(36), np.uint64(35), np.uint64(32)


class Joined(NamedTuple):
    """The ties of the new society, and where each stood before; -1 for a new one."""

    ties: Ties
    came_from: NDArray[np.int32]


def join(
    society: Society,
    layout: Layout,
    persons: Persons,
    left: Left,
    proposed: Proposed,
    population: Population,
    threads: int,
) -> Joined:
    """The ties of the new society."""
    size = len(layout.came_from)
    first = left.first
    count(proposed.low, first)
    np.cumsum(first, out=first)
    rows = np.empty(int(first[-1]), np.uint64)
    place = first[:-1].copy()
    scatter(society.ties, layout.went_to, left.layer, proposed, place, rows)
    kept = np.zeros(size + 1, np.int64)
    parts = row_parts(size, threads)
    each(lambda lo, hi: sort_rows(lo, hi, first, rows, kept), parts, threads)
    np.cumsum(kept, out=kept)
    total = int(kept[-1])
    low, high = np.empty(total, np.uint32), np.empty(total, np.uint32)
    layer, bond = np.empty(total, np.uint8), np.empty(total, np.uint16)
    key, came_from = np.empty(total, np.uint32), np.empty(total, np.int32)
    fresh = np.zeros(total, np.bool_)
    columns = (low, high, layer, bond, key, came_from, fresh)
    each(
        lambda lo, hi: unpack(lo, hi, first, rows, kept, society.ties, persons.number, *columns),
        parts,
        threads,
    )
    new = np.flatnonzero(fresh)
    ends = persons.number[low[new]], persons.number[high[new]]
    bond[new] = bonds_of(
        *ends, layer[new], bond_means(population), population.bond_spread, society.built_with
    )
    return Joined(
        with_rows(size, low, high, layer, bond, kept, threads)._replace(key=key), came_from
    )


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
def scatter(ties, went_to, layer, proposed, place, rows):
    """Put every tie into the row of its low end."""
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
def unpack(lo, hi, first, rows, kept, ties, number, low, high, layer, bond, key, came_from, fresh):
    """Write the ties of rows lo..hi without gaps; `fresh` are those whose bond is to be drawn."""
    for i in range(lo, hi):
        at = kept[i]
        for step in range(kept[i + 1] - at):
            entry, k = rows[first[i] + step], at + step
            low[k], high[k] = i, entry >> _HIGH
            layer[k] = (entry >> _LAYER) & np.uint64(7)
            if (entry >> _NEW) & np.uint64(1):
                came_from[k], fresh[k] = -1, True
                key[k] = key_of(number[i], number[high[k]])
            else:
                old = np.int64(entry & np.uint64(0xFFFFFFFF))
                came_from[k], key[k], bond[k] = old, ties.key[old], ties.bond[old]
                fresh[k] = layer[k] != ties.layer[old]
