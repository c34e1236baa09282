"""Small worlds in both engines, as plain Python: what `make coverage` looks at.

`NUMBA_DISABLE_JIT=1 python -m tests.engines.small_runs` ends with 1 if the engines differ.
"""

from __future__ import annotations

from nksim.core.jit import jit_is_disabled
from nksim.engines.run import run
from tests.golden.tiny import TINY_WORLDS, tiny_scenario


def differing() -> list[str]:
    """The tiny worlds in which the engines do not end in the same state, events logged."""
    found = []
    for world in TINY_WORLDS:
        scenario = tiny_scenario(world)
        ends = {
            run(scenario, engine=engine, events=True).state_hash
            for engine in ("citizens", "compiled")
        }
        if len(ends) > 1:
            found.append(world)
    return found


if __name__ == "__main__":
    assert jit_is_disabled(), "set NUMBA_DISABLE_JIT=1: compiled code is not looked at"
    raise SystemExit(1 if differing() else 0)
