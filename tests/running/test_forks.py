"""Runs that share a past: each shared stretch is simulated once, and nobody can tell."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.environment import Environments
from nksim.engines.run import run
from nksim.running.courses import course_of
from nksim.running.forks import run_forked
from nksim.running.stretches import shared_stretches
from nksim.running.work import Batch
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.studies.tasks import Task
from tests.fixtures.hearing import Hearing

LAW = {"name": "law", "lever": "law", "from": "2011-10-03"}
BORDER = {"name": "border", "lever": "border_closure", "from": "2011-03-07", "until": "2012-06-04"}
SHAMING = {"name": "shaming", "lever": "shaming_campaign", "from": "2012-02-06"}


def world(*levers: dict[str, object], **overrides: object) -> Scenario:
    given = {
        "society": {"size": 600, "willingness_mean": -2.0},
        "run": {"start": "2010-01-04", "until": "2013-01-07"},
        "levers": levers,
    }
    return load_scenario(given, {key.replace("__", "."): value for key, value in overrides.items()})


def batch(scenarios: list[Scenario], seed: int, *, forked: bool = True) -> Batch:
    return Batch(tuple(Task(scenario, seed, 0) for scenario in scenarios), forked=forked)


STUDIES = {
    "one after another": [
        world(),
        world(BORDER),
        world(LAW),
        world(BORDER, LAW),
        world(BORDER, LAW, SHAMING),
    ],
    "parted and met again": [world(BORDER), world(BORDER, SHAMING), world(SHAMING)],
    "other people's tastes": [world(LAW), world(LAW, behaviour__w_risk=4.0), world()],
    "the same twice": [world(LAW), world(LAW)],
    "other dates": [world(LAW), world(LAW, run__until="2012-01-02")],
}


@pytest.mark.parametrize("name", STUDIES)
def test_forked_runs__are_the_unforked_ones_bit_for_bit(name: str) -> None:
    """Counts of every week and the final state are the same, whatever was shared."""
    scenarios = STUDIES[name]
    society = build_society(scenarios[0], 3)
    forked = dict(run_forked(batch(scenarios, 3)))
    for position, scenario in enumerate(scenarios):
        alone, together = run(scenario, 3, society=society), forked[position]
        assert not isinstance(together, Exception)
        assert together.state_hash == alone.state_hash
        assert np.array_equal(together.provinces, alone.provinces)
        assert np.array_equal(together.years, alone.years)
        assert np.array_equal(together.layers, alone.layers)
        assert np.array_equal(together.survey, alone.survey)


def test_shared_weeks__are_simulated_once() -> None:
    """Five policies that part late cost little more than one.

    Those with other constants share nothing.
    """
    courses = [course_of(scenario) for scenario in STUDIES["one after another"]]
    (tree,) = shared_stretches(courses)
    heard = Hearing()
    list(run_forked(batch(STUDIES["one after another"], 3), heard))
    assert sum(heard.passed) == tree.weeks < 0.75 * 5 * courses[0].length
    others = [course_of(scenario) for scenario in STUDIES["other people's tastes"]]
    assert len(shared_stretches(others)) == 2
    (same,) = shared_stretches([course_of(scenario) for scenario in STUDIES["the same twice"]])
    assert same.weeks == courses[0].length


def test_failing_branch__leaves_the_others_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One policy breaks the engine after the fork; the run without it is finished."""
    from nksim.engines.compiled.engine import CompiledEngine

    pass_weeks = CompiledEngine.pass_weeks

    def breaking(self: CompiledEngine, environments: Environments, until: int) -> None:
        if environments[until - 1, 0]["severity"][1] > 0.55:
            raise ArithmeticError("too harsh")
        pass_weeks(self, environments, until)

    monkeypatch.setattr(CompiledEngine, "pass_weeks", breaking)
    scenarios = [world(), world(LAW)]
    found = dict(run_forked(batch(scenarios, 3)))
    assert not isinstance(found[0], Exception)
    assert isinstance(found[1], ArithmeticError)


def test_unforked__gives_the_same_and_costs_more() -> None:
    """Sharing is a matter of time alone."""
    scenarios = STUDIES["parted and met again"]
    heard = {True: Hearing(), False: Hearing()}
    hashes = {
        forked: [
            observed.state_hash
            for _, observed in sorted(run_forked(batch(scenarios, 5, forked=forked), heard[forked]))
        ]  # type: ignore[union-attr]
        for forked in (True, False)
    }
    assert hashes[True] == hashes[False]
    assert sum(heard[True].passed) < sum(heard[False].passed)
