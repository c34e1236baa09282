"""How much each number of a scenario moves the outcomes, beside what luck alone does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from nksim.api.arguments import (
    attached,
    check_workers,
    checked_scenario,
    optional_path,
    optional_seed,
    results_in,
)
from nksim.api.progress import Shown, check_progress, shown
from nksim.core.checks import checked_choice, checked_flag, checked_list
from nksim.core.errors import InputError
from nksim.inference.sensitivity.analysing import DEFAULT_OUTCOMES, Question, analyse
from nksim.inference.sensitivity.analysing import Sensitivity as Analysed
from nksim.inference.sensitivity.inputs import inputs_of
from nksim.inference.sensitivity.methods import Method
from nksim.inference.sensitivity.variance_split import Crossed, split_variance
from nksim.inference.sensitivity.variance_split import VarianceSplit as Split
from nksim.plots.sensitivity import plot_sensitivity, plot_split
from nksim.running.executors import executor_of
from nksim.scenario.scenario import Scenario

FIGURE, SPLIT_FIGURE = "sensitivity.png", "variance_split.png"
POINTS = {"morris": 6, "sobol": 64, "delta": 512}


@dataclass(frozen=True, eq=False)
class Sensitivity(Analysed):
    """What `nksim.sensitivity` gives: `.indices`, `.figures()`."""

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw the indices as PNG into a folder, that of the runs by default."""
        place = optional_path(folder, "folder") or self.folder
        return [plot_sensitivity(self.indices, place / FIGURE)]


@dataclass(frozen=True, eq=False)
class VarianceSplit(Split):
    """What `nksim.sensitivity(split=True)` gives: `.shares`, `.figures()`."""

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw the shares as PNG into a folder, that of the runs by default."""
        place = optional_path(folder, "folder") or self.folder
        return [plot_split(self.shares, place / SPLIT_FIGURE)]


def sensitivity(
    scenario: Scenario,
    *,
    method: Method = "morris",
    points: int | None = None,
    replicates: int = 2,
    keys: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    levers: bool = False,
    network: bool = False,
    split: bool = False,
    seed: int | None = None,
    folder: str | Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Shown = None,
    command: str = "",
) -> Sensitivity | VarianceSplit:
    """Say how much each number moves the outcomes (SALib), beside what luck alone does.

    `method` is morris, sobol or delta, with so many `points` (6 trajectories, 64 or 512) and
    `replicates` seeds a point. `keys` are the numbers varied, by default all with a range, and
    `levers` and `network` vary these too. With `split` the variance between runs is split instead
    into chance, society, numbers and policy. The other arguments are those of `nksim.compare`.
    Raises InputError for what cannot be varied or run, and if SALib is not installed; RunError if
    runs fail.
    """
    checked_scenario(scenario)
    checked_choice(method, name="method", allowed=get_args(Method))
    check_workers(jobs, scheduler)
    check_progress(progress)
    varied = inputs_of(
        scenario,
        [str(key) for key in checked_list(keys, name="keys")],
        levers=checked_flag(levers, name="levers"),
        network=checked_flag(network, name="network"),
    )
    names = tuple(str(name) for name in checked_list(outcomes, name="outcomes"))
    question = Question(
        scenario,
        varied,
        method,
        points or POINTS[method],
        replicates,
        names or DEFAULT_OUTCOMES,
        optional_seed(seed, scenario.run.seed),
    )
    if checked_flag(split, name="split"):
        return _split(question, folder, jobs, scheduler, progress)
    executor = executor_of(jobs, scheduler)
    with results_in(folder) as place, shown(progress) as heard_by:
        found = analyse(question, place.path, executor, heard_by, command=command)
    analysed = attached(Sensitivity, found)
    place.belongs_to(analysed)
    return analysed


def _split(
    question: Question,
    folder: str | Path | None,
    jobs: int | None,
    scheduler: str | None,
    progress: Shown,
) -> VarianceSplit:
    if scheduler is not None:
        raise InputError(f"split works on this machine only; leave out scheduler={scheduler}")
    with results_in(folder) as place, shown(progress) as heard_by:
        workers = jobs or os.cpu_count() or 1
        found = split_variance(question, place.path, Crossed(), workers, heard_by)
    split = attached(VarianceSplit, found)
    place.belongs_to(split)
    return split
