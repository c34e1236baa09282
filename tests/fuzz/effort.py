"""How many inputs the fuzzers try: few in every test run, many with `make fuzz`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

VARIABLE = "NKSIM_FUZZ_EXAMPLES"
ALTOGETHER = 500  # inputs of all fuzzers together where the variable is not set


def examples(n: int) -> int:
    """`n` of the 500 inputs of an ordinary test run, or the same part of NKSIM_FUZZ_EXAMPLES."""
    return max(1, round(n * int(os.environ.get(VARIABLE, ALTOGETHER)) / ALTOGETHER))


def effort(n: int) -> settings:
    """So many inputs: the same ones in every ordinary test run, new ones where more
    are asked for.
    """
    return settings(
        max_examples=examples(n),
        derandomize=VARIABLE not in os.environ,
        deadline=None,  # the bound on time is the fuzzers' own
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
