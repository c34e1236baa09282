"""What is left of some work: the runs that its folder does not hold yet, in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nksim.running.stretches import weeks_of, weeks_unforked
from nksim.running.work import Batch, Work
from nksim.scenario.identity import society_key
from nksim.store.identity import run_key
from nksim.store.saving import open_manifest
from nksim.studies.tasks import Task

# A batch keeps the environments of all its scenarios, 4.5 MB each for thirty years.
MOST_TASKS = 24


@dataclass(frozen=True)
class Backlog:
    """Batches of missing runs; `kept` counts the runs that the folder holds."""

    batches: tuple[Batch, ...]
    kept: int = 0

    @property
    def runs(self) -> int:
        """Runs to be made."""
        return sum(len(batch.tasks) for batch in self.batches)

    @property
    def weeks(self) -> int:
        """Weeks to be simulated."""
        return sum(weeks_of(batch) for batch in self.batches)

    @property
    def share_of_unforked(self) -> float:
        """Weeks to be simulated over those if no past were shared; 1 if nothing is left."""
        unforked = sum(weeks_unforked(batch) for batch in self.batches)
        return self.weeks / unforked if unforked else 1.0

    @property
    def in_words(self) -> str:
        """How many runs are kept and to be made, and what shared pasts save."""
        kept = f"{self.kept} kept, " if self.kept else ""
        words = f"runs: {kept}{self.runs} to make"
        share = self.share_of_unforked
        if share < 1:
            return f"{words}; shared pasts leave {share:.0%} of the weeks to simulate"
        return words


def backlog_of(work: Work, at_once: int = 1) -> Backlog:
    """The runs that the folder does not hold yet, in batches enough for so many at once."""
    manifest, events = open_manifest(work.folder), work.options.events
    left = [
        task
        for task in work.tasks
        if not manifest.holds(run_key(task.scenario, task.seed), events=events)
    ]
    groups = grouped(left, at_once)
    return Backlog(tuple(work.batch(group) for group in groups), len(work.tasks) - len(left))


def grouped(tasks: Sequence[Task], at_once: int = 1) -> list[Sequence[Task]]:
    """The tasks by seed and society, at most MOST_TASKS together, in the order of their first.

    Task by task if there would not be work for `at_once` at a time.
    """
    groups: dict[tuple[int, str], list[Task]] = {}
    keys: dict[int, str] = {}
    for task in tasks:
        scenario = id(task.scenario)
        if scenario not in keys:
            keys[scenario] = society_key(task.scenario)
        groups.setdefault((task.seed, keys[scenario]), []).append(task)
    if len(groups) < at_once:
        return [[task] for task in tasks]
    return [
        group[start : start + MOST_TASKS]
        for group in groups.values()
        for start in range(0, len(group), MOST_TASKS)
    ]
