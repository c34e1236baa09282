"""Paths of what districts suggest: recorded in one run, followed in another, in both engines."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.environment import Environments
from nksim.engines.contract import Engine, EngineName
from nksim.engines.recalling import LEARNT, Path, follow_path, recorded_path
from nksim.engines.run import new_engine
from nksim.engines.state import state_hash
from nksim.levers.policy import environments
from nksim.society.building import build_society
from tests.fixtures.lively import lively_scenario

RAIDS = [{"name": "raids", "lever": "searches", "from": "2015-02-02", "rate_factor": 20.0}]
SHORT = {"until": "2015-04-05"}
ENGINES: tuple[EngineName, ...] = ("compiled", "citizens")
CALM, RAIDED = lively_scenario(run=SHORT), lively_scenario(RAIDS, run=SHORT)


def engine_of(name: EngineName) -> tuple[Engine, Environments]:
    return new_engine(CALM, build_society(CALM), engine=name), environments(CALM)


def calm_path(name: EngineName) -> tuple[Path, str]:
    """The path of a calm run, and its hash at the end."""
    engine, course = engine_of(name)
    path = recorded_path(engine, course)
    return path, state_hash(engine.snapshot())


def followed(name: EngineName, path: Path, names: tuple[str, ...], course: Environments) -> str:
    engine, _ = engine_of(name)
    follow_path(engine, course, path, names)
    return state_hash(engine.snapshot())


@pytest.mark.parametrize("name", ENGINES)
def test_a_path__is_what_districts_suggest_at_the_end_of_each_week(name: EngineName) -> None:
    """It rises as arrests are seen, and whoever records it changes nothing."""
    engine, course = engine_of(name)
    plain, _ = engine_of(name)
    path = recorded_path(engine, course)
    plain.pass_weeks(course, len(course))
    assert state_hash(engine.snapshot()) == state_hash(plain.snapshot())
    for place, learnt in enumerate(LEARNT):
        assert np.array_equal(path[-1, :, place], plain.districts[learnt])
        assert path[-1, :, place].max() > path[0, :, place].max()


@pytest.mark.parametrize("name", ENGINES)
def test_a_run_that_follows_its_own_path__is_itself(name: EngineName) -> None:
    """Bit for bit."""
    path, hashed = calm_path(name)
    assert followed(name, path, LEARNT, environments(CALM)) == hashed


def test_following_a_calm_path__is_the_same_in_both_engines() -> None:
    """Raids go on, and nobody learns of them."""
    course = environments(RAIDED)
    hashes = {name: followed(name, calm_path(name)[0], ("fear",), course) for name in ENGINES}
    assert hashes["compiled"] == hashes["citizens"]
    free = followed("compiled", calm_path("compiled")[0], (), course)
    assert hashes["compiled"] != free


def test_what_is_followed__is_what_districts_suggest() -> None:
    """Of two things that are learnt one can be followed and the other not."""
    path, _ = calm_path("compiled")
    engine, _ = engine_of("compiled")
    follow_path(engine, environments(RAIDED), path, ["fear"])
    assert np.array_equal(engine.districts["fear"], path[-1, :, 0])
    assert not np.array_equal(engine.districts["doubt"], path[-1, :, 1])
