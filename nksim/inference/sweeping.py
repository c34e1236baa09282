"""A sweep's runs are made, and what its points have given is put beside their values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.sweeps import by_point, rank_correlations, varied
from nksim.running.executors import Executor
from nksim.running.progress import SILENT, Progress
from nksim.running.runner import Done, raise_failures, run_all
from nksim.running.work import Work
from nksim.store.finished import SWEEP_TABLES
from nksim.store.results import Results, open_results
from nksim.store.saving import save_design
from nksim.store.writing import write_all, write_csv
from nksim.studies.sweep import Sweep

if TYPE_CHECKING:
    import pandas as pd

POINTS = "sweep.csv"


@dataclass(frozen=True, eq=False)
class Swept:
    """A sweep with its runs; `done` says what was made."""

    sweep: Sweep
    results: Results
    done: Done

    @cached_property
    def design(self) -> pd.DataFrame:
        """The value of every varied key, a scenario a row."""
        return self.sweep.table()

    @property
    def varied(self) -> list[str]:
        """The keys that the sweep varies."""
        return varied(self.design)

    @cached_property
    def points(self) -> pd.DataFrame:
        """Each point with its values and the means of its outcomes over replicates."""
        outcomes = self.results.outcomes
        # A folder may hold other seeds of the same points.
        return by_point(self.design, outcomes[outcomes["seed"].isin(self.sweep.seeds)])

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """Spearman's rank correlation of each varied number with the main outcomes."""
        return rank_correlations(self.points, self.design)

    def raise_failures(self) -> None:
        """RunError that names the runs that failed, if any did."""
        raise_failures(self.done, len(self.sweep.tasks), self.results.folder)


def sweep_work(sweep: Sweep, folder: Path, **settings: Any) -> Work:
    """What making the runs of a sweep in a folder is; `settings` are the other fields of Work."""
    about = f"{sweep.design}: {len(sweep.scenarios)} points, {sweep.replicates} replicates"
    return Work(sweep.tasks, folder, tables=SWEEP_TABLES, about=about, **settings)


def run_sweep(
    sweep: Sweep, work: Work, executor: Executor | None = None, progress: Progress = SILENT
) -> Swept:
    """Make the runs that the folder does not hold, and leave the points and design in it.

    Raises InputError for what cannot be run, RunError if every run fails.
    """
    done = run_all(work, executor, progress)
    save_design(sweep.table(), work.folder)
    if len(done.failures) == len(sweep.tasks):
        raise_failures(done, len(sweep.tasks), work.folder)
    found = Swept(sweep, open_results(work.folder), done)
    write_all(work.folder, {POINTS: write_csv(found.points)})
    return found
