"""Which draws are run: each follows from the seed and its number, whatever the jobs.

The first are anywhere in the ranges. Those that come after are taken from a large number of
*candidates*, anywhere in the ranges too, each as often as its density asks for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED_BITS = 32
AHEAD = 4  # runs a job
CANDIDATES = 1 << 16
NO_ROUND = -1  # of candidates


def key_of(seed: int, round_: int, number: int) -> int:
    """The seed of one draw and of its run."""
    return int.from_bytes(
        sha256(f"{seed}:{round_}:{number}".encode()).digest()[: SEED_BITS // 8], "little"
    )


def anywhere(seed: int, dimensions: int, number: int) -> NDArray[np.float64]:
    """Draws anywhere in the ranges, as shares of the way: (number, dimensions).

    A larger number begins with the same draws.
    """
    return chance(key_of(seed, 0, 0)).random((number, dimensions))


def candidates(seed: int, dimensions: int) -> NDArray[np.float64]:
    """`CANDIDATES` draws anywhere in the ranges, none of them those of `anywhere`."""
    return chance(key_of(seed, NO_ROUND, 0)).random((CANDIDATES, dimensions))


def picked(density: NDArray[np.float64], number: int, seed: int) -> NDArray[np.int64]:
    """Places of candidates, each about as often as its density asks for.

    Systematic resampling (Kitagawa 1996); they stand in the order of the candidates, which says
    nothing.
    """
    first = chance(seed).random()
    reached = np.cumsum(density) / density.sum()
    places = np.searchsorted(reached, (np.arange(number) + first) / number)
    return np.minimum(places, len(density) - 1)


def chance(key: int) -> np.random.Generator:  # noqa: TID251
    """A generator of its own for a key."""
    return np.random.Generator(np.random.Philox(key=key))  # noqa: TID251


def in_order(work: Callable[[int], Any], jobs: int, most: int) -> Iterator[Any]:
    """Yield `work(0)`, `work(1)`, ... up to `most`, `jobs` of them under way at once.

    Others wait behind the one that is yielded next, so that a long one keeps nobody idle. When the
    reader ends, what is under way is waited for, and what is not is left.
    """
    with ThreadPoolExecutor(jobs) as pool:
        waiting: deque[Future[Any]] = deque()
        try:
            for number in range(most):
                waiting.append(pool.submit(work, number))
                if len(waiting) > AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
