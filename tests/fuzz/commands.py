"""The command line as a stranger may use it: whatever is typed, what must hold afterwards."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

REFUSED_SECONDS, MOST_SECONDS = 10.0, 60.0  # of this process: a busy machine is no fault
DONE, FAILED, WRONG_INPUT = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    said: str
    left: frozenset[str]  # files and folders that were not there before


def answer_of(words: Sequence[str], folder: Path) -> Answer:
    """Run a command in a folder, and demand what holds for every command.

    It ends with 0, 1 or 2 and says why if it does not end well, without a traceback; input that is
    refused is refused within ten seconds and leaves nothing behind.
    """
    from nksim.cli.app import app

    before, started = _paths(folder), time.process_time()
    with contextlib.chdir(folder):
        done = CliRunner().invoke(app, list(words))
    took = time.process_time() - started
    raised = done.exception
    if raised is not None and not isinstance(raised, SystemExit):
        raise AssertionError(f"{words} ended with a traceback") from raised
    answer = Answer(done.exit_code, done.output, _paths(folder) - before)
    assert answer.code in (DONE, FAILED, WRONG_INPUT), (words, answer)
    assert "Traceback" not in answer.said, (words, answer.said)
    assert answer.code == DONE or answer.said.strip(), words
    assert answer.code != WRONG_INPUT or not answer.left, (words, answer)
    most = REFUSED_SECONDS if answer.code == WRONG_INPUT else MOST_SECONDS
    assert took < most, f"{words} took {took:.1f} s"
    return answer


def _paths(folder: Path) -> frozenset[str]:
    return frozenset(
        os.path.join(place, name)
        for place, folders, files in os.walk(folder)
        for name in (*folders, *files)
    )
