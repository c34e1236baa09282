"""Who escapes is no longer there, where escapes leave a gap; else nothing changes."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from nksim.core.columns import CELL_COUNTS, index_of
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.run import run
from nksim.engines.turning import gone, newborn_status
from nksim.inference.verification.twins import compare_engines
from nksim.levers.policy import environments
from nksim.observations.observations import Observations
from nksim.rules.codes import DEAD, ESCAPED, FREE, INFANT, NONE
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society

PLACE = index_of(CELL_COUNTS)
LIVES = {"enabled": True}


@cache
def world(lives: bool = True, leave: bool = True, left: float = 1.0) -> Scenario:
    """Four years in which many watch and many leave; from 2013 on a lever closes the border."""
    written: dict[str, Any] = {
        "society": {"size": 400, "willingness_mean": -1.0},
        "media": {"import_rate_korean": 0.5, "import_rate_chinese": 0.5},
        "run": {"start": "2010-01-04", "until": "2014-01-12"},
        "survey": {"escapes_leave": leave, "escapes_per_arrival": 500.0},
        "levers": [
            {"name": "c", "lever": "border_closure", "from": "2013-01-07", "escape_left": left}
        ],
    }
    return load_scenario(written | ({"life": LIVES} if lives else {}))


@cache
def observed(lives: bool = True, leave: bool = True, left: float = 1.0) -> Observations:
    """What its first seed leaves, single events among it."""
    return run(world(lives, leave, left), 1, events=True)


def weekly(found: Observations, name: str) -> np.ndarray[Any, Any]:
    """A count of the country, week by week."""
    return np.asarray(found.country[:, PLACE[name]])


@pytest.mark.parametrize("lives", [True, False])
def test_both_engines__lose_the_same_people(lives: bool) -> None:
    """Counts, cohorts, events and the final state are the same, with lives and without."""
    found = compare_engines(world(lives), 1, events=True)
    assert found.identical, found.first_difference
    assert weekly(observed(lives), "escaped").sum() > 5


def test_escapes__are_events_and_a_stock() -> None:
    """As many events as are counted, each once a person; without lives all are still abroad."""
    found = observed(lives=False)
    assert found.events is not None
    who = found.events.loc[found.events["event"] == "escape", "citizen"]
    assert len(who) == weekly(found, "escaped").sum() == who.nunique()
    assert weekly(found, "abroad")[-1] == len(who)
    statuses = ("free", "in_labour", "in_prison", "in_camp", "dead", "abroad")
    assert (sum(weekly(found, name) for name in statuses) == 400).all()


def test_nobody__escapes_over_a_border_that_lets_none_through() -> None:
    """After the week in which the lever closes it; before, the two countries are one."""
    closed, opened = weekly(observed(left=0.0), "escaped"), weekly(observed(), "escaped")
    assert np.array_equal(closed[:157], opened[:157])
    assert closed[157:].sum() == 0 < opened[157:].sum()


def test_those_abroad__hold_and_do_nothing() -> None:
    """No title, no mark of another week, no week of watching after they left."""
    scenario = world(lives=False)
    engine = CompiledEngine(scenario, build_society(scenario, 1), 1)
    engine.pass_weeks(environments(scenario), 100)
    left = engine.frame.citizens["status"] == ESCAPED
    before = engine.frame.citizens[left].copy()
    engine.pass_weeks(environments(scenario), 200)
    assert left.any()
    assert (before["title"] == NONE).all()
    assert engine.frame.citizens[left].tobytes() == before.tobytes()


def test_those_abroad__are_asked_and_counted_no_more() -> None:
    """All who live are in the cohorts, and nobody who has left."""
    found = observed()
    living = ("free", "in_labour", "in_prison", "in_camp")
    ends = found.years[:, 1].sum(axis=1)[:, [PLACE[name] for name in living]].sum(axis=1)
    assert (found.cohorts[:, :, 0].sum(axis=1) == ends).all()
    assert (found.cohorts[:, :, 1] <= found.cohorts[:, :, 0]).all()


def test_lives__are_the_same_whoever_leaves() -> None:
    """Numbers of people, homes and ties do not know who is abroad; those abroad die unseen."""
    engines = []
    for leave in (True, False):
        scenario = world(leave=leave)
        engine = CompiledEngine(scenario, build_society(scenario, 1), 1)
        engine.pass_weeks(environments(scenario), engine.clock.weeks)
        engines.append(engine)
    one, other = (engine.society for engine in engines)
    assert np.array_equal(one.numbers, other.numbers)
    assert np.array_equal(one.ties.key, other.ties.key)
    assert (engines[0].frame.citizens["status"] == ESCAPED).any()
    assert not (engines[1].frame.citizens["status"] == ESCAPED).any()
    deaths = [weekly(observed(leave=leave), "natural_deaths").sum() for leave in (True, False)]
    assert deaths[0] <= deaths[1]


def test_children_of_those_abroad__are_not_born() -> None:
    """Whose mother has left is abroad from the start; a parent's death comes before that."""

    class Births:
        mother = np.array([0, 1, 2, 2, 0], np.int32)
        father = np.array([1, 0, 3, -1, -1], np.int32)

    status = np.array([FREE, ESCAPED, DEAD, ESCAPED], np.uint8)
    found = newborn_status(status, Births)  # type: ignore[arg-type]
    assert found.tolist() == [ESCAPED, ESCAPED, DEAD, DEAD, INFANT]
    assert gone(status).tolist() == [False, True, True, True]


@pytest.mark.parametrize("threads", [1, 3])
def test_forks_and_threads__lose_the_same_people(threads: int) -> None:
    """Forked before the border closes, on any number of threads, the end is the same."""
    scenario = world(left=0.0)
    begun = CompiledEngine(scenario, build_society(scenario, 1), 1, threads=threads)
    begun.pass_weeks(environments(scenario), 150)
    forked = begun.fork()
    wanted = observed(left=0.0).state_hash
    for engine in (begun, forked):
        engine.pass_weeks(environments(scenario), engine.clock.weeks)
    from nksim.engines.state import state_hash

    assert state_hash(begun.snapshot()) == state_hash(forked.snapshot()) == wanted


def test_a_country_that_only_weights_its_escapees__does_not_change() -> None:
    """How many leave for each arrival is not read: the state is the same, bit for bit."""
    plain = load_scenario(
        {
            "society": {"size": 400, "willingness_mean": -1.0},
            "media": {"import_rate_korean": 0.5, "import_rate_chinese": 0.5},
            "run": {"start": "2010-01-04", "until": "2014-01-12"},
            "levers": [
                {"name": "c", "lever": "border_closure", "from": "2013-01-07", "escape_left": 1.0}
            ],
            "life": LIVES,
        }
    )
    assert run(plain, 1).state_hash == observed(leave=False).state_hash
