"""A stable sort for kernels: numba's own takes longer to compile than the kernels that sort."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.jit import rule


@rule
def order_of(values: NDArray[Any]) -> NDArray[np.int64]:
    """Places of values, the least first and equal ones as they stand, by merging ever longer runs.

    The same as numpy.argsort(values, kind="stable") for values without NaN.
    """
    size = len(values)
    order, room, run = np.arange(size), np.empty(size, np.int64), 1
    while run < size:
        for lo in range(0, size, 2 * run):
            left, right = lo, min(lo + run, size)
            middle, hi = right, min(lo + 2 * run, size)
            for at in range(lo, hi):
                takes_left = right >= hi or (
                    left < middle and values[order[left]] <= values[order[right]]
                )
                if takes_left:
                    room[at] = order[left]
                    left += 1
                else:
                    room[at] = order[right]
                    right += 1
        order, room = room, order
        run *= 2
    return order
