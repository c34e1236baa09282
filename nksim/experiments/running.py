"""Runs are made and kept: tasks and a folder come in, a folder that holds every one of them leaves.

1. leave out what the folder already holds
2. check that what is missing fits into memory
3. put runs that share a society into bundles
4. work on them, saving as they are finished
5. put the tables in order
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from nksim.core.errors import RunError
from nksim.experiments.bundle import Bundle, Task, bundles_of
from nksim.experiments.executors import Executor, Threads
from nksim.experiments.how import How
from nksim.society.memory import check_memory
from nksim.store.identity import run_key
from nksim.store.locking import writing_to
from nksim.store.merging import compact
from nksim.store.saving import (
    open_manifest,
    save_finished,
    save_scenarios,
    show_scenarios,
    worlds_of,
)

if TYPE_CHECKING:
    from nksim.store.finished import FinishedRun

BATCH_BYTES, BATCH_SECONDS = 128 << 20, 10.0


@dataclass(frozen=True)
class Plan:
    """What is to be done: bundles of missing runs; `kept` counts the runs that the folder holds."""

    bundles: tuple[Bundle, ...]
    kept: int = 0

    @property
    def runs(self) -> int:
        """Runs to be made."""
        return sum(len(bundle.tasks) for bundle in self.bundles)

    @property
    def weeks(self) -> int:
        """Weeks to be simulated."""
        return sum(bundle.weeks for bundle in self.bundles)

    @property
    def share_of_unforked(self) -> float:
        """Weeks to be simulated over what they would be if no past were shared; 1 if there is nothing to do."""
        unforked = sum(bundle.weeks_unforked for bundle in self.bundles)
        return self.weeks / unforked if unforked else 1.0


@dataclass(frozen=True)
class Done:
    """What became of a plan; `failures` are runs with their errors."""

    plan: Plan
    failures: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


def missing(tasks: Sequence[Task], folder: Path, how: How, at_once: int = 1) -> Plan:
    """The runs that a folder does not hold yet, in bundles."""
    manifest = open_manifest(folder)
    left = [
        task
        for task in tasks
        if not manifest.holds(run_key(task.scenario, task.seed), events=how.events)
    ]
    return Plan(tuple(bundles_of(left, how, at_once)), len(tasks) - len(left))


def run_all(
    tasks: Sequence[Task],
    folder: Path,
    *,
    how: How = How(),  # noqa: B008 - frozen
    executor: Executor | None = None,
    command: str = "",
    begin: Callable[[Plan], Callable[[int], None]] = lambda plan: lambda weeks: None,
) -> Done:
    """Make every run that a folder does not hold; failed ones become rows with their error.

    `begin(plan)` is told what will be done and returns what hears of progress, week by week.
    Raises InputError for what cannot be run; whatever breaks the work off, finished runs are saved.
    """
    with writing_to(folder):
        executor = executor or Threads(os.cpu_count() or 1)
        plan = missing(tasks, folder, how, executor.jobs)
        _check_memory(plan, executor)
        started = time.monotonic()
        worlds = worlds_of((task.scenario, task.seed) for task in tasks)
        saver = Saver(folder, command, len(tasks), worlds)
        failures = _work(plan, executor, saver, begin(plan)) if plan.runs else []
        save_scenarios((task.scenario for task in tasks), folder)
        show_scenarios(worlds, folder, len(tasks), only=how.tables is not None)
        compact(folder)
        _forget_checkpoints(plan, how)
    return Done(plan, tuple(failures), time.monotonic() - started)


def raise_failures(done: Done, tasks: int, folder: Path) -> None:
    """RunError that names the runs that failed, if any did."""
    if done.failures:
        lines = "\n".join(f"  {task}: {error}" for task, error in done.failures)
        others = f"; the others are saved in {folder}" if len(done.failures) < tasks else ""
        raise RunError(f"{len(done.failures)} of {tasks} runs failed{others}\n{lines}")


def _work(
    plan: Plan, executor: Executor, saver: Saver, advance: Callable[[int], None]
) -> list[tuple[str, str]]:
    failures = []
    with saver:
        for run in executor.finished(plan.bundles, advance):
            saver.add(run)
            if run.run.error:
                failures.append((f"{run.run.scenario} seed {run.run.seed}", run.run.error))
    return failures


def _forget_checkpoints(plan: Plan, how: How) -> None:
    """What is finished and saved is not gone on with."""
    for task in (
        task for bundle in plan.bundles for task in bundle.tasks if how.checkpointing is not None
    ):
        how.checkpointing.of(run_key(task.scenario, task.seed)).forget()  # type: ignore[union-attr]


def _check_memory(plan: Plan, executor: Executor) -> None:
    if isinstance(executor, Threads) and plan.bundles:
        largest = max(
            (bundle.tasks[0].scenario for bundle in plan.bundles),
            key=lambda scenario: scenario.society.size,
        )
        check_memory(largest, min(executor.jobs, len(plan.bundles)))


class Saver:
    """Saves runs into a folder, a batch at a time; leaving it saves the rest, also when the work is broken off."""

    def __init__(
        self, folder: Path, command: str, expected: int, worlds: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.folder, self.command, self.expected, self.worlds = folder, command, expected, worlds
        self._waiting: list[FinishedRun] = []
        self._bytes = 0
        self._saved_at = time.monotonic()

    def add(self, run: FinishedRun) -> None:
        """Take a finished run; save if enough have come together or enough time has passed."""
        self._waiting.append(run)
        self._bytes += run.bytes
        if self._bytes >= BATCH_BYTES or time.monotonic() - self._saved_at > BATCH_SECONDS:
            self.save()

    def save(self) -> None:
        """Save what has come together; it waits on until it is saved, so that an interrupt in between loses nothing."""
        if self._waiting:
            shown = {run.run.scenario: self.worlds[run.run.scenario] for run in self._waiting}
            save_finished(self._waiting, self.folder, self.command, self.expected, shown)
        self._waiting, self._bytes = [], 0
        self._saved_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()
