"""Work to be done: runs that shall lie in a folder, and the batches in which they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nksim.running.checkpoints import Checkpointing
from nksim.running.options import RunOptions
from nksim.scenario.scenario import Scenario
from nksim.studies.tasks import Task

PLAIN = RunOptions()


@dataclass(frozen=True)
class Batch:
    """Runs of one seed whose people and ties are the same: what a thread or worker is given.

    It is small, scenarios and a seed, so that it can travel to a cluster. The fields beside the
    tasks are those of the Work it belongs to.
    """

    tasks: tuple[Task, ...]
    options: RunOptions = PLAIN
    tables: tuple[str, ...] | None = None
    forked: bool = True
    checkpoints: Checkpointing | None = None
    societies: Path | None = None

    @property
    def seed(self) -> int:
        """The seed of all of them."""
        return self.tasks[0].seed

    @property
    def is_alone(self) -> bool:
        """Whether one run has the society to itself, which each year is then written over."""
        return len(self.tasks) == 1 and self.options.is_forkable

    @property
    def scenarios(self) -> list[Scenario]:
        """The scenario of each task."""
        return [task.scenario for task in self.tasks]


@dataclass(frozen=True)
class Work:
    """Runs that shall lie in a folder, and how those that are missing are made.

    `tables` names the tables that are kept, None for all. `forked`: pasts that runs share are
    simulated once. `checkpoints`: where long runs leave checkpoints. `societies`: a folder in
    which societies are kept, to be shared. `command` goes into the folder's manifest; `about`
    says in words what is made, for whoever watches.
    """

    tasks: Sequence[Task]
    folder: Path
    options: RunOptions = PLAIN
    tables: tuple[str, ...] | None = None
    forked: bool = True
    checkpoints: Checkpointing | None = None
    societies: Path | None = None
    command: str = ""
    about: str = ""

    def batch(self, tasks: Sequence[Task]) -> Batch:
        """Some of the runs, to be made together."""
        return Batch(
            tuple(tasks),
            self.options,
            self.tables,
            self.forked,
            self.checkpoints,
            self.societies,
        )
