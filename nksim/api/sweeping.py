"""A design over values: every point is run, and what moves with what is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nksim.analysis.parting import simulated_years
from nksim.api.arguments import (
    attached,
    check_workers,
    optional_path,
    results_in,
    societies_folder,
)
from nksim.api.plots import SweepPlots, sweep_plots
from nksim.api.progress import Shown, check_progress, shown
from nksim.api.tables import Tables
from nksim.core.checks import checked_count, checked_kind, checked_path
from nksim.core.errors import InputError
from nksim.inference.sweeping import Swept, run_sweep, sweep_work
from nksim.observations.period import Period, asked_period
from nksim.plots.sweep_figure import plot_sweep
from nksim.running.executors import executor_of
from nksim.studies.study import MOST_REPLICATES
from nksim.studies.sweep import Sweep, load_sweep

FIGURE = "sweep.png"


@dataclass(frozen=True, eq=False)
class SweepResults(Tables, Swept):
    """What `nksim.sweep` gives: `.points`, `.correlations`, `.design`, `.figures()`, `.results`."""

    @property
    def plot(self) -> SweepPlots:
        """Its figures one by one, as matplotlib figures: `.plot.heat("punished")`."""
        people = self.sweep.scenarios[0].society.size
        return sweep_plots(self.sweep.name, self.points, self.varied, self.period, people)

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw the outcomes over the values as PNG into a folder, by default that of results."""
        place = optional_path(folder, "folder") or self.results.folder
        return [plot_sweep(self.points, self.varied, self.sweep.name, place / FIGURE)]


def sweep(
    sweep: Sweep | str | Path,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    at: int | None = None,
    over: Sequence[int] | None = None,
    societies: str | Path | None = None,
    folder: str | Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Shown = None,
    command: str = "",
) -> SweepResults:
    """Run a design over values, crossed with alternatives and seeds.

    `sweep` is one that is loaded (`nksim.load_sweep`), or its file (`"nksim:sweeps/fear"`).
    `replicates` seeds a point begin with `seed`, both the sweep's own if left out; a loaded sweep
    has its seed already. Outcomes are of the years `at` or `over`, as in `nksim.compare`, whose
    other arguments these are. Raises InputError for what cannot be run, RunError if every run
    fails.
    """
    check_workers(jobs, scheduler)
    check_progress(progress)
    times = None
    if replicates is not None:
        times = checked_count(replicates, name="replicates", low=1, high=MOST_REPLICATES)
    chosen = _sweep(sweep, times, seed)
    chosen = replace(chosen, period=_asked(chosen, at, over))
    with results_in(folder) as place, shown(progress) as heard_by:
        kept = societies_folder(societies)
        work = sweep_work(chosen, place.path, societies=kept, command=command)
        found = run_sweep(chosen, work, executor_of(jobs, scheduler), heard_by)
    place.belongs_to(found.results)
    return attached(SweepResults, found)


def _asked(chosen: Sweep, at: object, over: object) -> Period | None:
    return asked_period(at, over, simulated_years(chosen.scenarios[0]))


def _sweep(given: object, replicates: int | None, seed: int | None) -> Sweep:
    if isinstance(given, str | Path):
        path = checked_path(given, name="sweep")
        return load_sweep(path, replicates=replicates, seed=seed)
    advice = "load it first: nksim.load_sweep(...)"
    loaded = checked_kind(given, Sweep, name="sweep", advice=advice)
    if seed is not None:
        raise InputError(
            f"seed={seed} comes too late: points may be drawn with it; give it to nksim.load_sweep"
        )
    return replace(loaded, replicates=replicates or loaded.replicates)
