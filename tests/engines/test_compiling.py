"""The first start on a machine: compiled once, whoever comes at the same moment."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from nksim.core.jit import cache_folder, jit_is_disabled
from nksim.engines.compiling import READY, make_ready
from tests.fixtures.killing import nksim, tables


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


def test_ready_before__says_nothing() -> None:
    """The second time nobody waits."""
    make_ready()
    said = list[str]()
    make_ready(said.append)
    assert said == []
    assert jit_is_disabled() or (cache_folder() / READY).exists()
