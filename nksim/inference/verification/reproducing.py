"""A stored study made again: whether every table is the same, or where it first differs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nksim.observations.tables import RUN_KEYS, TABLES
from nksim.running.executors import Executor
from nksim.running.progress import SILENT, Progress
from nksim.running.runner import raise_failures, run_all
from nksim.running.work import Work
from nksim.store.identity import model_version
from nksim.store.manifest import StoredRun
from nksim.store.results import Results, open_results
from nksim.studies.tasks import Task

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Reproduced:
    """What came of making runs again.

    `first_difference` in words, empty if there is none, and the model that either is of.
    """

    runs: int
    tables: tuple[str, ...]
    first_difference: str
    model_then: str
    model_now: str

    @property
    def identical(self) -> bool:
        """Whether nothing differs."""
        return not self.first_difference


def reproduce(
    folder: Path, executor: Executor | None = None, progress: Progress = SILENT
) -> Reproduced:
    """Run every finished run of a folder again, aside, and compare all its tables.

    Single events are not compared. Raises StoreError if the folder holds no runs, RunError if one
    fails now.
    """
    stored = open_results(folder)
    names = tuple(name for name in stored.tables if name in TABLES)
    tasks = [Task(stored.scenario_of(run), run.seed, run.replicate) for run in _as_asked(stored)]
    with TemporaryDirectory(prefix="nksim-") as place:
        aside = Path(place) / "again"
        work = Work(tasks, aside, tables=None if set(names) == set(TABLES) else names)
        raise_failures(run_all(work, executor, progress), len(tasks), aside)
        difference = first_difference(stored, open_results(aside), names)
    return Reproduced(
        len(tasks),
        names,
        difference,
        ", ".join(sorted({run.model for run in stored.runs})),
        model_version(),
    )


def _as_asked(stored: Results) -> list[StoredRun]:
    """The runs in the order in which their scenarios were asked for."""
    return sorted(
        stored.runs, key=lambda run: (stored.scenario_names.index(run.scenario), run.replicate)
    )


def first_difference(stored: Results, again: Results, names: tuple[str, ...]) -> str:
    """The first cell in which two folders differ, table by table and then the final states.

    Empty if they are the same.
    """
    for name in names:
        found = _first_cell(stored.table(name), again.table(name))
        if found:
            return f"{name}: {found}"
    hashes = {(run.scenario, run.seed): run.state_hash for run in again.runs}
    for run in stored.runs:
        known = run.state_hash  # a list that was made again from the tables has none
        if known and known != hashes[run.scenario, run.seed]:
            return f"{run.scenario} seed {run.seed}: the final states differ"
    return ""


def _first_cell(then: pd.DataFrame, now: pd.DataFrame) -> str:
    if then.equals(now):
        return ""
    if list(then.columns) != list(now.columns):
        other = sorted({*then.columns} ^ {*now.columns})
        return f"columns differ ({', '.join(other)})"
    if len(then) != len(now):
        return f"{len(then)} rows then, {len(now)} now"
    differs = ~((then == now) | (then.isna() & now.isna()))
    row = int(differs.any(axis=1).to_numpy().argmax())
    column = str(differs.columns[int(differs.iloc[row].to_numpy().argmax())])
    keys = [key.name for key in RUN_KEYS] + [
        key for key in ("week", "year", "province", "layer", "question") if key in then.columns
    ]
    where = " ".join(f"{key}={then[key].iloc[row]}" for key in keys)
    return f"{where}: {column}={then[column].iloc[row]} then, {now[column].iloc[row]} now"
