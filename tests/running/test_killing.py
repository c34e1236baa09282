"""Work that is broken off.

Nothing finished is lost, nothing is done twice, and nobody can tell afterwards.
"""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from nksim.store.results import open_results
from tests.fixtures.killing import (
    LIVES,
    SWEEP,
    nksim,
    run_dying,
    run_killed,
    run_two,
    saving,
    tables,
)


@pytest.mark.slow
def test_killed_sweep__leaves_the_tables_of_an_undisturbed_one(tmp_path: Path) -> None:
    """kill -9 at random moments, then the same command again.

    Every table file is the same, byte by byte.
    """
    (tmp_path / "tiny.yaml").write_text(SWEEP)
    command = nksim("sweep", tmp_path / "tiny.yaml", "--quiet", "--out")
    began = time.monotonic()
    assert (
        subprocess.run(
            [*command, str(tmp_path / "calm")], stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )
    took = time.monotonic() - began
    assert run_killed([*command, str(tmp_path / "killed")], 4, took) == 0
    assert tables(tmp_path / "killed") == tables(tmp_path / "calm")
    assert open_results(tmp_path / "killed").progress == (54, 54)


@pytest.mark.slow
@pytest.mark.usefixtures("control_c")
def test_interrupt__saves_what_is_finished_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Control-C: exit code 130, one line, and the same command goes on from there."""
    (tmp_path / "tiny.yaml").write_text(SWEEP.replace("replicates: 3", "replicates: 400"))
    command = nksim("sweep", tmp_path / "tiny.yaml", "--out", tmp_path / "r")
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while not (tmp_path / "r/manifest.json").exists() and process.poll() is None:
        time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    finished, expected = open_results(tmp_path / "r").progress
    assert 0 < finished < expected == 7200


@pytest.mark.slow
def test_killed_while_saving__leaves_the_tables_of_an_undisturbed_process(tmp_path: Path) -> None:
    """A process that does nothing but save is killed in the middle of it."""
    command = saving()
    began = time.monotonic()
    assert subprocess.run([*command, str(tmp_path / "calm")], check=False).returncode == 0
    took = time.monotonic() - began
    assert run_killed([*command, str(tmp_path / "killed")], 3, took) == 0
    assert tables(tmp_path / "killed") == tables(tmp_path / "calm")


@pytest.mark.slow
def test_two_writers__do_the_work_of_one(tmp_path: Path) -> None:
    """The same command twice at once, one of the two killed: the other works or is turned away."""
    (tmp_path / "tiny.yaml").write_text(SWEEP.replace("replicates: 3", "replicates: 1"))
    command = nksim("sweep", tmp_path / "tiny.yaml", "--quiet", "--out")
    began = time.monotonic()
    assert (
        subprocess.run(
            [*command, str(tmp_path / "calm")], stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )
    took = time.monotonic() - began
    assert run_two([*command, str(tmp_path / "both")], 2, took) == 0
    assert tables(tmp_path / "both") == tables(tmp_path / "calm")


@pytest.mark.slow
def test_killed_while_the_year_turns__leaves_the_tables_of_an_undisturbed_run(
    tmp_path: Path,
) -> None:
    """Killed in the middle of one turn after the other, each time going on from a checkpoint.

    Every table file is the same, byte by byte, and so is the hash of the final state in it.
    """
    (tmp_path / "lives.yaml").write_text(LIVES)
    command = [tmp_path / "lives.yaml", "--checkpoint-every", "10", "--quiet", "--out"]
    assert run_dying(0, "run", *command, tmp_path / "calm") == 0
    for year in (2010, 2011, 2012):
        assert run_dying(year, "run", *command, tmp_path / "killed") == -signal.SIGKILL
        assert list((tmp_path / "killed/.checkpoints").iterdir())
    assert run_dying(0, "run", *command, tmp_path / "killed") == 0
    assert tables(tmp_path / "killed") == tables(tmp_path / "calm")
    calm, killed = (open_results(tmp_path / name).runs for name in ("calm", "killed"))
    assert [run.state_hash for run in calm] == [run.state_hash for run in killed]
