"""Policies compared with a baseline: same people, same luck, and how sure the differences are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.comparison_tables import ComparisonTables, comparison_tables
from nksim.analysis.parting import simulated_years
from nksim.api.arguments import (
    attached,
    check_citizen,
    check_workers,
    optional_path,
    optional_posterior,
    results_in,
    societies_folder,
)
from nksim.api.at_hand import LIMIT, MAIN_OUTCOME, goal_of, known_outcomes, study_at_hand
from nksim.api.explaining import Explanation, explain
from nksim.api.plots import StudyPlots
from nksim.api.progress import Shown, check_progress, shown
from nksim.api.tables import Tables
from nksim.core.checks import (
    checked_flag,
    checked_list,
)
from nksim.core.errors import InputError
from nksim.inference.comparing import Thoroughness, compare_thoroughly, work_of
from nksim.inference.comparison import Comparison as Found
from nksim.observations.period import Period, asked_period
from nksim.plots.assumptions import plot_assumptions
from nksim.plots.comparison import plot_comparison
from nksim.running.executors import executor_of
from nksim.running.options import RunOptions
from nksim.scenario.scenario import Scenario
from nksim.studies.assumptions import Assumption, assumptions_named
from nksim.studies.posterior import Posterior
from nksim.studies.study import Study

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen

ASSUMPTIONS_FIGURE = "assumptions.png"


@dataclass(frozen=True, eq=False)
class Comparison(Tables, Found):
    """What `nksim.compare` gives.

    `.leading`, `.differences`, `.costs`, `.bounds`, `.under_assumptions` and `.by_group("sex")` are
    frames about the years `.period`; tables of all runs are `.outcomes`, `.series`, `.ledger`,
    `.failures` ... `.groups(["age", "sex"], at=2020)` are figures of groups.
    `.sentences` say it in words, `.figures()` draws, `.plot` gives figures one by one, `.results`
    are the stored runs.
    """

    @property
    def plot(self) -> StudyPlots:
        """Its matplotlib figures one by one: `.plot.forest()`, `.plot.map(year=2024)`."""
        return StudyPlots(
            self.results, self.study.scenarios, self.period, self.study.in_first_table
        )

    @cached_property
    def tables(self) -> ComparisonTables:
        """What its figures show."""
        return comparison_tables(self.results, self.study.baseline.name, self.period)

    def explain(
        self,
        *,
        policies: Sequence[str] = (),
        outcomes: Sequence[str] = (),
        orderings: int = 1,
        exact: int = 6,
        until_resolved: float | None = None,
        outcome: str = MAIN_OUTCOME,
        limit: int = LIMIT,
        jobs: int | None = None,
        progress: Shown = None,
    ) -> Explanation:
        """Split each policy's effect among the settings of its levers, and among its channels.

        The same seeds; runs are kept beside those of the comparison. Arguments and errors are those
        of `nksim.explain`.
        """
        return explain(
            self.study,
            policies=policies,
            outcomes=outcomes,
            orderings=orderings,
            exact=exact,
            until_resolved=until_resolved,
            outcome=outcome,
            limit=limit,
            folder=self.results.folder,
            jobs=jobs,
            progress=progress,
        )

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw the comparison as PNG into a folder, that of the results by default."""
        if self.differences.empty:
            return []
        place = optional_path(folder, "folder") or self.results.folder
        drawn = plot_comparison(self.tables, place)
        if self.under_assumptions is not None:
            drawn.append(plot_assumptions(self.under_assumptions, place / ASSUMPTIONS_FIGURE))
        return drawn


def compare(
    baseline: Scenario | Study | str | Path,
    alternatives: Mapping[str, Scenario] | None = None,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    at: int | None = None,
    over: Sequence[int] | None = None,
    outcomes: Sequence[str] = (),
    posterior: Posterior | str | Path | None = None,
    assumptions: bool | Sequence[str] = False,
    until_resolved: float | None = None,
    outcome: str = MAIN_OUTCOME,
    limit: int = LIMIT,
    unforked: bool = False,
    societies: str | Path | None = None,
    folder: str | Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    citizen: type[Citizen] | None = None,
    progress: Shown = None,
    command: str = "",
) -> Comparison:
    """Compare alternatives with a baseline, seed by seed.

    `baseline` is a scenario, with the alternatives by their names, or a study: one that is loaded,
    or its file (`"nksim:crackdown"`). `replicates` seeds in a row (the study's, or 32) begin with
    `seed`. Costs are summed over the years `over` (first, last), all else is of the last of them,
    or of the year `at`; by default these are the years in which the alternatives differ from the
    baseline (`.period`). `until_resolved` adds replicates, up to `limit`, until the interval of
    `outcome` is so narrow for every alternative. With `posterior` the study is made again with
    numbers drawn from what the data leave open (`.bounds`), with `assumptions` (True, or their
    names) under assumptions that nobody can know (`.under_assumptions`).

    Runs are kept in `folder` and not made twice; without one they go when the comparison does.
    `jobs` seeds are worked on at once, or all of them on the dask cluster at `scheduler`.
    `unforked` simulates every run from its first week. `societies` is a folder to keep societies
    in. `citizen` is a subclass of Citizen that lives in all of them. `progress` is True for a bar.

    A run that fails is a row of `.failures`, and the others stand. Raises InputError for what
    cannot be run, RunError if the baseline has no finished run.

    >>> import nksim
    >>> short = {"society.size": 200, "run.until": "2012-12-30"}
    >>> scenario = nksim.load_scenario("nksim:quick", short)
    >>> found = nksim.compare(scenario, {"again": scenario}, replicates=2)
    >>> set(found.differences["verdict"].dropna()) == {"no difference"}
    True
    """
    check_workers(jobs, scheduler)
    check_citizen(citizen)
    check_progress(progress)
    _refuse_folder(citizen, folder)
    study = study_at_hand(baseline, alternatives, replicates, seed, known_outcomes(outcomes))
    study = replace(study, period=study_period(study, at, over))
    thoroughness = Thoroughness(
        goal_of(until_resolved, outcome, limit, study),
        optional_posterior(posterior),
        _assumptions(assumptions),
    )
    thoroughness.check(study)
    with results_in(folder) as place, shown(progress) as heard_by:
        work = work_of(
            study,
            place.path,
            options=RunOptions(citizen=citizen),
            forked=not checked_flag(unforked, name="unforked"),
            societies=societies_folder(societies),
            command=command,
        )
        executor = executor_of(jobs, scheduler)
        found = compare_thoroughly(study, work, thoroughness, executor, heard_by)
    place.belongs_to(found.results)
    return attached(Comparison, found)


def study_period(study: Study, at: object, over: object) -> Period | None:
    """The period that is asked for, else the study's own; InputError for years not simulated."""
    return asked_period(at, over, simulated_years(study.baseline)) or study.period


def _assumptions(given: bool | Sequence[str]) -> tuple[Assumption, ...]:
    if isinstance(given, bool):
        return assumptions_named() if given else ()
    return assumptions_named([str(name) for name in checked_list(given, name="assumptions")])


def _refuse_folder(citizen: type | None, folder: object) -> None:
    if citizen is not None and folder is not None:
        raise InputError(
            f"citizen={citizen.__name__} and folder={folder}: a folder tells runs apart by scenario"
            " and seed, not by your class; leave folder out"
        )
