"""What is said of runs in a call: checked before any of them begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from nksim.api.arguments import check_citizen, checked_scenario
from nksim.api.progress import Shown, check_progress, note
from nksim.core.checks import (
    checked_choice,
    checked_count,
    checked_flag,
    checked_list,
    checked_workers,
    shown,
)
from nksim.core.errors import InputError
from nksim.engines.contract import EngineName
from nksim.running.checkpoints import Checkpointing
from nksim.scenario.scenario import Scenario

MOST_WEEKS = 100_000  # between two checkpoints


def check_run(
    engine: object, threads: object, events: object, citizen: object, progress: Shown
) -> None:
    """InputError for the first choice about a run that is none."""
    checked_choice(engine, name="engine", allowed=get_args(EngineName))
    if threads is not None:
        checked_workers(threads, name="threads")
    checked_flag(events, name="events")
    check_citizen(citizen)
    check_progress(progress)


def refuse_many(scenario: object, replicates: int) -> None:
    """InputError for several runs without a folder to keep them in."""
    several = isinstance(scenario, Sequence) and not isinstance(scenario, str | bytes)
    if several or replicates != 1:
        raise InputError("several runs need a folder to be kept in; give folder='results/mine'")


def refuse_without_folder(**given: object) -> None:
    """InputError for what is said of runs that are kept, where none is."""
    for name, value in given.items():
        if value is not None:
            raise InputError(
                f"{name}={shown(value)} is about runs that are kept, and without a folder none is;"
                f" give folder='results/mine', or leave {name} out"
            )


def checkpoints_of(
    folder: Path, every: int | None, stop_if_bad: object, scheduler: str | None
) -> Checkpointing | None:
    """How runs leave checkpoints; none on a cluster. InputError for what is no number of weeks."""
    stop = checked_flag(stop_if_bad, name="stop_on_bad_checkpoint")
    weeks = every
    if every is not None:
        weeks = checked_count(every, name="checkpoint_every", low=1, high=MOST_WEEKS)
    if not scheduler:
        return Checkpointing(folder, weeks, stop, note)
    if every is not None or stop:
        name = "stop_on_bad_checkpoint=True" if every is None else f"checkpoint_every={every}"
        raise InputError(
            f"{name} and scheduler={scheduler}: runs on a cluster leave no checkpoints; leave one"
            " of the two out"
        )
    return None


def refuse_people(society: object, citizen: object, folder: object) -> None:
    """InputError for people that a folder of runs cannot tell apart."""
    if society is not None or citizen is not None:
        raise InputError(
            f"folder={folder} tells runs apart by scenario and seed, not by your society or"
            " citizen; leave folder out, or these"
        )


def all_of(scenario: Scenario | Sequence[Scenario]) -> list[Scenario]:
    """The scenarios of one folder, each with a name of its own."""
    given = (
        [scenario] if isinstance(scenario, Scenario) else checked_list(scenario, name="scenario")
    )
    scenarios = [checked_scenario(one) for one in given]
    names = [one.name for one in scenarios]
    if not names:
        raise InputError("scenario=[] holds none; give at least one")
    if len(set(names)) < len(names):
        raise InputError(
            f"scenarios of one name cannot lie in one folder (got {', '.join(names)});"
            " give each a name of its own"
        )
    return scenarios
