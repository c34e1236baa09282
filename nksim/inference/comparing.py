"""A study comes in, its runs are made, and the paired differences of every outcome leave: what `nksim compare` does.

1. make the runs that the folder does not hold
2. pair alternatives with the baseline, seed by seed
3. with a width to reach: add replicates until the interval is that narrow
4. leave the differences and what was compared in the folder
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.analysis.differences import paired_differences
from nksim.analysis.intervals import LEVEL
from nksim.core.errors import InputError
from nksim.observations.outcomes import with_costs
from nksim.running.executors import Executor
from nksim.running.progress import SILENT, Progress
from nksim.running.runner import Done, raise_failures, run_all
from nksim.running.work import Work
from nksim.store.finished import STUDY_TABLES
from nksim.store.results import DIFFERENCES, Results, open_results
from nksim.store.saving import open_manifest
from nksim.store.writing import write_all, write_json
from nksim.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd

STUDY = "study.json"
LEAST_MORE = 4


@dataclass(frozen=True)
class Goal:
    """How narrow the interval of an outcome's difference shall be, for every alternative, and how many replicates at most."""

    width: float
    outcome: str
    limit: int = 512


@dataclass(frozen=True, eq=False)
class Comparison:
    """A study with its runs: `done` says what was made, `differences` what came out."""

    study: Study
    results: Results
    differences: pd.DataFrame
    done: Done


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


def _check_pairs(study: Study, done: Done, folder: Path) -> None:
    """RunError if so much has failed that there is no baseline to compare with."""
    finished = {run.scenario for run in open_manifest(folder).shown_runs}
    if study.baseline.name not in finished:
        raise_failures(done, len(study.scenarios) * study.replicates, folder)


def more_replicates(differences: pd.DataFrame, goal: Goal, replicates: int) -> int:
    """How many replicates to add: the width shrinks with the root of their number; 0 if it is narrow enough or the limit is reached."""
    rows = differences[differences["outcome"] == goal.outcome]
    if rows.empty:
        raise InputError(
            f"outcome={goal.outcome} is not among those compared (allowed {', '.join(differences['outcome'].unique())})"
        )
    valued = rows[rows["mean"].notna()]  # what has no value in any pair has none in more of them
    widths = (valued["high"] - valued["low"]).fillna(math.inf)  # of one pair there is no interval
    width = float(widths.max()) if len(valued) else 0.0
    if width <= goal.width or replicates >= goal.limit:
        return 0
    wanted = (
        math.ceil(replicates * (width / goal.width) ** 2)
        if math.isfinite(width)
        else replicates + LEAST_MORE
    )
    return max(
        min(wanted, 2 * replicates, goal.limit) - replicates,
        min(LEAST_MORE, goal.limit - replicates),
    )


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
    write_all(
        folder,
        {
            DIFFERENCES: lambda path: differences.to_parquet(path, index=False),
            STUDY: write_json(content),
        },
    )
