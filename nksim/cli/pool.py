"""Several runs at once: tasks come in, results leave one by one as they are finished, failures at the end.

Runs share this process: the compiled engine lets other threads work, and one compilation serves all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nksim.engines.run import EngineName
    from nksim.observations.result import Result
    from nksim.scenario.scenario import Scenario

PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class Task:
    """One run to be made."""

    scenario: Scenario
    seed: int
    replicate: int

    def __str__(self) -> str:
        return f"{self.scenario.name} seed {self.seed}"


@dataclass(frozen=True)
class How:
    """How runs are made: none of it changes their numbers."""

    engine: EngineName = "compiled"
    threads: int = 1
    jobs: int = 1
    events: bool = False


class StoppedError(Exception):
    """The user has interrupted: a run gives up at its next report."""


def _failed(future: Future[Result]) -> bool:
    return future.exception() is not None


@dataclass
class Pool:
    """Makes runs; `failures` fills with what went wrong, task by task."""

    how: How
    report: Callable[[Task, int, int], None]
    failures: list[tuple[Task, Exception]] = field(default_factory=list)
    _stop: Event = field(default_factory=Event)

    def results(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield each result as it is finished; an interrupt stops the runs under way and starts no others."""
        with ThreadPoolExecutor(max_workers=self.how.jobs) as executor:
            waiting = {executor.submit(self._run, task): task for task in tasks}
            try:
                while waiting:
                    done, _ = wait(waiting, PATIENCE_SECONDS, return_when=FIRST_COMPLETED)
                    for future in sorted(done, key=_failed):  # results first: an interrupt among these must not lose them
                        yield from self._result(waiting.pop(future), future)
            except BaseException:
                self._stop.set()
                executor.shutdown(wait=False, cancel_futures=True)
                raise

    def _result(self, task: Task, future: Future[Result]) -> Iterator[Result]:
        from nksim.core.errors import InputError

        try:
            yield future.result()
        except (InputError, GeneratorExit):
            raise
        except Exception as error:
            self.failures.append((task, error))

    def _run(self, task: Task) -> Result:
        from nksim.engines.run import run
        from nksim.observations.result import Result

        observations = run(
            task.scenario, task.seed, engine=self.how.engine, threads=self.how.threads,
            progress=lambda done, total: self._report(task, done, total), events=self.how.events,
        )  # fmt: skip
        return Result(task.scenario, task.seed, observations, task.replicate)

    def _report(self, task: Task, done: int, total: int) -> None:
        if self._stop.is_set():
            raise StoppedError
        self.report(task, done, total)
