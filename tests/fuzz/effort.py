"""How many inputs the fuzzers try: few in every test run, many with `make fuzz`."""

from __future__ import annotations

import os

VARIABLE = "NKSIM_FUZZ_EXAMPLES"
ALTOGETHER = 500  # inputs of all fuzzers together where the variable is not set


def examples(n: int) -> int:
    """`n` of the 500 inputs of an ordinary test run, or the same part of NKSIM_FUZZ_EXAMPLES."""
    return max(1, round(n * int(os.environ.get(VARIABLE, ALTOGETHER)) / ALTOGETHER))
