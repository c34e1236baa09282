from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nksim.running.progress import Progress
from nksim.running.work import Batch
from tests.fixtures.worlds import fake_run

SCENARIO = """\
name: tiny
run: {start: 2019-01-07, until: 2019-12-31}
society: {size: 400}
levers:
  - {name: new-law, lever: law, from: 2019-06-01}
"""
Nksim = Callable[..., Any]


@pytest.fixture
def nksim(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Nksim:
    """The command line in a folder of its own, over an engine that makes numbers up."""
    command = command_line_over(monkeypatch, tmp_path)
    (tmp_path / "tiny.yaml").write_text(SCENARIO)
    return command


def command_line_over(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Nksim:
    """The command line in a folder, over an engine that makes numbers up."""
    from nksim.cli.app import app

    monkeypatch.chdir(folder)
    use_engine(monkeypatch, fake_run)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def use_engine(monkeypatch: pytest.MonkeyPatch, run: Callable[..., object]) -> None:
    """Let this function stand for the engines."""

    def forked(batch: Batch, progress: Progress) -> Iterator[tuple[int, object]]:
        for position, scenario in enumerate(batch.scenarios):

            def hear(done: int, total: int) -> None:
                progress.advance(total // 2)

            try:
                yield position, run(scenario, batch.seed, progress=hear)
            except Exception as error:
                yield position, error

    monkeypatch.setattr("nksim.running.batch.run_forked", forked)
    monkeypatch.setattr("nksim.engines.compiling.make_ready", lambda *_: None)
    monkeypatch.setattr("nksim.running.runner.check_memory", lambda *_, **__: None)
