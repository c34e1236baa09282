from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
from nksim.core.jit import jit_is_disabled
from nksim.engines.run import run
from tests.fixtures.lively import lively_scenario

observations = run(lively_scenario(run={"until": "2015-03-29"}, society={"size": 30}))
counts = observations.country
print(jit_is_disabled(), len(counts), int(counts.sum()), observations.state_hash)
"""


def printed(disabled: str) -> list[str]:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": disabled}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
def test_a_country_run_in_plain_python__ends_as_the_compiled_one() -> None:
    """The compiler makes the model faster and changes nothing about it."""
    plain, compiled = printed("1"), printed("0")
    assert plain[0] == "True"
    assert compiled[0] == "False"
    assert plain[1:] == compiled[1:]
    assert plain[1] == "12"
