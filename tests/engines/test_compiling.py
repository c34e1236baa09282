"""The first start on a machine: compiled once, whoever comes at the same moment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nksim.core.jit import cache_folder, jit_is_disabled
from nksim.engines.compiling import READY, make_ready
from tests.fixtures.killing import nksim, tables

PACKAGE = Path(__file__).parents[2] / "nksim"
WHERE = "from nksim.core.jit import cache_folder; print(cache_folder())"


def _folder_of(home: Path, **environment: str) -> str:
    """Where the installation in this folder keeps its compiled code."""
    done = subprocess.run(
        [sys.executable, "-c", WHERE],
        env=os.environ | {"PYTHONPATH": str(home)} | environment,
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_another_installation__has_compiled_code_of_its_own(tmp_path: Path) -> None:
    """A copy elsewhere is compiled once by itself, as is one whose files were written anew."""
    shutil.copytree(PACKAGE, tmp_path / "nksim", ignore=shutil.ignore_patterns("__pycache__"))
    copy = _folder_of(tmp_path)
    assert copy != _folder_of(PACKAGE.parent)
    assert copy == _folder_of(tmp_path)
    os.utime(tmp_path / "nksim" / "rules" / "appeal.py", (1, 1))
    assert copy != _folder_of(tmp_path)


def test_another_processor__has_compiled_code_of_its_own() -> None:
    """Two machines may share a home folder: what one has compiled is not taken for the other's."""
    here, generic = _folder_of(PACKAGE.parent), _folder_of(PACKAGE.parent, NUMBA_CPU_NAME="generic")
    assert here != generic


@pytest.mark.slow
def test_several_at_once_on_a_fresh_machine__compile_once_and_agree(tmp_path: Path) -> None:
    """Three processes and an empty cache: one compiles and says so, all leave the same tables."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    commands = [
        nksim("run", "scenarios/quick.yaml", "--size", "300", "--out", tmp_path / f"{number}")
        for number in range(3)
    ]
    started = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for command in commands
    ]
    said = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert sum("compiling the model" in words for words in said) == 1
    assert tables(tmp_path / "0") == tables(tmp_path / "1") == tables(tmp_path / "2")
    compiled = set((tmp_path / "cache").rglob("*.nbc"))
    history = ("nksim:history", "--size", "300", "--set", "run.until=1998-12-31", "--quiet")
    for number, more in enumerate((["--events"], ["--threads", "2"], [])):
        command = nksim("run", *history, *more, "--out", tmp_path / f"history {number}")
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert set((tmp_path / "cache").rglob("*.nbc")) == compiled, "compiled without the lock"


def test_ready_before__says_nothing() -> None:
    """The second time nobody waits."""
    make_ready()
    said = list[str]()
    make_ready(said.append)
    assert said == []
    assert jit_is_disabled() or (cache_folder() / READY).exists()
