"""Numbers of a scenario fitted to published figures, with what the figures do not inform."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nksim.api.arguments import (
    attached,
    check_workers,
    checked_scenario,
    optional_path,
    optional_seed,
    results_in,
)
from nksim.api.progress import Shown, check_progress, shown
from nksim.core.checks import checked_count, checked_list, checked_path, checked_workers
from nksim.inference.calibration.calibrating import Calibration as Fitted
from nksim.inference.calibration.calibrating import calibrate as fit_and_check
from nksim.inference.calibration.fitting import Effort
from nksim.inference.calibration.observed import (
    Observed,
    fitted_targets,
    load_targets,
)
from nksim.inference.calibration.priors import FITTED
from nksim.plots.calibration import plot_posterior, plot_predictive
from nksim.running.cluster import calling
from nksim.scenario.scenario import Scenario

POSTERIOR_FIGURE, PREDICTIVE_FIGURE = "posterior.png", "predictive.png"
MOST_CALLS = 4096  # under way at a cluster at once


@dataclass(frozen=True, eq=False)
class Calibration(Fitted):
    """What `nksim.calibrate` gives.

    `.sample`, `.informed` and `.predictive` are frames; `.best` is the best draw; `.sentences` say
    what the data do not inform and the model does not reproduce; `.figures()` draws.
    """

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw posterior and check as PNG into a folder, that of the fit by default."""
        place = optional_path(folder, "folder") or self.folder
        return [
            plot_posterior(self.informed, place / POSTERIOR_FIGURE),
            plot_predictive(self.predictive, place / PREDICTIVE_FIGURE),
        ]


def calibrate(
    scenario: Scenario,
    *,
    targets: Sequence[Observed] | str | Path | None = None,
    keys: Sequence[str] = (),
    table: int = 800,
    runs: int = 3000,
    worth: float = 205,
    seed: int | None = None,
    folder: str | Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Shown = None,
    command: str = "",
) -> Calibration:
    """Fit numbers of a scenario to published figures, and check the fit.

    `targets` are figures or a CSV file of them (id, value, sd_total), by default
    those of `nksim.inference.calibration.observed.fitted_targets`; `keys` the numbers that are
    fitted, by default sixteen. `table` runs lie anywhere in the ranges, at most `runs` are made
    altogether, and it is enough when draws are worth `worth` of equal weight. The same call with
    the same `folder` goes on where it was broken off; the other arguments are those of
    `nksim.compare`. Raises InputError for what cannot be fitted, and if scikit-learn is not
    installed.
    """
    checked_scenario(scenario)
    check_workers(jobs if scheduler is None else None, scheduler)
    check_progress(progress)
    names = tuple(str(key) for key in checked_list(keys, name="keys")) or FITTED
    first = optional_seed(seed, scenario.run.seed)
    effort = Effort(table, runs, worth, first, _jobs(jobs, scheduler))
    observed = _observed(targets)
    with (
        results_in(folder) as place,
        calling(scheduler) as call,
        shown(progress) as heard_by,
    ):
        found = fit_and_check(
            scenario,
            observed,
            place.path,
            effort,
            keys=names,
            call=call,
            progress=heard_by,
            command=command,
        )
    fitted = attached(Calibration, found)
    place.belongs_to(fitted)
    return fitted


def _observed(targets: object) -> Sequence[Observed]:
    if targets is None:
        return fitted_targets()
    if isinstance(targets, str | Path):
        return load_targets(checked_path(targets, name="targets"))
    rows = checked_list(targets, name="targets")
    return [row for row in rows if isinstance(row, Observed)]


def _jobs(jobs: int | None, scheduler: str | None) -> int:
    """How many proposals are worked on at once: threads here, or calls to the cluster."""
    wanted = jobs or os.cpu_count() or 1
    if scheduler is None:
        return checked_workers(wanted, name="jobs")
    return checked_count(wanted, name="jobs", low=1, high=MOST_CALLS)
