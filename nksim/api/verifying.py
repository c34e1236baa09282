"""The model checked: `nksim.verify.twins`, `nksim.verify.answers`, `nksim.verify.results`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from nksim.api.arguments import check_workers, checked_scenario
from nksim.api.progress import Shown, check_progress, shown
from nksim.core.checks import checked_path
from nksim.inference.verification.known_answers import Verdict, verify_answers
from nksim.inference.verification.reproducing import Reproduced, reproduce
from nksim.inference.verification.twins import Twins, compare_engines
from nksim.running.executors import executor_of
from nksim.scenario.scenario import Scenario


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
