"""Long runs that are broken off and taken up again."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from nksim.core.errors import StoreError
from nksim.engines.run import run
from nksim.experiments.checkpoints import Checkpointing
from nksim.experiments.forks import Interrupted, run_forked
from nksim.experiments.how import How
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.store.identity import run_key
from tests.fixtures.killing import nksim, run_killed, tables

WORLD = {
    "name": "world",
    "society": {"size": 600, "willingness_mean": -2.0},
    "run": {"start": "2010-01-04", "until": "2013-01-07"},
    "levers": [{"name": "law", "lever": "law", "from": "2011-10-03"}],
}


def world(**overrides: object) -> Scenario:
    return load_scenario(WORLD, {key.replace("__", "."): value for key, value in overrides.items()})


def broken_off(scenario: Scenario, how: How, after: int) -> None:
    left = [after]

    def stop(weeks: int) -> None:
        left[0] -= weeks
        if left[0] <= 0:
            raise Interrupted

    with pytest.raises(Interrupted):
        list(run_forked([scenario], build_society(scenario, 3), 3, how, stop))


@pytest.mark.parametrize("after", [27, 61, 140])
def test_run_taken_up__is_the_unbroken_one(tmp_path: Path, after: int) -> None:
    """Counts of every week, surveys and the final state are those of a run that nobody disturbed."""
    scenario, said = world(), list[str]()
    how = How(checkpointing=Checkpointing(tmp_path, 20, say=said.append))
    broken_off(scenario, how, after)
    passed = list[int]()
    ((_, again),) = run_forked([scenario], build_society(scenario, 3), 3, how, passed.append)
    alone = run(scenario, 3)
    assert not isinstance(again, Exception)
    assert again.state_hash == alone.state_hash
    assert np.array_equal(again.provinces, alone.provinces)
    assert np.array_equal(again.years, alone.years)
    assert np.array_equal(again.survey, alone.survey)
    reached = -(-after // 20) * 20  # it is heard between two checkpoints, and the last is kept
    assert said == [f"going on from the checkpoint after week {reached}"]
    assert passed[0] == reached


def test_damaged_checkpoint__is_refused_in_words(tmp_path: Path) -> None:
    """A byte is changed: the run starts over and says so, or stops if that was asked for."""
    scenario, said = world(), list[str]()
    how = How(checkpointing=Checkpointing(tmp_path, 20, say=said.append))
    broken_off(scenario, how, 50)
    path = how.checkpointing.of(run_key(scenario, 3)).path  # type: ignore[union-attr]
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    strict = How(checkpointing=Checkpointing(tmp_path, 20, stop_if_bad=True))
    ((_, stopped),) = run_forked([scenario], build_society(scenario, 3), 3, strict)
    assert isinstance(stopped, StoreError)
    assert "delete it to start the run over" in str(stopped)
    ((_, again),) = run_forked([scenario], build_society(scenario, 3), 3, how)
    assert not isinstance(again, Exception)
    assert again.state_hash == run(scenario, 3).state_hash
    assert "the run starts over" in said[0]


def test_foreign_checkpoint__is_never_gone_on_with(tmp_path: Path) -> None:
    """Another scenario's checkpoint under this run's name is found out; another scenario by itself looks elsewhere."""
    scenario, other, said = world(), world(behaviour__w_risk=4.0), list[str]()
    how = How(checkpointing=Checkpointing(tmp_path, 20, say=said.append))
    broken_off(other, how, 50)
    paths = [how.checkpointing.of(run_key(one, 3)).path for one in (scenario, other)]  # type: ignore[union-attr]
    assert paths[0] != paths[1]
    paths[1].rename(paths[0])
    ((_, again),) = run_forked([scenario], build_society(scenario, 3), 3, how)
    assert not isinstance(again, Exception)
    assert again.state_hash == run(scenario, 3).state_hash
    assert "belongs to another run" in said[0]


@pytest.mark.slow
def test_killed_run__ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    """kill -9 at random moments of one run with checkpoints: the same tables, and no checkpoint left behind."""
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
