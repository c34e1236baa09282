"""Runs whose single events are asked for: read where they are kept, else made again and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd

from nksim.analysis.cascades.history import History
from nksim.core.errors import InputError, RunError
from nksim.engines.compiling import make_ready
from nksim.engines.lives import census
from nksim.engines.run import run as run_engine
from nksim.observations.result import Result
from nksim.running.open_run import OpenRun, open_run
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from nksim.store.identity import model_version
from nksim.store.manifest import StoredRun
from nksim.store.results import Results

Hear = Callable[[int, int], None]


def chosen_run(results: Results, scenario: str | None, seed: int | None) -> StoredRun:
    """The first stored run of this scenario and seed; InputError if there is none."""
    order = results.scenario_names
    for run in sorted(results.runs, key=lambda each: order.index(each.scenario)):
        if scenario in (None, run.scenario) and seed in (None, run.seed):
            return run
    names, seeds = ", ".join(results.scenario_names), sorted({run.seed for run in results.runs})
    asked = {"scenario": scenario, "seed": seed}
    said = ", ".join(f"{name}={value}" for name, value in asked.items() if value is not None)
    raise InputError(
        f"{said} is no run of these results (scenarios: {names}; seeds: {seeds[0]} to {seeds[-1]})"
    )


def check_state(run: StoredRun, state_hash: str) -> None:
    """RunError if a run made again ends in another state than the one that is stored."""
    if state_hash != run.state_hash:
        raise RunError(
            f"scenario={run.scenario}, seed={run.seed}: the run made again ends in another state "
            f"than the one stored (of model {run.model}; this is {model_version()}); "
            "make the results again, then repeat this"
        )


def stored_history(results: Results, run: StoredRun, hear: Hear | None = None) -> History:
    """The events of a stored run: those that it kept, else of the same run made again.

    RunError if the run made again is not the one that is stored.
    """
    scenario = results.scenario_of(run)
    if run.events:
        return _history(scenario, run.seed, _kept_events(results, run))
    events, state_hash = _made_again(scenario, run.seed, hear)
    check_state(run, state_hash)
    return _history(scenario, run.seed, events)


def people_of(scenario: Scenario, seed: int, state_hash: str, until: date | None = None) -> OpenRun:
    """A run made again until a day, or to its end, where it must be as it was stored.

    RunError if it is another then.
    """
    make_ready()
    made = open_run(scenario, build_society(scenario, seed), seed).run(until)
    if made.is_over and made.state_hash != state_hash:
        raise RunError(
            f"scenario={scenario.name}, seed={seed}: the run made again is another than the one"
            f" at hand (this is model {model_version()}); make it again, then repeat this"
        )
    return made


def history_of(result: Result, hear: Hear | None = None, society: Society | None = None) -> History:
    """The events of a run in memory, made again if it kept none; RunError if it is another then.

    `society` is the one that it was given, if it was given one.
    """
    events = result.observations.events
    if events is None:
        events, state_hash = _made_again(result.scenario, result.seed, hear, society)
        _check_same(result, state_hash)
    return _history(result.scenario, result.seed, events, society)


def _check_same(result: Result, state_hash: str) -> None:
    if state_hash != result.state_hash:
        raise RunError(
            f"scenario={result.scenario.name}, seed={result.seed}: the run made again is another; a"
            " run with a citizen or society of your own keeps its events with events=True"
        )


def _made_again(
    scenario: Scenario, seed: int, hear: Hear | None, society: Society | None = None
) -> tuple[pd.DataFrame, str]:
    made = run_engine(scenario, seed, events=True, progress=hear, society=society)
    assert made.events is not None
    return made.events, made.state_hash


def _kept_events(results: Results, run: StoredRun) -> pd.DataFrame:
    """The events of one run of a folder, without those of the others being read."""
    only = replace(results.manifest, runs=(run,))
    return Results(results.folder, only).table("events")


def _history(
    scenario: Scenario, seed: int, events: pd.DataFrame, society: Society | None = None
) -> History:
    make_ready()
    people = build_society(scenario, seed) if society is None else society
    return History(scenario, seed, events, census(scenario, people))
