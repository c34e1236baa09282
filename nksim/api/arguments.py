"""Arguments that many calls share: scenarios, folders, where runs are worked on."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeVar

from nksim.core.checks import (
    checked_class,
    checked_kind,
    checked_path,
    checked_seed,
    checked_workers,
)
from nksim.core.errors import InputError
from nksim.scenario.scenario import Scenario
from nksim.store.results import Results, open_results
from nksim.studies.posterior import Posterior, load_posterior

LOAD_IT = "load it first: nksim.load_scenario(...)"
AN_ADDRESS = "give its address, for example tcp://127.0.0.1:8786"
Kind = TypeVar("Kind")


def checked_scenario(scenario: object, name: str = "scenario") -> Scenario:
    """A scenario, or InputError."""
    return checked_kind(scenario, Scenario, name=name, advice=LOAD_IT)


def optional_seed(seed: int | None, otherwise: int) -> int:
    """The seed that is given, else another."""
    return otherwise if seed is None else checked_seed(seed)


def optional_path(path: str | Path | None, name: str) -> Path | None:
    """The path that is given, if one is."""
    return None if path is None else checked_path(path, name=name)


def societies_folder(given: str | Path | None) -> Path | None:
    """The folder to keep societies in, if one is given; InputError for a file, or below one."""
    path = optional_path(given, "societies")
    for place in () if path is None else (path, *path.parents):
        if os.path.lexists(place):
            if not place.is_dir():
                raise InputError(
                    f"societies={path}: {place} is a file; give a folder (--societies)"
                )
            break
    return path


def check_workers(jobs: object, scheduler: object) -> None:
    """InputError for a number of jobs or an address that is none."""
    if jobs is not None:
        checked_workers(jobs, name="jobs")
    if scheduler is not None:
        checked_kind(scheduler, str, name="scheduler", advice=AN_ADDRESS)


def check_citizen(citizen: object) -> None:
    """InputError for what is no subclass of Citizen."""
    if citizen is not None:
        from nksim.engines.citizens.citizen import Citizen

        checked_class(citizen, Citizen, name="citizen")


def optional_posterior(posterior: Posterior | str | Path | None) -> Posterior | None:
    """A posterior, loaded if its file is given."""
    if posterior is None or isinstance(posterior, Posterior):
        return posterior
    return load_posterior(checked_path(posterior, name="posterior"))


def opened(results: Results | str | Path) -> Results:
    """Results, opened if their folder is given."""
    return results if isinstance(results, Results) else open_results(results)


@contextmanager
def results_in(folder: str | Path | None) -> Iterator[ResultsFolder]:
    """The folder that is given, or one that goes when what is found in it goes.

    Without a folder that is given, nothing is left if the context is left by an error.
    """
    if folder is not None:
        yield ResultsFolder(checked_path(folder, name="folder"), temporary=False)
        return
    place = ResultsFolder(Path(mkdtemp(prefix="nksim-")), temporary=True)
    try:
        yield place
    except BaseException:
        rmtree(place.path, ignore_errors=True)
        raise


class ResultsFolder:
    """A folder of results; a temporary one is removed when its owner is."""

    def __init__(self, path: Path, *, temporary: bool) -> None:
        self.path, self.temporary = path, temporary

    def belongs_to(self, owner: object) -> None:
        """Say whose the folder is."""
        if self.temporary:
            weakref.finalize(owner, rmtree, self.path, ignore_errors=True)


def attached(kind: type[Kind], record: Any) -> Kind:
    """A record as a subclass that adds what only this floor can do, such as figures."""
    return kind(**{field.name: getattr(record, field.name) for field in fields(record)})
