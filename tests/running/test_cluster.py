"""The same study on a cluster: real schedulers and workers over TCP on the loopback address."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from nksim.store.results import open_results
from tests.fixtures.clusters import loopback_cluster
from tests.fixtures.killing import nksim, tables

STUDY = """\
baseline:
  name: base
  society: {size: 400}
  run: {start: 2010-01-04, until: 2019-12-30}
  levers: [{name: law, lever: law, from: 2018-03-05}]
alternatives: {no-law: {without: [law]}}
replicates: 12
"""


def compare(folder: Path, out: str, *words: str) -> subprocess.Popen[str]:
    (folder / "study.yaml").write_text(STUDY)
    command = nksim("compare", folder / "study.yaml", "--quiet", "--out", folder / out, *words)
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_cluster__gives_the_tables_of_this_machine_though_a_worker_dies(tmp_path: Path) -> None:
    """One of two workers is killed in the middle.

    Its runs are made by the other, and every table is the same.
    """
    local = compare(tmp_path, "local")
    assert (local.communicate(), local.returncode) == ((None, ""), 0)
    with loopback_cluster() as cluster:
        remote = compare(tmp_path, "remote", "--scheduler", cluster.address)
        time.sleep(9.0)  # imports take some; by then runs are under way
        cluster.workers[0].kill()
        _, said = remote.communicate(timeout=240)
    assert (remote.returncode, said) == (0, "")
    assert tables(tmp_path / "remote") == tables(tmp_path / "local")


@pytest.mark.slow
def test_lost_scheduler__is_said_and_finished_runs_are_kept(tmp_path: Path) -> None:
    """The scheduler goes away: exit code 1, one message.

    What came back is kept, and the command goes on without a cluster.
    """
    with loopback_cluster(workers=1) as cluster:
        remote = compare(tmp_path, "r", "--scheduler", cluster.address, "-n", "200")
        until = time.monotonic() + 120
        while not (tmp_path / "r/manifest.json").exists() and time.monotonic() < until:
            time.sleep(0.3)
        cluster.scheduler.kill()
        _, said = remote.communicate(timeout=120)
    assert remote.returncode == 1
    assert "went away" in said
    assert "Traceback" not in said
    assert 0 < open_results(tmp_path / "r").progress[0] < 400


def test_wrong_address__is_the_users_mistake(tmp_path: Path) -> None:
    """Nobody answers there: exit code 2, what to do, no results."""
    done = compare(tmp_path, "r", "--scheduler", "tcp://127.0.0.1:1")
    _, said = done.communicate(timeout=60)
    assert done.returncode == 2
    assert "no dask scheduler answers there" in said
    assert "Traceback" not in said
    nonsense = compare(tmp_path, "r", "--scheduler", "nonsense")
    _, said = nonsense.communicate(timeout=60)
    assert nonsense.returncode == 2
    assert "Traceback" not in said


def test_missing_extra__is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dask the message says what to install."""
    from nksim.core.errors import InputError
    from nksim.running.backlog import Backlog
    from nksim.running.cluster import Cluster
    from nksim.running.progress import SILENT

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"nksim\[cluster\]"):
        list(Cluster("tcp://127.0.0.1:1").finished(Backlog(()), SILENT))
