"""Where batches are worked on. Batches go in, finished runs leave one by one.

Threads suffice on one machine: the compiled engine lets other threads work, one compilation serves
all, and each run is delivered as soon as it is finished. For several machines there is `cluster`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Protocol

from nksim.core.checks import checked_workers
from nksim.core.errors import InputError
from nksim.running.backlog import Backlog
from nksim.running.batch import run_batch
from nksim.running.cluster import Cluster
from nksim.running.forks import Interrupted
from nksim.running.progress import Progress
from nksim.running.work import Batch

if TYPE_CHECKING:
    from nksim.store.finished import FinishedRun

    Delivered = FinishedRun | BaseException | None  # None: a batch has ended

PATIENCE_SECONDS = 0.5


class Executor(Protocol):
    """What a place to work must do; it works on about `jobs` batches at once."""

    @property
    def jobs(self) -> int:
        """Batches at once."""

    def finished(self, backlog: Backlog, progress: Progress) -> Iterator[FinishedRun]:
        """Yield each run as it is finished; `progress` hears of weeks from any thread."""


@dataclass
class Threads:
    """So many batches at once in this process."""

    jobs: int = 1
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.jobs = checked_workers(self.jobs, name="jobs")

    def finished(self, backlog: Backlog, progress: Progress) -> Iterator[FinishedRun]:
        """Yield each run as it is finished.

        If the reader breaks off, runs under way are stopped and no others are started. An
        interrupt does not wait for them: they stop by themselves, and what they do is not kept.
        """
        # A SimpleQueue: the other kind may turn an interrupt into a RuntimeError of its lock.
        done: SimpleQueue[Delivered] = SimpleQueue()
        watched = Stoppable(progress, self._stop)
        pool = ThreadPoolExecutor(self.jobs)
        try:
            for batch in backlog.batches:
                pool.submit(_work, batch, watched, done.put)
            yield from _until_ended(done, len(backlog.batches))
        except BaseException as broken:
            self._stop.set()
            waits = not isinstance(broken, KeyboardInterrupt)
            pool.shutdown(wait=waits, cancel_futures=True)
            raise
        pool.shutdown()


def executor_of(jobs: int | None = None, scheduler: str | None = None) -> Executor:
    """So many threads of this process (all cores by default), or the dask cluster at an address.

    Raises InputError if both are given.
    """
    if jobs is not None and scheduler is not None:
        raise InputError(
            f"jobs={jobs} counts what this machine works on at once, and scheduler={scheduler} lets"
            " the workers of a cluster work; leave one of them out"
        )
    return Cluster(scheduler) if scheduler else Threads(jobs or os.cpu_count() or 1)


@dataclass(frozen=True)
class Stoppable:
    """A progress that ends the runs that report to it once `stop` is set."""

    progress: Progress
    stop: Event

    def say(self, words: str) -> None:
        """Hand on what is said."""
        self.progress.say(words)

    def begin(self, weeks: int) -> None:
        """Hand on how many weeks there will be."""
        self.progress.begin(weeks)

    def advance(self, weeks: int) -> None:
        """Hand on how many weeks have passed; Interrupted once it is to stop."""
        if self.stop.is_set():
            raise Interrupted
        self.progress.advance(weeks)


def _work(batch: Batch, progress: Progress, deliver: Callable[[Delivered], None]) -> None:
    """Make the runs of a batch in a thread; what ends it is delivered too."""
    try:
        for run in run_batch(batch, progress):
            deliver(run)
        deliver(None)
    except BaseException as error:
        deliver(error)


def _until_ended(done: SimpleQueue[Delivered], batches: int) -> Iterator[FinishedRun]:
    """What is delivered until every batch has said that it ends."""
    while batches:
        try:
            item = done.get(timeout=PATIENCE_SECONDS)  # short, so that an interrupt is heard
        except Empty:
            continue
        if item is None:
            batches -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            yield item
