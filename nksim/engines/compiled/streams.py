"""The streams of a week: one 64-bit key for each purpose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import Purpose, stream


def streams(seed: int, week: int) -> NDArray[np.uint64]:
    """Keys by purpose, shape (64,), for one week."""
    keys = np.zeros(64, np.uint64)
    for purpose in Purpose:
        keys[purpose] = stream(seed, purpose, week)
    return keys
