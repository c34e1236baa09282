"""Long runs that are broken off and taken up again."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from nksim.core.errors import StoreError
from nksim.engines.run import run
from nksim.running.checkpoints import Checkpointing
from nksim.running.forks import Interrupted, run_forked
from nksim.running.work import Batch
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.store.identity import run_key
from nksim.studies.tasks import Task
from tests.fixtures.hearing import Hearing
from tests.fixtures.killing import nksim, run_killed, tables

WORLD = {
    "name": "world",
    "society": {"size": 600, "willingness_mean": -2.0},
    "run": {"start": "2010-01-04", "until": "2013-01-07"},
    "levers": [{"name": "law", "lever": "law", "from": "2011-10-03"}],
}


def world(**overrides: object) -> Scenario:
    return load_scenario(WORLD, {key.replace("__", "."): value for key, value in overrides.items()})


def batch(scenario: Scenario, checkpoints: Checkpointing) -> Batch:
    return Batch((Task(scenario, 3, 0),), checkpoints=checkpoints)


def broken_off(scenario: Scenario, checkpoints: Checkpointing, after: int) -> None:
    stop = Hearing(stop_after=after)
    with pytest.raises(Interrupted):
        list(run_forked(batch(scenario, checkpoints), stop))


@pytest.mark.parametrize("after", [27, 61, 140])
def test_run_taken_up__is_the_unbroken_one(tmp_path: Path, after: int) -> None:
    """Counts, surveys and the final state are those of a run that nobody disturbed."""
    scenario, said = world(), list[str]()
    checkpoints = Checkpointing(tmp_path, 20, say=said.append)
    broken_off(scenario, checkpoints, after)
    heard = Hearing()
    ((_, again),) = run_forked(batch(scenario, checkpoints), heard)
    alone = run(scenario, 3)
    assert not isinstance(again, Exception)
    assert again.state_hash == alone.state_hash
    assert np.array_equal(again.provinces, alone.provinces)
    assert np.array_equal(again.years, alone.years)
    assert np.array_equal(again.survey, alone.survey)
    reached = -(-after // 20) * 20  # it is heard between two checkpoints, and the last is kept
    assert said == [f"going on from the checkpoint after week {reached}"]
    assert heard.passed[0] == reached


def test_damaged_checkpoint__is_refused_in_words(tmp_path: Path) -> None:
    """A byte is changed: the run starts over and says so, or stops if that was asked for."""
    scenario, said = world(), list[str]()
    checkpoints = Checkpointing(tmp_path, 20, say=said.append)
    broken_off(scenario, checkpoints, 50)
    path = checkpoints.of(run_key(scenario, 3)).path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    strict = Checkpointing(tmp_path, 20, stop_if_bad=True)
    ((_, stopped),) = run_forked(batch(scenario, strict))
    assert isinstance(stopped, StoreError)
    assert "delete it to start the run over" in str(stopped)
    ((_, again),) = run_forked(batch(scenario, checkpoints))
    assert not isinstance(again, Exception)
    assert again.state_hash == run(scenario, 3).state_hash
    assert "the run starts over" in said[0]


def test_foreign_checkpoint__is_never_gone_on_with(tmp_path: Path) -> None:
    """Another scenario's checkpoint under this run's name is found out.

    Another scenario by itself looks elsewhere.
    """
    scenario, other, said = world(), world(behaviour__w_risk=4.0), list[str]()
    checkpoints = Checkpointing(tmp_path, 20, say=said.append)
    broken_off(other, checkpoints, 50)
    paths = [checkpoints.of(run_key(one, 3)).path for one in (scenario, other)]
    assert paths[0] != paths[1]
    paths[1].rename(paths[0])
    ((_, again),) = run_forked(batch(scenario, checkpoints))
    assert not isinstance(again, Exception)
    assert again.state_hash == run(scenario, 3).state_hash
    assert "belongs to another run" in said[0]


def test_a_checkpoint_that_does_not_fit__is_found_out_after_years_have_turned(
    tmp_path: Path,
) -> None:
    """It reads back whole, but its ties are too few: the run starts over and ends the same."""
    scenario, said = world(life__enabled=True), list[str]()
    checkpoints = Checkpointing(tmp_path, 20, say=said.append)
    broken_off(scenario, checkpoints, 130)
    path = checkpoints.of(run_key(scenario, 3)).path
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez(path, **arrays | {"bond": arrays["bond"][1:]})
    heard = Hearing()
    ((_, again),) = run_forked(batch(scenario, checkpoints), heard)
    assert not isinstance(again, Exception)
    assert again.state_hash == run(scenario, 3).state_hash
    assert sum(heard.passed) == len(again.provinces)
    assert "the run starts over" in said[0]


@pytest.mark.slow
def test_killed_run__ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    """kill -9 at random moments of one run with checkpoints.

    The same tables, and no checkpoint left behind.
    """
    text = "name: long\nsociety: {size: 4000}\nrun: {start: 2000-01-03, until: 2012-12-31}\n"
    (tmp_path / "long.yaml").write_text(text)
    command = nksim("run", tmp_path / "long.yaml", "--quiet", "--checkpoint-every", "20", "--out")
    began = time.monotonic()
    assert (
        subprocess.run(
            [*command, str(tmp_path / "calm")], stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )
    assert run_killed([*command, str(tmp_path / "killed")], 3, time.monotonic() - began) == 0
    assert tables(tmp_path / "killed") == tables(tmp_path / "calm")
    assert not (tmp_path / "killed/.checkpoints").exists()
