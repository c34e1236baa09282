"""A sensitivity analysis as a whole: its runs, and indices above their noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.errors import InputError
from nksim.inference.sensitivity.methods import Method, design, indices, noise_floor
from nksim.observations.outcomes import OUTCOMES
from nksim.running.executors import Executor
from nksim.running.progress import SILENT, Progress
from nksim.running.runner import Done, raise_failures, run_all
from nksim.running.work import Work
from nksim.scenario.keys import nearest
from nksim.scenario.loading import load_scenario
from nksim.store.finished import SWEEP_TABLES
from nksim.store.results import open_results
from nksim.store.writing import write_all, write_csv
from nksim.studies.axis import Axis, overrides_at
from nksim.studies.tasks import tasks_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.scenario.scenario import Scenario

INDICES = "sensitivity.csv"
COLUMNS = (
    "outcome",
    "input",
    "method",
    "index",
    "low",
    "high",
    "first",
    "noise_floor",
    "above_noise",
)
DEFAULT_OUTCOMES = (
    "watched_last_year_share",
    "mean_bond",
    "punished",
    "perceived_risk",
    "survey_watched_last_year",
)


@dataclass(frozen=True)
class Question:
    """What is varied, how and how often; `outcomes` by name."""

    scenario: Scenario
    inputs: tuple[Axis, ...]
    method: Method = "morris"
    points: int = 8
    replicates: int = 2
    outcomes: tuple[str, ...] = DEFAULT_OUTCOMES
    seed: int = 1

    def __post_init__(self) -> None:
        known = [outcome.name for outcome in OUTCOMES]
        for name in self.outcomes:
            if name not in known:
                raise InputError(
                    f"outcome={name} is unknown{nearest(name, known)} (allowed {', '.join(known)})"
                )
        if len(self.inputs) < 2:
            raise InputError(
                f"keys: {len(self.inputs)} varied; give at least two numbers with a range"
            )


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """A row an outcome and input in `indices`; `done` says what was run."""

    question: Question
    indices: pd.DataFrame
    done: Done
    folder: Path


def analyse(
    question: Question,
    folder: Path,
    executor: Executor | None = None,
    progress: Progress = SILENT,
    *,
    command: str = "",
) -> Sensitivity:
    """Make the runs that the folder does not hold and leave the indices in it.

    Raises InputError for too few points, RunError if runs fail.
    """
    shares = design(question.method, len(question.inputs), question.points, question.seed)
    scenarios = [_at(question, place, row) for place, row in enumerate(shares)]
    seeds = range(question.seed, question.seed + question.replicates)
    tasks = tasks_of(scenarios, question.seed, question.replicates)
    varied = f"{question.method}: {len(question.inputs)} inputs"
    about = f"{varied}, {question.replicates} seeds a point"
    work = Work(tasks, folder, tables=SWEEP_TABLES, command=command, about=about)
    done = run_all(work, executor, progress)
    raise_failures(done, len(tasks), folder)
    outcomes = open_results(folder).outcomes
    found = index_frame(
        question,
        shares,
        {name: _values(outcomes, name, scenarios, seeds) for name in question.outcomes},
    )
    write_all(folder, {INDICES: write_csv(found, "%.6g")})
    return Sensitivity(question, found, done, folder)


def index_frame(
    question: Question, shares: NDArray[np.float64], values: dict[str, NDArray[np.float64]]
) -> pd.DataFrame:
    """A row an outcome and input: index, 90% interval, noise floor, and whether it stands above it.

    `values` by outcome, shape (runs, replicates). An outcome without values has empty figures.
    """
    import pandas as pd

    rows = [
        row
        for name, replicates in values.items()
        for row in _rows(question, name, shares, replicates)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"above_noise": "boolean"})


def _rows(
    question: Question, name: str, shares: NDArray[np.float64], replicates: NDArray[np.float64]
) -> Iterator[dict[str, Any]]:
    """The rows of one outcome."""
    known = [
        {"outcome": name, "input": one.key, "method": question.method} for one in question.inputs
    ]
    if not np.isfinite(replicates).any():
        yield from known
        return
    found = indices(question.method, shares, replicates.mean(axis=1), question.seed)
    floor = noise_floor(question.method, shares, replicates, question.seed)
    for place, row in enumerate(known):
        index, half = float(found["index"][place]), float(found["half"][place])
        yield row | {
            "index": index,
            "low": max(index - half, 0.0),
            "high": index + half,
            "first": float(found["first"][place]),
            "noise_floor": floor,
            "above_noise": index - half > floor,
        }


def _at(question: Question, place: int, shares: Sequence[float]) -> Scenario:
    return load_scenario(
        question.scenario,
        overrides_at(question.inputs, shares) | {"name": f"{question.scenario.name}#{place:05d}"},
    )


def _values(
    outcomes: pd.DataFrame, name: str, scenarios: Sequence[Scenario], seeds: Sequence[int]
) -> NDArray[np.float64]:
    """One outcome, shape (scenarios, seeds).

    A run without a value (nobody could be asked) counts as the mean of the others.
    """
    table = outcomes.pivot(index="scenario", columns="seed", values=name)
    values = np.asarray(
        table.loc[[scenario.name for scenario in scenarios], list(seeds)], dtype=np.float64
    )
    return (
        np.where(np.isfinite(values), values, np.nanmean(values))
        if np.isfinite(values).any()
        else values
    )
