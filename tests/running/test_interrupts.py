"""Control-C: heard at once where work is given up, between two weeks where it goes on."""

from __future__ import annotations

import _thread
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

import nksim
from nksim.engines.compiled import pieces
from nksim.engines.compiled.week import SENTENCE
from nksim.running import executors
from nksim.running.backlog import backlog_of
from nksim.running.executors import Threads
from nksim.running.progress import SILENT
from nksim.running.work import Work
from nksim.scenario.loading import load_scenario
from nksim.studies.tasks import Task

SMALL = {"society.size": 400, "run.until": "2012-12-30"}


def test_an_interrupt_in_the_middle_of_a_week__is_heard_at_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A run on two threads stops between two weeks, and goes on as if nothing had been."""
    scenario = load_scenario("scenarios/quick.yaml", SMALL)
    take_step, sentences = pieces.take_step, list[int]()

    def interrupted(number: int, *rest: Any) -> Any:
        if number == SENTENCE:
            sentences.append(number)
            if len(sentences) == 10:
                signal.raise_signal(signal.SIGINT)
        return take_step(number, *rest)

    with nksim.start(scenario, 3, threads=2) as run:
        monkeypatch.setattr(pieces, "take_step", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.run()
        assert run.week == 10
        assert run.run().state_hash == nksim.run(scenario, 3).state_hash


def test_an_interrupt__does_not_wait_for_a_run_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A society that is being built for minutes keeps nobody who wants to stop."""
    given_up, waited_for = Event(), list[bool]()

    def build_for_minutes(*_: object) -> Iterator[Any]:
        time.sleep(0.2)  # until the reader waits
        _thread.interrupt_main()
        waited_for.append(not given_up.wait(timeout=10))
        yield from ()

    monkeypatch.setattr(executors, "run_batch", build_for_minutes)
    work = Work([Task(load_scenario("scenarios/quick.yaml"), 1, 0)], tmp_path)
    with pytest.raises(KeyboardInterrupt):
        list(Threads(1).finished(backlog_of(work, 1), SILENT))
    assert not waited_for
    given_up.set()
