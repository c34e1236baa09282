"""A finished run on its way into a folder: its identity and the tables to keep.

It is small enough to travel from a cluster's worker, and it may also be a failed run: then it
carries an error and no tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nksim.observations.result import Result
from nksim.observations.tables import TABLES
from nksim.scenario.scenario import Scenario
from nksim.store.identity import model_version, run_key, short_hash
from nksim.store.manifest import StoredRun
from nksim.store.rows import rows_of_runs

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

EVENTS = "events"
STUDY_TABLES = tuple(name for name in TABLES if name not in ("layers", "environment"))
SWEEP_TABLES = ("outcomes", "ledger", "survey")


@dataclass(frozen=True, eq=False)
class FinishedRun:
    """A run and its rows by table; `run.part` is set when it is saved."""

    run: StoredRun
    scenario: Scenario
    tables: Mapping[str, pa.Table | pd.DataFrame]

    @property
    def bytes(self) -> int:
        """The room that its rows take."""
        return sum(_bytes(rows) for rows in self.tables.values())


def _bytes(rows: pa.Table | pd.DataFrame) -> int:
    in_arrow = getattr(rows, "nbytes", None)  # which a frame has not
    return int(rows.memory_usage().sum() if in_arrow is None else in_arrow)


def finished_run(result: Result, tables: Sequence[str] | None = None) -> FinishedRun:
    """The rows of a run to be kept: of every table, or of those named.

    A choice of tables keeps the series of the country only.
    """
    (run,) = finished_runs([result], tables)
    return run


def finished_runs(
    results: Sequence[Result], tables: Sequence[str] | None = None
) -> list[FinishedRun]:
    """The same for several runs, whose tables are made at once where they have the same weeks."""
    together: dict[tuple[object, int], list[Result]] = {}
    for result in results:
        clock, weeks = result.observations.clock, result.observations.weeks
        together.setdefault((clock, weeks), []).append(result)
    finished = {
        id(result): run
        for some in together.values()
        for result, run in zip(some, _finished(some, tables), strict=True)
    }
    return [finished[id(result)] for result in results]


def _finished(results: Sequence[Result], tables: Sequence[str] | None) -> list[FinishedRun]:
    rows = rows_of_runs(results, TABLES if tables is None else tables, whole=tables is None)
    return [
        _with_rows(result, {name: each[place] for name, each in rows.items()}, tables is None)
        for place, result in enumerate(results)
    ]


def _with_rows(result: Result, rows: dict[str, pa.Table], whole: bool) -> FinishedRun:
    kept: dict[str, pa.Table | pd.DataFrame] = dict(rows)
    if whole and result.events is not None:
        kept[EVENTS] = result.events
    stored = _stored(
        result.scenario, result.seed, result.replicate, result.state_hash, events=EVENTS in kept
    )
    return FinishedRun(stored, result.scenario, kept)


def failed_run(scenario: Scenario, seed: int, replicate: int, error: str) -> FinishedRun:
    """A run that failed, with the reason in words."""
    return FinishedRun(_stored(scenario, seed, replicate, "", error=error), scenario, {})


def _stored(
    scenario: Scenario,
    seed: int,
    replicate: int,
    state_hash: str,
    *,
    events: bool = False,
    error: str = "",
) -> StoredRun:
    return StoredRun(
        key=run_key(scenario, seed),
        scenario=scenario.name,
        scenario_hash=short_hash(scenario),
        replicate=replicate,
        seed=seed,
        model=model_version(),
        state_hash=state_hash,
        events=events,
        part="",
        error=error,
    )
