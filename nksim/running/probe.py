"""What a run costs on this machine, measured in some seconds.

1. the scenario is run at two small sizes through all its weeks: what a week costs, and a citizen
2. for a large society a few weeks at a large size: how much dearer a citizen is with memory far
3. two runs at once show how much of the second core they get
"""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import CELL_COUNTS, index_of
from nksim.core.events import COUNTED_BY
from nksim.engines.contract import Engine
from nksim.engines.passing import observations_of, pass_weeks
from nksim.engines.run import new_engine
from nksim.observations.result import Result
from nksim.running.courses import Course, course_of
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from nksim.store.finished import STUDY_TABLES, finished_run

_COLUMNS = index_of(CELL_COUNTS)
_EVENT_COUNTS = [_COLUMNS[name] for names in COUNTED_BY.values() for name in names]
SMALL, LARGE = (2_000, 8_000), 300_000
LARGE_FROM, LARGE_WEEKS, PAIR_WEEKS, MONTH = 60_000, 12, 120, 4


@dataclass(frozen=True)
class Costs:
    """What the probe found, in seconds.

    Of every week, of every citizen in it, of building a citizen, of making a run's tables.
    """

    week: NDArray[np.float64]
    citizen: NDArray[np.float64]
    build: float
    tables: float
    together: float  # speed of two runs at once over one, 1..2
    events: float  # single events in a run, for each citizen

    def stretch(self, size: int, start: int, end: int) -> float:
        """Seconds for weeks start..end of a society of this size."""
        return float(self.week[start:end].sum() + size * self.citizen[start:end].sum())


def probe(scenario: Scenario) -> Costs:
    """Measure on this machine what a scenario costs."""
    small = [_with_size(scenario, min(size, scenario.society.size)) for size in SMALL]
    _let_pass(small[0], 2)  # compiles
    walks = [_walk(one) for one in small]
    few, many = (one.society.size for one in small)
    citizen = (
        np.maximum(_smooth(walks[1].weeks - walks[0].weeks), 0.0) / max(many - few, 1)
        if many > few
        else walks[0].weeks / few
    )
    week = np.maximum(_smooth(walks[0].weeks) - few * citizen, 0.0)
    build = walks[1].build / many
    if scenario.society.size > LARGE_FROM:
        citizen, build = _dearer(scenario, week, citizen)
    return Costs(week, citizen, build, walks[1].tables, _together(walks[1]), walks[1].events)


@dataclass(frozen=True)
class _Walk:
    weeks: NDArray[np.float64]
    build: float
    tables: float
    engine: Engine
    course: Course
    events: float


def _walk(scenario: Scenario) -> _Walk:
    """One run through all weeks, timed a month at a time."""
    course = course_of(scenario)
    started = time.perf_counter()
    society = build_society(scenario)
    build = time.perf_counter() - started
    engine, seconds = _engine(scenario, society, course), np.zeros(course.length)
    while (begun := engine.week) < course.length:
        started = time.perf_counter()
        engine.pass_weeks(course.environments, min(begun + MONTH, course.length))
        spent = (time.perf_counter() - started) / (engine.week - begun)
        seconds[begun : engine.week] = spent
    started = time.perf_counter()
    observed = observations_of(engine, course.environments)
    result = Result(scenario, scenario.run.seed, observed)
    finished_run(result, STUDY_TABLES)
    tables = time.perf_counter() - started
    counted = observed.country[:, _EVENT_COUNTS].sum() / society.size
    return _Walk(seconds, build, tables, engine, course, float(counted))


def _engine(scenario: Scenario, society: Society, course: Course) -> Engine:
    return new_engine(scenario, society, environments=course.environments)


def _dearer(
    scenario: Scenario, week: NDArray[np.float64], citizen: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """What a citizen costs in a large society: the first weeks there over those in a small one.

    And what building one costs.
    """
    large = _with_size(scenario, min(LARGE, scenario.society.size))
    started = time.perf_counter()
    society = build_society(large)
    build = (time.perf_counter() - started) / large.society.size
    course = course_of(large)
    engine = _engine(large, society, course)
    engine.pass_weeks(course.environments, 1)
    started = time.perf_counter()
    engine.pass_weeks(course.environments, LARGE_WEEKS)
    found = (time.perf_counter() - started - week[1:LARGE_WEEKS].sum()) / large.society.size
    expected = citizen[1:LARGE_WEEKS].sum()
    return citizen * (max(1.0, found / expected) if expected > 0 else 1.0), build


def _together(walk: _Walk) -> float:
    """How much faster two runs go in two threads than one after the other."""
    first = max(0, walk.course.length - PAIR_WEEKS)
    if (os.cpu_count() or 1) < 2 or first == 0:
        return 1.0

    def go_on(engine: Engine) -> float:
        started = time.perf_counter()
        engine.pass_weeks(walk.course.environments, first + PAIR_WEEKS)
        return time.perf_counter() - started

    def before() -> Engine:
        scenario = walk.course.scenario
        engine = _engine(scenario, build_society(scenario), walk.course)
        engine.pass_weeks(walk.course.environments, first)
        return engine

    trunk = before()
    alone = go_on(trunk.fork())
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(go_on, (trunk.fork(), trunk.fork())))
    return min(max(2.0 * alone / max(both), 1.0), 2.0)


def _let_pass(scenario: Scenario, weeks: int) -> None:
    """Let some weeks pass, so that everything is loaded."""
    course = course_of(scenario)
    engine = _engine(scenario, build_society(scenario), course)
    pass_weeks(engine, course.environments, min(weeks, course.length))


def _with_size(scenario: Scenario, size: int) -> Scenario:
    return (
        scenario
        if scenario.network is not None
        else load_scenario(scenario, {"society.size": size})
    )


def _smooth(seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weeks' times without their jumps: the median of a quarter around each."""
    wide = np.pad(seconds, 6, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(wide, 13), axis=1))
