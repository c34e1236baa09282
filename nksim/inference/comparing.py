"""A study's runs are made, and alternatives are paired with the baseline, seed by seed.

1. make the runs that the folder does not hold
2. pair alternatives with the baseline
3. with a width to reach: add replicates until the interval is that narrow
4. leave the differences and what was compared in the folder
5. if asked for: once more with numbers drawn from a posterior, and under other assumptions
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import paired_differences
from nksim.analysis.intervals import LEVEL
from nksim.inference.comparison import Comparison
from nksim.inference.goal import Goal, more_replicates
from nksim.observations.costs_first import with_costs
from nksim.running.executors import Executor
from nksim.running.progress import SILENT, Progress
from nksim.running.runner import Done, raise_failures, run_all
from nksim.running.work import Work
from nksim.store.finished import STUDY_TABLES
from nksim.store.results import DIFFERENCES, open_results
from nksim.store.saving import open_manifest
from nksim.store.writing import write_all, write_csv, write_json
from nksim.studies.assumptions import Assumption
from nksim.studies.posterior import Posterior
from nksim.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd

STUDY, BOUNDS, ASSUMPTIONS_TABLE = "study.json", "bounds.csv", "assumptions.csv"
POSTERIOR_FOLDER, ASSUMPTIONS_FOLDER = "posterior", "assumptions"
ASSUMPTIONS_FOLDER_BEFORE = "structures"  # of version 0.1.0: runs that lie there are kept


@dataclass(frozen=True)
class Thoroughness:
    """How far a comparison is carried.

    Until the interval of its goal is narrow, with numbers drawn from a posterior, under other
    assumptions.
    """

    goal: Goal | None = None
    posterior: Posterior | None = None
    assumptions: tuple[Assumption, ...] = ()

    def check(self, study: Study) -> None:
        """InputError if a scenario of the study cannot take a draw or an assumption."""
        _ = replace(study, posterior=self.posterior).tasks
        for assumption in self.assumptions:
            assumption.over(study)


def work_of(study: Study, folder: Path, **settings: Any) -> Work:
    """What making the runs of a study in a folder is; `settings` are the other fields of Work."""
    return Work(study.tasks, folder, tables=STUDY_TABLES, **settings)


def compare_study(
    study: Study,
    work: Work,
    executor: Executor | None = None,
    progress: Progress = SILENT,
    goal: Goal | None = None,
) -> Comparison:
    """Make the runs of a study that its folder does not hold, and compare.

    `work` is that of the study; a goal adds replicates to both. Failed runs stand in
    `done.failures`. Raises InputError for what cannot be run, StoreError if the folder cannot be
    written, RunError if the baseline has no finished run.
    """
    while True:
        done = run_all(work, executor, progress)
        _check_pairs(study, done, work.folder)
        results = open_results(work.folder)
        differences = paired_differences(
            results.outcomes,
            study.baseline.name,
            level=LEVEL,
            names=with_costs(study.outcomes) if study.outcomes else None,
        )
        _save(study, differences, work.folder)
        comparison = Comparison(study, results, differences, done)
        if goal is None or differences.empty:
            return comparison
        more = more_replicates(differences, goal, study.replicates)
        if not more:
            return comparison
        study = study.with_replicates(study.replicates + more)
        work = replace(work, tasks=study.tasks)


def compare_thoroughly(
    study: Study,
    work: Work,
    thoroughness: Thoroughness,
    executor: Executor | None = None,
    progress: Progress = SILENT,
) -> Comparison:
    """Compare, then again with drawn numbers and under other assumptions where that is asked for.

    Tables of both lie in the folder beside the differences. Raises what `compare_study` raises, and
    InputError for draws and assumptions that do not fit, before anything runs.
    """
    thoroughness.check(study)
    found = compare_study(study, work, executor, progress, thoroughness.goal)
    if thoroughness.posterior is not None:
        again = replace(found.study, posterior=thoroughness.posterior)
        place = replace(work, tasks=again.tasks, folder=work.folder / POSTERIOR_FOLDER)
        found = replace(found, drawn=compare_study(again, place, executor, progress))
    if thoroughness.assumptions:
        assumed = _under(found.study, work, thoroughness.assumptions, executor, progress)
        found = replace(found, assumed=assumed)
    _save_tables(found, work.folder)
    return found


def _under(
    study: Study,
    work: Work,
    assumptions: Sequence[Assumption],
    executor: Executor | None,
    progress: Progress,
) -> dict[str, Comparison]:
    """The comparison under each assumption, in a folder of its own."""
    found = {}
    for number, assumption in enumerate(assumptions, 1):
        words = f"{assumption.name} ({assumption.meaning})"
        progress.say(f"assumption {number} of {len(assumptions)}: {words}")
        changed = assumption.over(study)
        place = _folder_of(assumption, work.folder)
        work = replace(work, tasks=changed.tasks)
        found[assumption.name] = compare_study(
            changed, replace(work, folder=place), executor, progress
        )
    return found


def _folder_of(assumption: Assumption, folder: Path) -> Path:
    before = folder / ASSUMPTIONS_FOLDER_BEFORE
    place = before if before.is_dir() else folder / ASSUMPTIONS_FOLDER
    return place / assumption.name.replace(" ", "-").replace(",", "")


def _check_pairs(study: Study, done: Done, folder: Path) -> None:
    """RunError if so much has failed that there is no baseline to compare with."""
    finished = {run.scenario for run in open_manifest(folder).shown_runs}
    if study.baseline.name not in finished:
        raise_failures(done, len(study.scenarios) * study.replicates, folder)


def _save_tables(found: Comparison, folder: Path) -> None:
    tables = {BOUNDS: found.bounds, ASSUMPTIONS_TABLE: found.under_assumptions}
    writers = {name: write_csv(table) for name, table in tables.items() if table is not None}
    if writers:
        write_all(folder, writers)


def _save(study: Study, differences: pd.DataFrame, folder: Path) -> None:
    content = {
        "name": study.name,
        "description": study.description,
        "baseline": study.baseline.name,
        "alternatives": [scenario.name for scenario in study.alternatives],
        "replicates": study.replicates,
        "outcomes": list(study.outcomes),
        "level": LEVEL,
    }
    writers = {
        DIFFERENCES: lambda path: differences.to_parquet(path, index=False),
        STUDY: write_json(content),
    }
    write_all(folder, writers)
