"""The model checked: `nksim.verify.twins`, `.answers`, `.results`, and fits by `.recovery`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nksim.api.arguments import attached, check_workers, checked_scenario, optional_path
from nksim.api.progress import Shown, check_progress, shown
from nksim.core.checks import checked_count, checked_path
from nksim.inference.calibration.recovering import TRUTHS
from nksim.inference.calibration.table import FolderRecovery, recover_folder
from nksim.inference.verification.known_answers import Verdict, verify_answers
from nksim.inference.verification.reproducing import Reproduced, reproduce
from nksim.inference.verification.twins import Twins, compare_engines
from nksim.plots.recovery import plot_recovery
from nksim.running.executors import executor_of
from nksim.scenario.scenario import Scenario

RANKS_FIGURE = "ranks.png"
MOST_TRUTHS = 100_000


@dataclass(frozen=True, eq=False)
class Recovery(FolderRecovery):
    """What `nksim.verify.recovery` gives: `.table`, `.faults`, `.learnt`, `.figures()`."""

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw where the truths lie as PNG into a folder, that of the fit by default."""
        place = optional_path(folder, "folder") or self.folder
        return [plot_recovery(self.rank_frame, self.table, place / RANKS_FIGURE)]


def recovery(folder: str | Path, *, truths: int = TRUTHS) -> Recovery:
    """Would a fit find what is true? Ask the folder of a `nksim.calibrate`, without a new run.

    The last `truths` runs of its table are taken for the truth, one after the other, with errors of
    the surveys drawn to what they say. `.table` has a row a number: how often 90% intervals hold
    the truth, how far the posterior contracts, how often its median is nearer to the truth than
    the middle of the range; `.faults` are sentences. Raises InputError for a folder without a fit
    and for too few runs.
    """
    place = checked_path(folder, name="folder")
    wanted = checked_count(truths, name="truths", low=1, high=MOST_TRUTHS)
    return attached(Recovery, recover_folder(place, wanted))


def twins(scenario: Scenario, *, seed: int | None = None, progress: Shown = None) -> Twins:
    """Run both engines and compare all weekly counts and the whole final state, bit for bit.

    `.identical` says whether they are the same, `.first_difference` where they part.
    """
    checked_scenario(scenario)
    check_progress(progress)
    with shown(progress) as heard_by:
        return compare_engines(scenario, seed, progress=heard_by)


def answers(size: Literal["small", "large"] = "small", *, progress: Shown = None) -> list[Verdict]:
    """Reduce the model to contagions with known answers, and hold it against theory and peers.

    `small` takes about a minute, `large` several and is stricter. Each case `.agrees` or not.
    Raises InputError if EoN or NDlib is not installed.
    """
    check_progress(progress)
    with shown(progress) as heard_by:
        return verify_answers(size, heard_by)


def results(folder: str | Path, *, jobs: int | None = None, progress: Shown = None) -> Reproduced:
    """Make all runs of a results folder again and compare every table; the folder stays as it is.

    `.identical` says whether they are the same, `.first_difference` where they part.
    """
    check_workers(jobs, None)
    check_progress(progress)
    place = checked_path(folder, name="folder")
    with shown(progress) as heard_by:
        return reproduce(place, executor_of(jobs), heard_by)
