"""Memory of columns that nobody needs any more, written again by columns that come after them."""

from __future__ import annotations

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

SPARE = 2  # a column has room for so many times its rows over again, divided by this


def roomy(count: int, kind: DTypeLike) -> NDArray[Any]:
    """A column of so many rows that could become half as long again; what nobody writes is free."""
    return np.empty(count + count // SPARE, kind)[:count]


class Buffers:
    """Takes columns back and gives their memory out again.

    Without `reuse` all columns are new, and what is given back is forgotten. Whoever gives a
    column back must not look at it any more, nor may anybody else.
    """

    def __init__(self, reuse: bool) -> None:
        self.reuse = reuse
        self._free: list[NDArray[Any]] = []
        self._lock = Lock()

    def take(self, count: int, kind: DTypeLike) -> NDArray[Any]:
        """A column of so many rows, with anything in it."""
        if not self.reuse:
            return np.empty(count, kind)
        width = np.dtype(kind).itemsize
        with self._lock:
            alike = [each for each in self._free if each.itemsize == width]
            found = next((each for each in alike if len(each) >= count), None)
            # What is too short once is too short for good: columns of one width grow together.
            gone = alike if found is None else [found]
            self._free = [each for each in self._free if not _among(each, gone)]
        return roomy(count, kind) if found is None else found[:count].view(kind)

    def give(self, *columns: NDArray[Any]) -> None:
        """Take the memory of these columns back."""
        if self.reuse:
            whole = [column if column.base is None else column.base for column in columns]
            with self._lock:
                self._free += [each for each in whole if _is_ours(each)]


def _among(one: NDArray[Any], others: list[NDArray[Any]]) -> bool:
    return any(one is each for each in others)


def _is_ours(memory: Any) -> bool:
    """Whether this is memory of numpy's own that may be written; a file's is not."""
    return type(memory) is np.ndarray and memory.flags.owndata and memory.flags.writeable
