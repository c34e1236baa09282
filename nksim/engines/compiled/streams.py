"""The streams of a week: one 64-bit key for each purpose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import Purpose, week_streams

PURPOSES = np.array([int(purpose) for purpose in Purpose], np.uint64)


def streams(seed: int, week: int) -> NDArray[np.uint64]:
    """Keys by purpose, shape (64,), for one week."""
    keys = np.zeros(64, np.uint64)
    week_streams(np.uint64(seed), np.uint64(week), PURPOSES, keys)
    return keys
