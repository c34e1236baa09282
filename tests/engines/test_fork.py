"""A run that is forked goes on as if it had never been."""

from __future__ import annotations

import pytest

from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.state import state_hash
from nksim.levers.policy import environment_of
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society

HALF, END = 90, 180
LAW = [{"name": "law", "lever": "law", "from": "2011-10-03"}]


def world(levers: list[dict[str, object]]) -> Scenario:
    return load_scenario(
        {
            "society": {"size": 600, "willingness_mean": -2.0},
            "run": {"start": "2010-01-04", "until": "2014-01-01"},
            "levers": levers,
        }
    )


def go_on(engine: CompiledEngine, scenario: Scenario, until: int) -> str:
    while engine.now < until:
        engine.step(environment_of(scenario, engine.clock, engine.now))
    return state_hash(engine.snapshot())


@pytest.mark.parametrize("threads", [1, 2])
def test_fork__is_the_unforked_run_bit_for_bit(threads: int) -> None:
    """The law comes after the fork: both branches are what they would have been alone, and neither touches the other."""
    base, harsh = world([]), world(LAW)
    alone = {
        name: go_on(CompiledEngine(scenario, build_society(scenario)), scenario, END)
        for name, scenario in (("base", base), ("law", harsh))
    }
    trunk = CompiledEngine(base, build_society(base), threads=threads)
    go_on(trunk, base, HALF)
    branch = trunk.fork()
    assert go_on(branch, harsh, END) == alone["law"]
    assert go_on(trunk, base, END) == alone["base"] != alone["law"]
    trunk.close()
    branch.close()
