"""The runs of one batch: a society is built once, runs that share a past are forked.

Finished runs leave as tables, which are small enough to travel over a network.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from nksim.observations.result import Result
from nksim.running.forks import run_forked
from nksim.running.progress import SILENT, Progress
from nksim.running.work import Batch
from nksim.store.finished import FinishedRun, failed_run, finished_runs
from nksim.studies.tasks import Task

TOGETHER_SECONDS = 5.0  # after so long the tables of the runs that are finished are made
Tables = tuple[str, ...] | None


def run_batch(batch: Batch, progress: Progress = SILENT) -> Iterator[FinishedRun]:
    """Make the runs of a batch and yield each as it is finished, a failed one with its error."""
    from nksim.engines.compiling import make_ready

    try:
        make_ready()
    except Exception as error:
        yield from (_failed(task, error) for task in batch.tasks)
        return
    waiting: list[Result] = []
    since = time.monotonic()
    for position, observed in run_forked(batch, progress):
        task = batch.tasks[position]
        if isinstance(observed, Exception):
            yield _failed(task, observed)
            continue
        waiting.append(Result(task.scenario, task.seed, observed, task.replicate))
        if time.monotonic() - since > TOGETHER_SECONDS:
            yield from _finished(waiting, batch.tables)
            waiting, since = [], time.monotonic()
    yield from _finished(waiting, batch.tables)


def run_whole(batch: Batch) -> list[FinishedRun]:
    """All runs of a batch at once: what a cluster's worker is sent to do."""
    return list(run_batch(batch))


def _finished(results: Sequence[Result], tables: Tables) -> list[FinishedRun]:
    """Make the tables of several runs at once; one by one if that fails, so one fails alone."""
    try:
        return finished_runs(results, tables)
    except Exception as error:
        if len(results) == 1:
            (result,) = results
            task = Task(result.scenario, result.seed, result.replicate)
            return [_failed(task, error)]
        return [run for result in results for run in _finished([result], tables)]


def _failed(task: Task, error: Exception) -> FinishedRun:
    return failed_run(task.scenario, task.seed, task.replicate, reason(error))


def reason(error: Exception) -> str:
    """An error in words, with what to do about it where that is known."""
    if isinstance(error, MemoryError):
        advice = "lower society.size with --size, or run fewer at once with --jobs"
        return f"MemoryError: out of memory; {advice}"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
