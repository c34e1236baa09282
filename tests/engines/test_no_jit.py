from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from nksim.core.jit import jit_is_disabled
from nksim.engines.run import run
from tests.fixtures.lively import lively_scenario

lives, run_of = sys.argv[1] == "lives", {"until": "2015-03-29"}
if lives:
    run_of = {"start": "2014-12-01", "until": "2015-02-22"}
scenario = lively_scenario(run=run_of, society={"size": 30}, life={"enabled": lives})
observations = run(scenario)
counts = observations.country
print(jit_is_disabled(), len(counts), int(counts.sum()), observations.state_hash)
"""


def printed(disabled: str, world: str) -> list[str]:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": disabled}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, world],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
@pytest.mark.parametrize("world", ["as it is", "lives"])
def test_a_country_run_in_plain_python__ends_as_the_compiled_one(world: str) -> None:
    """The compiler makes the model faster and changes nothing about it, also as the year turns."""
    plain, compiled = printed("1", world), printed("0", world)
    assert plain[0] == "True"
    assert compiled[0] == "False"
    assert plain[1:] == compiled[1:]
    assert plain[1] == "12"
