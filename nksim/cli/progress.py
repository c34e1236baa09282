"""How far long work has come: a bar on a terminal, plain lines elsewhere, nothing if asked to be quiet; always standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Protocol

from nksim.cli.output import note

LINE_SECONDS = 10.0


class Meter(Protocol):
    """Told how many weeks of a run are done."""

    def __call__(self, task: object, done: int, total: int) -> None:
        """Take note that `done` of `total` weeks of a task are simulated."""


class Share:
    """What share of all runs is done, from reports that come in from several threads."""

    def __init__(self, tasks: int) -> None:
        self.tasks = tasks
        self._shares: dict[str, float] = {}
        self._lock = Lock()

    def update(self, task: object, done: int, total: int) -> float:
        """Take note of a report; returns the share done of everything."""
        with self._lock:
            self._shares[str(task)] = done / total if total else 1.0
            return sum(self._shares.values()) / self.tasks

    @property
    def finished(self) -> int:
        """How many runs have reached their last week."""
        return sum(share >= 1.0 for share in list(self._shares.values()))


@contextmanager
def meter(tasks: int, *, quiet: bool) -> Iterator[Meter]:
    """The meter for so many runs that suits where standard error goes."""
    if quiet or tasks == 0:
        yield lambda task, done, total: None
    elif sys.stderr.isatty():
        with _bar(tasks) as bar:
            yield bar
    else:
        yield _lines(tasks)


@contextmanager
def _bar(tasks: int) -> Iterator[Meter]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    share = Share(tasks)
    columns: tuple[Any, ...] = (TextColumn("runs {task.fields[finished]}/{task.fields[runs]}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        row = progress.add_task("", total=1.0, finished=0, runs=tasks)
        yield lambda task, done, total: progress.update(row, completed=share.update(task, done, total), finished=share.finished)


def _lines(tasks: int) -> Meter:
    share, started = Share(tasks), time.monotonic()
    last = [started]

    def report(task: object, done: int, total: int) -> None:
        whole, now = share.update(task, done, total), time.monotonic()
        if done >= total or now - last[0] >= LINE_SECONDS:
            last[0] = now
            note(f"{whole:4.0%} after {now - started:.0f} s: {task}, week {done} of {total}")

    return report
