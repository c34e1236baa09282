"""Other names of an argument are replaced when code is compiled, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba.core.compiler import run_frontend

from nksim.core.aliases import aliases
from nksim.core.jit import kernel, step


def found(function: Callable[..., object]) -> dict[str, str]:
    """Names that a function gives itself, and what they stand for."""
    names = aliases(run_frontend(function).blocks)
    return {name: var.name for name, var in names.items() if not name.startswith("$")}


def test_names_of_an_argument__are_found_one_after_the_other() -> None:
    def function(frame: Any) -> Any:
        one = frame
        two = one
        return two[0]

    assert found(function) == {"one": "frame", "two": "frame"}


def test_an_argument_with_a_new_value__keeps_its_names() -> None:
    def function(frame: Any, k: int) -> Any:
        total = 0
        for _ in range(3):
            before = k
            k = k + 1
            total += frame[before]
        return total

    assert found(function) == {}


def test_a_name_with_two_meanings__is_left_alone() -> None:
    def function(frame: Any, other: Any) -> Any:
        one = frame
        if one[0] > 0:
            one = other
        return one[1]

    assert found(function) == {}


@step
def counted_up(rows: Any, k: int) -> int:
    rows[0] += 1
    k += 1
    return int(rows[k])


@kernel
def summed(rows: Any, k: int) -> tuple[int, int]:
    """What an inner function does to its arguments, and what stays of them outside."""
    total = 0
    for _ in range(2):
        total += counted_up(rows, k)
        k += 1
    return total, k


def test_compiled_code__does_what_python_does() -> None:
    function: Any = summed
    rows, again = np.arange(6), np.arange(6)
    python = getattr(function, "py_func", function)
    assert function(rows, 0) == python(again, 0) == (1 + 2, 2)
    assert rows.tolist() == again.tolist() == [2, 1, 2, 3, 4, 5]
