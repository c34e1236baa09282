"""Blocks of the country: runs of whole districts that are built one by one or at once.

Whatever is worked out for a block fits into the caches of a core, and depends on nobody's turn: the
society is the same for any number of threads.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import numpy as np

from nksim.society.settlement import Settlement

Item = TypeVar("Item")
Result = TypeVar("Result")

BLOCK_CITIZENS = 16_384  # a block's proposals are then about 2 MB


class Block(NamedTuple):
    """Citizens first..last of these districts and households; ranges exclude their ends."""

    first: int
    last: int
    districts: slice
    households: slice


def blocks_of(place: Settlement) -> list[Block]:
    """The country cut before each district that begins past a multiple of BLOCK_CITIZENS."""
    starts = place.district_first
    cuts = np.flatnonzero(np.diff(starts[:-1] // BLOCK_CITIZENS, prepend=-1, append=-2))
    citizens = starts[cuts]
    houses = np.searchsorted(place.household_first, citizens)
    return [
        Block(
            int(citizens[b]),
            int(citizens[b + 1]),
            slice(int(cuts[b]), int(cuts[b + 1])),
            slice(int(houses[b]), int(houses[b + 1])),
        )
        for b in range(len(cuts) - 1)
    ]


def row_parts(size: int, parts: int) -> list[tuple[int, int]]:
    """The rows 0..size in this many ranges of about the same length."""
    edges = [size * part // parts for part in range(parts + 1)]
    return list(itertools.pairwise(edges))


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], threads: int
) -> Iterator[Result]:
    """The results of `work` for each item, in order; at most two a thread wait to be fetched."""

    def quietly(item: Item) -> Result:
        with np.errstate(
            over="ignore"
        ):  # hashes overflow on purpose; the setting belongs to the thread
            return work(item)

    if threads <= 1:
        yield from map(quietly, items)
        return
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for item in items:
            waiting.append(pool.submit(quietly, item))
            if len(waiting) > 2 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
