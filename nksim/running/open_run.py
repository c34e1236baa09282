"""A run that is held open: it goes as far as it is told, is looked at, changed, forked and saved.

Whatever is changed holds from the next week on, and when it was changed is kept with the run.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from nksim.core.checks import checked_count, checked_mapping, checked_path
from nksim.core.environment import Environments
from nksim.core.errors import InputError, StoreError
from nksim.core.reading import read_text
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.passing import observations_of, pass_weeks
from nksim.engines.people import people_frame, ties_frame
from nksim.levers.policy import environments
from nksim.observations.result import Result
from nksim.scenario.levers import LeverSettings
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import to_mapping
from nksim.scenario.rendering import render
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society
from nksim.store.identity import model_version
from nksim.store.societies import open_society, save_society
from nksim.store.writing import write_all, write_json, write_text

if TYPE_CHECKING:
    import pandas as pd

FIXED = {"run", "society", "network", "life", "name", "description"}  # sections and keys
ABOUT, SCENARIO, STATE, SOCIETY = "run.json", "scenario.yaml", "state.npz", "society"
LARGEST_ABOUT = 16 << 20
ENVIRONMENTS = "environments"


@dataclass(frozen=True)
class Change:
    """Something that was changed in a run, and the first week in which it holds."""

    week: int
    date: str  # Monday of the week
    what: Mapping[str, Any]  # values by key, or a lever


class OpenRun:
    """A run between two weeks; `nksim.start` begins one, `nksim.resume` goes on with a saved one.

    `series`, `layers`, `outcomes`, `ledger`, `survey`, `groups` and `environment` are pandas frames
    of the weeks that have passed; `people` and `ties` are what citizens and ties are now.
    """

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        engine: CompiledEngine,
        course: Environments,
        changes: tuple[Change, ...] = (),
    ) -> None:
        self.scenario, self.society, self.changes = scenario, society, changes
        self._engine, self._course = engine, course

    @property
    def seed(self) -> int:
        """The seed of every draw."""
        return self._engine.seed

    @property
    def week(self) -> int:
        """How many weeks have passed."""
        return self._engine.week

    @property
    def date(self) -> datetime.date:
        """The Monday of the next week."""
        return self._engine.clock.date_of(self.week)

    @property
    def is_over(self) -> bool:
        """Whether the last week of the scenario has passed."""
        return self.week >= self._engine.clock.weeks

    def run(
        self,
        until: str | datetime.date | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Self:
        """Go on to the end of the week of a day (`"2019-12-31"` or a date), or of the scenario.

        Raises InputError for a day that has passed or lies beyond the scenario's last.
        """
        weeks = self._engine.clock.weeks

        def hear(_: int) -> None:
            if progress is not None:
                progress(self.week, weeks)

        pass_weeks(self._engine, self._course, weeks if until is None else self._week(until), hear)
        return self

    def step(self, weeks: int = 1) -> Self:
        """Let one week pass, or several. Raises InputError for more than are left."""
        checked_count(weeks, name="weeks", low=1, high=self._weeks_left())
        pass_weeks(self._engine, self._course, self.week + weeks)
        return self

    def change(self, values: Mapping[str, Any]) -> Self:
        """Change values by their keys from the next week on: `{"behaviour.w_risk": 3.0}`.

        Raises InputError for what cannot change within a run, its weeks, people, lives and graph,
        and once the run is over; levers come with `apply`, and their settings by
        `levers.NAME.setting`.
        """
        checked_mapping(values, name="values", advice="give values by their keys")
        for key in values:
            if key.partition(".")[0] in FIXED or key == "levers":
                raise InputError(
                    f"{key} cannot change within a run (allowed values of media, behaviour,"
                    " enforcement, attitudes, survey, and settings of levers); start another run"
                )
        return self._go_on_with(load_scenario(self.scenario, dict(values)), dict(values))

    def apply(self, lever: LeverSettings | Mapping[str, Any]) -> Self:
        """Add a lever from the next week on: a mapping as in a scenario file, or its settings.

        Without `from` it is in force from the next week; without `name` it is called by its kind.
        """
        given = _as_mapping(lever)
        given = {"name": given.get("lever", "lever"), "from": self.date.isoformat(), **given}
        whole = to_mapping(self.scenario)
        taken = {each["name"] for each in whole.get("levers", ())}
        if given["name"] in taken:
            raise InputError(f"name={given['name']} is the name of a lever already; give another")
        whole["levers"] = [*whole.get("levers", ()), given]
        return self._go_on_with(load_scenario(whole), {"lever": given})

    def fork(self) -> OpenRun:
        """A run that goes on by itself from here."""
        engine = self._engine.fork()
        return OpenRun(self.scenario, self.society, engine, self._course.copy(), self.changes)

    @property
    def result(self) -> Result:
        """The weeks that have passed as a Result, with all its tables."""
        if not self.week:
            raise InputError("week=0: nothing has happened yet; let weeks pass with run or step")
        return Result(self.scenario, self.seed, observations_of(self._engine, self._course))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in ("series", "layers", "outcomes", "ledger", "survey", "groups", "environment"):
            frame: pd.DataFrame = getattr(self.result, name)
            return frame
        raise AttributeError(f"a run has no {name!r}; it has series, layers, people, ties, ...")

    @property
    def state_hash(self) -> str:
        """The hash of everything that changes: two runs that agree in it are in the same state."""
        return observations_of(self._engine, self._course).state_hash

    @property
    def society_now(self) -> Society:
        """The society of the year: without lives that of the beginning."""
        return self._engine.society

    @property
    def people(self) -> pd.DataFrame:
        """Every citizen as they are now, a row each."""
        return people_frame(self.society_now, self._engine.snapshot())

    @property
    def ties(self) -> pd.DataFrame:
        """Every tie as it is now, a row each."""
        return ties_frame(self.society_now, self._engine.snapshot())

    def save(self, folder: str | Path) -> Path:
        """Save the run in a new or empty folder, from which `nksim.resume` goes on with it.

        Raises InputError for a folder that holds anything, StoreError if it cannot be written.
        """
        place = checked_path(folder, name="folder")
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise InputError(f"folder={place} is there already; give a new or an empty folder")
        save_society(self.society, place / SOCIETY)
        arrays = self._engine.dump() | {ENVIRONMENTS: self._course}
        about = {
            "model": model_version(),
            "seed": self.seed,
            "changes": [asdict(change) for change in self.changes],
        }
        files = {
            SCENARIO: write_text(render(self.scenario)),
            STATE: lambda path: _write_arrays(path, arrays),
            ABOUT: write_json(about),
        }
        write_all(place, files)
        return place

    def close(self) -> None:
        """Give threads back."""
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        weeks = self._engine.clock.weeks
        name, size = self.scenario.name, self.society.size
        return f"<run of {name}, {size:,} people, seed {self.seed}: week {self.week} of {weeks}>"

    def _week(self, until: str | datetime.date) -> int:
        """The number of weeks that have passed at the end of the week of a day."""
        try:
            day = until if isinstance(until, datetime.date) else datetime.date.fromisoformat(until)
        except (TypeError, ValueError):
            raise InputError(f"until={until!r} is no day; give one as 2019-12-31") from None
        weeks = self._engine.clock.week_of(day) + 1
        if not self.week <= weeks <= self._engine.clock.weeks:
            raise InputError(
                f"until={day} is not in the weeks that are left"
                f" (allowed {self.date} to {self._engine.clock.until})"
            )
        return weeks

    def _weeks_left(self) -> int:
        """How many weeks are left; InputError if none is."""
        clock = self._engine.clock
        if self.week == clock.weeks:
            last = clock.date_of(clock.weeks - 1)
            raise InputError(f"the run is over: its last week began on {last}")
        return clock.weeks - self.week

    def _go_on_with(self, scenario: Scenario, what: Mapping[str, Any]) -> Self:
        """Live by another scenario from the next week on."""
        self._weeks_left()
        course = self._course.copy()
        course[self.week :] = environments(scenario)[self.week :]
        self._course, self.scenario = course, scenario
        self._engine.take_numbers(scenario)
        self.changes = (*self.changes, Change(self.week, self.date.isoformat(), what))
        return self


def open_run(scenario: Scenario, society: Society, seed: int, threads: int = 1) -> OpenRun:
    """A run before its first week."""
    course = environments(scenario)
    engine = CompiledEngine(scenario, society, seed, threads=threads, environments=course)
    return OpenRun(scenario, society, engine, course)


def saved_run(folder: str | Path) -> OpenRun:
    """The run that `save` has left in a folder.

    Raises InputError if there is none, StoreError if it is damaged or of another model.
    """
    place = checked_path(folder, name="folder")
    if not (place / ABOUT).is_file():
        raise InputError(f"folder={place} holds no saved run; save one with run.save(folder)")
    try:
        about = json.loads(read_text(place / ABOUT, what="saved run", limit=LARGEST_ABOUT))
        if about["model"] != model_version():
            raise StoreError(
                f"folder={place} was saved by model={about['model']}, and this is"
                f" {model_version()}: its weeks would not fit together; run it anew"
            )
        changes = tuple(Change(**change) for change in about["changes"])
        scenario, society = load_scenario(place / SCENARIO), open_society(place / SOCIETY)
        with np.load(place / STATE, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        run = open_run(scenario, society, int(about["seed"]))
        run._course[:] = arrays.pop(ENVIRONMENTS)
        run._engine.restore(arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise StoreError(f"folder={place} is damaged: {error}; save the run again") from error
    run.changes = changes
    return run


def _write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    with path.open("wb") as file:
        np.savez(file, **arrays)


def _as_mapping(lever: LeverSettings | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(lever, LeverSettings):
        return dict(lever.model_dump(mode="json", by_alias=True))
    advice = "give a lever as in a scenario file, for example {'lever': 'law', 'strength': 0.5}"
    return dict(checked_mapping(lever, name="lever", advice=advice))
