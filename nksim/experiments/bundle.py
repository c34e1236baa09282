"""A bundle: the runs of one seed that share a society. It is the unit of work that threads and clusters are given.

What enters is small (scenarios and a seed), what leaves are finished runs as tables; both travel over a network.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nksim.experiments.courses import course_of
from nksim.experiments.forks import alone, run_forked, stretches
from nksim.experiments.how import How
from nksim.observations.result import Result
from nksim.scenario.identity import society_key
from nksim.scenario.scenario import Scenario
from nksim.store.finished import FinishedRun, failed_run, finished_runs

Advance = Callable[[int], None]
TOGETHER_SECONDS = 5.0  # after so long the tables of the runs that are finished are made
MOST_TASKS = (
    24  # a bundle keeps the environments of all its scenarios, 4.5 MB each for thirty years
)


@dataclass(frozen=True)
class Task:
    """One run to be made."""

    scenario: Scenario
    seed: int
    replicate: int

    def __str__(self) -> str:
        return f"{self.scenario.name} seed {self.seed}"


@dataclass(frozen=True)
class Bundle:
    """Runs of one seed whose people and ties are the same."""

    tasks: tuple[Task, ...]
    how: How

    @property
    def seed(self) -> int:
        """The seed of all of them."""
        return self.tasks[0].seed

    @property
    def scenarios(self) -> list[Scenario]:
        """The scenario of each task."""
        return [task.scenario for task in self.tasks]

    @cached_property
    def weeks(self) -> int:
        """Weeks to be simulated: shared ones once."""
        courses = [course_of(scenario) for scenario in self.scenarios]
        return sum(
            tree.weeks for tree in (stretches(courses) if self.how.shares_pasts else alone(courses))
        )

    @property
    def weeks_unforked(self) -> int:
        """Weeks that there would be if nothing were shared."""
        return sum(course_of(scenario).length for scenario in self.scenarios)


def bundles_of(tasks: Sequence[Task], how: How, at_once: int = 1) -> list[Bundle]:
    """The tasks by seed and society, in the order of their first; task by task if there would not be work for so many at once."""
    groups: dict[tuple[int, str], list[Task]] = {}
    keys: dict[int, str] = {}
    for task in tasks:
        key = keys.setdefault(id(task.scenario), "") or society_key(task.scenario)
        keys[id(task.scenario)] = key
        groups.setdefault((task.seed, key), []).append(task)
    if len(groups) < at_once:
        return [Bundle((task,), how) for task in tasks]
    return [
        Bundle(tuple(group[start : start + MOST_TASKS]), how)
        for group in groups.values()
        for start in range(0, len(group), MOST_TASKS)
    ]


def run_bundle(bundle: Bundle, advance: Advance = lambda weeks: None) -> Iterator[FinishedRun]:
    """Make the runs of a bundle; each leaves as soon as it is finished, a failed one with its error."""
    from nksim.engines.compiling import make_ready
    from nksim.store.societies import kept_society

    try:
        make_ready()
        society = kept_society(
            bundle.tasks[0].scenario, bundle.seed, bundle.how.threads, bundle.how.societies
        )
    except Exception as error:
        yield from (_failed(task, error) for task in bundle.tasks)
        return
    waiting: list[Result] = []
    since = time.monotonic()
    for position, observed in run_forked(
        bundle.scenarios, society, bundle.seed, bundle.how, advance
    ):
        task = bundle.tasks[position]
        if isinstance(observed, Exception):
            yield _failed(task, observed)
            continue
        waiting.append(Result(task.scenario, task.seed, observed, task.replicate))
        if time.monotonic() - since > TOGETHER_SECONDS:
            yield from _finished(waiting, bundle.how)
            waiting, since = [], time.monotonic()
    yield from _finished(waiting, bundle.how)


def run_whole(bundle: Bundle) -> list[FinishedRun]:
    """All runs of a bundle at once: what a cluster's worker is sent to do."""
    return list(run_bundle(bundle))


def _finished(results: Sequence[Result], how: How) -> list[FinishedRun]:
    """The tables of several runs, made at once; one by one if that fails, so that one fails alone."""
    try:
        return finished_runs(results, how.tables)
    except Exception as error:
        if len(results) == 1:
            (result,) = results
            task = Task(result.scenario, result.seed, result.replicate)
            return [_failed(task, error)]
        return [run for result in results for run in _finished([result], how)]


def _failed(task: Task, error: Exception) -> FinishedRun:
    return failed_run(task.scenario, task.seed, task.replicate, reason(error))


def reason(error: Exception) -> str:
    """An error in words, with what to do about it where that is known."""
    if isinstance(error, MemoryError):
        return "MemoryError: out of memory; lower society.size with --size, or run fewer at once with --jobs"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
