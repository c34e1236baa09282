"""Whoever takes a number in compiled code has it alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from nksim.core.dealing import _next_in_python, next_of
from nksim.core.jit import kernel


@kernel
def take_all(numbers: Any, count: int, times: Any) -> None:
    """Take numbers below `count` until there are none, and note each."""
    number = next_of(numbers)
    while number < count:
        times[number] += 1
        number = next_of(numbers)


def taken(function: Any, count: int) -> np.ndarray[Any, Any]:
    """How often each number was taken by four threads."""
    numbers, times = np.zeros(1, np.int64), np.zeros(count, np.int64)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: function(numbers, count, times), range(4)))
    assert numbers[0] == count + 4  # each thread has met the end once
    return times


@pytest.mark.parametrize("count", [0, 7, 200_000])
def test_each_number__is_taken_once(count: int) -> None:
    assert (taken(take_all, count) == 1).all()


def test_without_a_compiler__it_is_the_same() -> None:
    def in_python(numbers: Any, count: int, times: Any) -> None:
        while (number := _next_in_python(numbers)) < count:
            times[number] += 1

    assert (taken(in_python, 5_000) == 1).all()
