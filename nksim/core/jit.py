"""The only door to numba: it marks rules and compiles kernels.

A rule stays an ordinary Python function: it can be called, stepped through and tested without a
compiler. A kernel releases the interpreter lock and takes a range, so whoever calls it decides
about threads. `NUMBA_DISABLE_JIT=1` turns every kernel into plain Python.

Compiled code is kept on disk in a folder of its own for each state of the sources: numba by itself
looks at a kernel's file only, and would go on using a kernel whose rules have changed in another.
Whatever else numba would compile anew for is part of the folder's name too: where the sources lie
and when they were written, the processor, Python, numba, llvmlite. So whoever finds a folder that
is ready has nothing to compile.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import llvmlite
import llvmlite.binding
import numba
from numba.extending import register_jitable

from nksim.core.aliases import Compiler
from nksim.core.sources import digest_of, stamps_of

Function = TypeVar("Function", bound=Callable[..., object])
_njit: Any = numba.njit  # its hints lack some of its options
COMPILED = (
    "core",
    "rules",
    "society",
    "demography",
    "engines",
)  # floors with kernels, or what kernels call


def _processor() -> tuple[str, str]:
    """The processor that code is compiled for and its features, unless numba is told of another."""
    chosen = vars(numba.config)
    name = chosen.get("CPU_NAME") or llvmlite.binding.get_host_cpu_name()
    features = chosen.get("CPU_FEATURES")
    if features is None:
        features = llvmlite.binding.get_host_cpu_features().flatten()
    return name, features


def _state() -> str:
    """A name for all that compiled code depends on, 16 hexadecimal digits."""
    compilers = (sys.version, numba.__version__, llvmlite.__version__)
    state = (compilers, _processor(), digest_of(COMPILED), stamps_of(COMPILED))
    return sha256(repr(state).encode()).hexdigest()[:16]


def rule(function: Function) -> Function:
    """Mark a plain function so that kernels may call it; in Python it stays what it is."""
    marked: Function = register_jitable(function)
    return marked


def kernel(function: Function) -> Function:
    """Compile a loop over rows: single-threaded, without the interpreter lock, cached."""
    outer = _njit(nogil=True, cache=True, no_cfunc_wrapper=True, pipeline_class=Compiler)
    compiled: Function = outer(function)
    return compiled


def part(function: Function) -> Function:
    """Compile a loop that only kernels call.

    Python cannot call it, which saves translating every column at the call.
    """
    inner = _njit(
        nogil=True,
        _nrt=False,
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        pipeline_class=Compiler,
    )
    compiled: Function = inner(function)
    return compiled


def step(function: Function) -> Function:
    """Compile a step into the loop that calls it.

    It is inlined, so that it may take whole tables of columns at no cost a call.
    """
    inlined = _njit(nogil=True, _nrt=False, inline="always")
    compiled: Function = inlined(function)
    return compiled


def jit_is_disabled() -> bool:
    """Whether kernels run as plain Python (NUMBA_DISABLE_JIT=1)."""
    return bool(getattr(numba.config, "DISABLE_JIT", False))


def cache_folder() -> Path:
    """Where the compiled code of these sources lies: in NUMBA_CACHE_DIR, else the user's cache."""
    return Path(numba.config.CACHE_DIR)  # type: ignore[attr-defined]


def _user_cache() -> Path:
    """A folder of the user's that can be written, else one that lasts until the next restart."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nksim"
    try:
        home.mkdir(parents=True, exist_ok=True)
        return home if os.access(home, os.W_OK) else Path(tempfile.gettempdir()) / "nksim-cache"
    except OSError:
        return Path(tempfile.gettempdir()) / "nksim-cache"


_home = Path(os.environ.get("NUMBA_CACHE_DIR") or _user_cache())
numba.config.CACHE_DIR = str(_home / _state())  # type: ignore[attr-defined]
