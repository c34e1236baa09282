"""The only place that names numba: marks rules so that kernels can compile them, and compiles kernels.

A rule stays an ordinary Python function: it can be called, stepped through and tested without a compiler.
A kernel releases the interpreter lock and takes a range, so whoever calls it decides about threads.
`NUMBA_DISABLE_JIT=1` turns every kernel into plain Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numba
from numba.extending import register_jitable

Function = TypeVar("Function", bound=Callable[..., object])


def rule(function: Function) -> Function:
    """Mark a plain function so that kernels may call it; in Python it stays what it is."""
    marked: Function = register_jitable(function)
    return marked


def kernel(function: Function) -> Function:
    """Compile a loop over a range of rows: no threads of its own, no interpreter lock, cached on disk."""
    compiled: Function = numba.njit(nogil=True, cache=True)(function)  # type: ignore[assignment]
    return compiled


def step(function: Function) -> Function:
    """Compile a step of a kernel's loop into the loop itself: it may take whole tables of columns at no cost a call."""
    compiled: Function = numba.njit(nogil=True, inline="always")(function)  # type: ignore[assignment]
    return compiled


def jit_is_disabled() -> bool:
    """Whether kernels run as plain Python (NUMBA_DISABLE_JIT=1)."""
    return bool(getattr(numba.config, "DISABLE_JIT", False))
