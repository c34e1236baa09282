"""Policies compared with a baseline: same people, same luck, and how sure the differences are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.comparison_tables import comparison_tables
from nksim.api.arguments import (
    attached,
    check_citizen,
    check_workers,
    checked_scenario,
    optional_path,
    optional_posterior,
    optional_seed,
    results_in,
)
from nksim.api.progress import Shown, check_progress, shown
from nksim.api.tables import Tables
from nksim.core.checks import (
    checked_choice,
    checked_count,
    checked_flag,
    checked_list,
    checked_mapping,
)
from nksim.core.errors import InputError
from nksim.inference.comparing import Thoroughness, compare_thoroughly, work_of
from nksim.inference.comparison import Comparison as Found
from nksim.inference.goal import Goal
from nksim.observations.outcomes import OUTCOMES
from nksim.plots.assumptions import plot_assumptions
from nksim.plots.comparison import plot_comparison
from nksim.running.executors import executor_of
from nksim.running.options import RunOptions
from nksim.scenario.scenario import Scenario
from nksim.studies.assumptions import Assumption, assumptions_named
from nksim.studies.posterior import Posterior
from nksim.studies.study import MOST_REPLICATES, REPLICATES, Study, load_study, study_of

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen

MAIN_OUTCOME = "watched_last_year_share"
ASSUMPTIONS_FIGURE = "assumptions.png"


@dataclass(frozen=True, eq=False)
class Comparison(Tables, Found):
    """What `nksim.compare` gives.

    `.differences`, `.costs`, `.bounds`, `.under_assumptions` and `.by_group("province")` are
    frames, as are the tables of all runs: `.outcomes`, `.series`, `.ledger`, `.failures` ...
    `.sentences` say it in words, `.figures()` draws, `.results` are the stored runs.
    """

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw the comparison as PNG into a folder, that of the results by default."""
        if self.differences.empty:
            return []
        place = optional_path(folder, "folder") or self.results.folder
        drawn = plot_comparison(comparison_tables(self.results, self.study.baseline.name), place)
        if self.under_assumptions is not None:
            drawn.append(plot_assumptions(self.under_assumptions, place / ASSUMPTIONS_FIGURE))
        return drawn


def compare(
    baseline: Scenario | Study | str | Path,
    alternatives: Mapping[str, Scenario] | None = None,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    outcomes: Sequence[str] = (),
    posterior: Posterior | str | Path | None = None,
    assumptions: bool | Sequence[str] = False,
    until_resolved: float | None = None,
    outcome: str = MAIN_OUTCOME,
    limit: int = 512,
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
    `seed`. `until_resolved` adds replicates, up to `limit`, until the interval of `outcome` is so
    narrow for every alternative. With `posterior` the study is made again with numbers drawn from
    what the data leave open (`.bounds`), with `assumptions` (True, or their names) under
    assumptions that nobody can know (`.under_assumptions`).

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
            societies=optional_path(societies, "societies"),
            command=command,
        )
        executor = executor_of(jobs, scheduler)
        found = compare_thoroughly(study, work, thoroughness, executor, heard_by)
    place.belongs_to(found.results)
    return attached(Comparison, found)


def study_at_hand(
    baseline: object,
    alternatives: object,
    replicates: int | None,
    seed: int | None,
    outcomes: tuple[str, ...],
) -> Study:
    """The study that is given, or that of a baseline and its alternatives."""
    times = None
    if replicates is not None:
        times = checked_count(replicates, name="replicates", low=2, high=MOST_REPLICATES)
    if alternatives is None and isinstance(baseline, str | Path):
        baseline = load_study([baseline])
    if isinstance(baseline, Study):
        study = baseline
    else:
        first = checked_scenario(baseline, "baseline")
        others = checked_mapping(
            alternatives, name="alternatives", advice="give scenarios by their names"
        )
        for name, scenario in others.items():
            checked_scenario(scenario, f"alternatives[{name!r}]")
        study = study_of(first, others, replicates=REPLICATES, seed=first.run.seed)
    return replace(
        study,
        replicates=times or study.replicates,
        seed=optional_seed(seed, study.seed),
        outcomes=outcomes or study.outcomes,
    )


def known_outcomes(outcomes: object) -> tuple[str, ...]:
    """Outcomes by name, or InputError for the first that is none."""
    known = [outcome.name for outcome in OUTCOMES]
    given = checked_list(outcomes, name="outcomes")
    return tuple(checked_choice(one, name="outcomes", allowed=known) for one in given)


def goal_of(width: float | None, outcome: str, limit: int, study: Study) -> Goal | None:
    """How narrow an interval shall be, if it shall; InputError for what is no goal."""
    if width is None:
        return None
    known = study.outcomes or [one.name for one in OUTCOMES]
    checked_choice(outcome, name="outcome", allowed=known)
    checked_count(limit, name="limit", low=2, high=MOST_REPLICATES)
    return Goal(width, outcome, limit)


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
