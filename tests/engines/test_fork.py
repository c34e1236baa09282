"""A run that is forked goes on as if it had never been."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.state import state_hash
from nksim.levers.policy import environments
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
    engine.pass_weeks(environments(scenario), until)
    return state_hash(engine.snapshot())


@pytest.mark.parametrize("own_week", [True, False])
@pytest.mark.parametrize("threads", [1, 2])
def test_fork__is_the_unforked_run_bit_for_bit(threads: int, own_week: bool) -> None:
    """The law comes after the fork: both branches are what they would have been alone."""
    base, harsh = world([]), world(LAW)
    alone = {
        name: go_on(CompiledEngine(scenario, build_society(scenario)), scenario, END)
        for name, scenario in (("base", base), ("law", harsh))
    }
    trunk = CompiledEngine(base, build_society(base), threads=threads)
    go_on(trunk, base, HALF)
    branch = trunk.fork(own_week)
    assert go_on(branch, harsh, END) == alone["law"]
    assert go_on(trunk, base, END) == alone["base"] != alone["law"]
    assert not np.array_equal(branch.tables.provinces, trunk.tables.provinces)
    assert np.array_equal(branch.tables.provinces[:HALF], trunk.tables.provinces[:HALF])
    trunk.close()
    branch.close()


def test_what_is_put_down__is_taken_up_again() -> None:
    """Half of a run goes into arrays; another engine goes on from them to the same end."""
    base = world(LAW)
    society = build_society(base)
    first, second = CompiledEngine(base, society), CompiledEngine(base, society)
    go_on(first, base, HALF)
    second.restore({name: array.copy() for name, array in first.dump().items()})
    assert go_on(second, base, END) == go_on(first, base, END)
    for name in ("provinces", "layers", "years", "surveys"):
        assert np.array_equal(getattr(first.tables, name), getattr(second.tables, name))
    other = CompiledEngine(base, build_society(world(LAW), 2))
    with pytest.raises(ValueError, match="of another society"):
        other.restore(first.dump())
