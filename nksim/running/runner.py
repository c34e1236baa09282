"""Runs are made and kept: what is missing of some work is made, until the folder holds all of it.

1. leave out what the folder already holds
2. check that what is missing fits into memory
3. put runs that share a society into batches
4. work on them, saving as they are finished
5. put the tables in order
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from nksim.core.errors import RunError
from nksim.running.backlog import Backlog, backlog_of
from nksim.running.executors import Executor, Threads, executor_of
from nksim.running.progress import SILENT, Progress
from nksim.running.saver import Saver
from nksim.running.work import Batch, Work
from nksim.society.memory import check_memory, society_bytes
from nksim.store.identity import run_key
from nksim.store.locking import writing_to
from nksim.store.merging import compact
from nksim.store.saving import contents_of, save_scenarios, show_scenarios


@dataclass(frozen=True)
class Done:
    """What became of some work; `failures` are runs with their errors."""

    backlog: Backlog
    failures: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


def run_all(work: Work, executor: Executor | None = None, progress: Progress = SILENT) -> Done:
    """Make every run that the folder does not hold; failed ones become rows with their error.

    Raises InputError for what cannot be run; whatever breaks the work off, finished runs are saved.
    """
    with writing_to(work.folder):
        executor = executor or executor_of()
        started = time.monotonic()
        backlog = backlog_of(work, executor.jobs)
        _check_memory(backlog, executor)
        worlds = contents_of((task.scenario, task.seed) for task in work.tasks)
        failures = _make(backlog, executor, Saver(work, worlds), progress)
        save_scenarios((task.scenario for task in work.tasks), work.folder)
        show_scenarios(worlds, work.folder, len(work.tasks), only=work.tables is not None)
        compact(work.folder)
        _forget_checkpoints(backlog)
    return Done(backlog, tuple(failures), time.monotonic() - started)


def raise_failures(done: Done, tasks: int, folder: Path) -> None:
    """RunError that names the runs that failed, if any did."""
    if done.failures:
        lines = "\n".join(f"  {task}: {error}" for task, error in done.failures)
        others = f"; the others are saved in {folder}" if len(done.failures) < tasks else ""
        raise RunError(f"{len(done.failures)} of {tasks} runs failed{others}\n{lines}")


def _make(
    backlog: Backlog, executor: Executor, saver: Saver, progress: Progress
) -> list[tuple[str, str]]:
    """Make and save what is left; returns the failed runs with their errors."""
    if not backlog.runs:
        return []
    about = saver.work.about
    progress.say(f"{about}; {backlog.in_words}" if about else backlog.in_words)
    progress.begin(backlog.weeks)
    failures = []
    with saver:
        for run in executor.finished(backlog, progress):
            saver.add(run)
            if run.run.error:
                failures.append((f"{run.run.scenario} seed {run.run.seed}", run.run.error))
    return failures


def _forget_checkpoints(backlog: Backlog) -> None:
    """What is finished and saved is not gone on with."""
    for batch in backlog.batches:
        if batch.checkpoints is None:
            continue
        for task in batch.tasks:
            batch.checkpoints.of(run_key(task.scenario, task.seed)).forget()


def _check_memory(backlog: Backlog, executor: Executor) -> None:
    """InputError if the largest runs would not fit into memory side by side."""
    if isinstance(executor, Threads) and backlog.batches:
        largest = max(backlog.batches, key=_bytes_of)
        at_once = min(executor.jobs, len(backlog.batches))
        check_memory(largest.tasks[0].scenario, at_once, largest.is_alone)


def _bytes_of(batch: Batch) -> int:
    return society_bytes(batch.tasks[0].scenario, batch.is_alone)
