"""A finished run on its way into a folder: a Result comes in, its identity and the tables to keep leave.

It is small enough to travel from a cluster's worker, and it may also be a failed run: then it carries an error and no tables.
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

if TYPE_CHECKING:
    import pandas as pd

EVENTS = "events"
COUNTRY = "all"
STUDY_TABLES = tuple(name for name in TABLES if name not in ("layers", "environment"))
SWEEP_TABLES = ("outcomes", "ledger", "survey")
_ONLY_THE_COUNTRY = "series"


@dataclass(frozen=True, eq=False)
class FinishedRun:
    """A run and its rows by table; `run.part` is set when it is saved."""

    run: StoredRun
    scenario: Scenario
    tables: Mapping[str, pd.DataFrame]


def finished_run(result: Result, tables: Sequence[str] | None = None) -> FinishedRun:
    """The rows of a run to be kept: of every table, or of the tables named; a choice of tables keeps the country's series only."""
    kept = {
        name: _rows(result, name, whole=tables is None)
        for name in (TABLES if tables is None else tables)
    }
    if tables is None and result.events is not None:
        kept[EVENTS] = result.events
    return FinishedRun(
        _stored(
            result.scenario, result.seed, result.replicate, result.state_hash, events=EVENTS in kept
        ),
        result.scenario,
        kept,
    )


def failed_run(scenario: Scenario, seed: int, replicate: int, error: str) -> FinishedRun:
    """A run that failed, with the reason in words."""
    return FinishedRun(_stored(scenario, seed, replicate, "", error=error), scenario, {})


def _rows(result: Result, name: str, *, whole: bool) -> pd.DataFrame:
    rows: pd.DataFrame = getattr(result, name)
    return rows if whole or name != _ONLY_THE_COUNTRY else rows[rows["province"] == COUNTRY]


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
