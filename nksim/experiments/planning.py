"""What work will cost: bundles of runs come in; time, memory and disk leave, from a probe of some seconds on this machine.

1. the first scenario is run at two small sizes through all its weeks: what a week costs, and what a citizen in it
2. for a large society a few weeks are run at a large size: how much dearer a citizen is when memory is far
3. two runs at once show how much of the second core they get
4. shared pasts count once, and every stretch with the weeks it has
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import CELL_COUNTS, PROVINCE_COUNT, index_of
from nksim.core.events import COUNTED_BY
from nksim.engines.contract import Engine
from nksim.engines.passing import observations_of, pass_weeks
from nksim.engines.run import new_engine
from nksim.experiments.bundle import Bundle
from nksim.experiments.courses import Course, course_of
from nksim.experiments.forks import Stretch, stretches
from nksim.observations.result import Result
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.memory import available_bytes, society_bytes
from nksim.society.society import Society
from nksim.store.finished import finished_run

_COLUMNS = index_of(CELL_COUNTS)
_EVENT_COUNTS = [_COLUMNS[name] for names in COUNTED_BY.values() for name in names]
SMALL, LARGE = (2_000, 8_000), 300_000
LARGE_FROM, LARGE_WEEKS, PAIR_WEEKS, MONTH = 60_000, 12, 120, 4
PROCESS_BYTES = 400 << 20  # interpreter, libraries, compiled code; measured
RECORDS = 2.6  # copies of a run's weekly counts while it is turned into tables; measured
DRAWING_SECONDS, STARTING_SECONDS = (
    6.0,
    2.0,
)  # loading libraries, and reading and drawing a study; measured
SERIES_ROWS, SERIES_BYTES, READINGS = (
    11,
    90 * 8,
    3.0,
)  # rows a week with all tables, bytes a row, copies while they are sorted and drawn; measured
STATE_BYTES, TIE_BYTES = 100, 4  # what a fork copies, a citizen and a tie
RUN_BYTES = {
    True: 2_000_000,
    False: 250_000,
}  # on disk: with all tables, with those of a study; measured at 31 years
EVENT_BYTES = 6.6  # a single event on disk; measured


@dataclass(frozen=True)
class Costs:
    """What the probe found, in seconds: of every week, of every citizen in it, of building a citizen, of making a run's tables."""

    week: NDArray[np.float64]
    citizen: NDArray[np.float64]
    build: float
    tables: float
    together: float  # speed of two runs at once over one, 1..2
    events: float  # single events in a run, for each citizen

    def stretch(self, size: int, start: int, end: int) -> float:
        """Seconds for weeks start..end of a society of this size."""
        return float(self.week[start:end].sum() + size * self.citizen[start:end].sum())


@dataclass(frozen=True)
class Forecast:
    """What is to be expected; `obstacles` say what does not fit, and what to do."""

    runs: int
    weeks: int
    share_of_unforked: float
    seconds: float
    memory_bytes: int
    disk_bytes: int
    jobs: int
    obstacles: tuple[str, ...]


def forecast(bundles: Sequence[Bundle], jobs: int, folder: Path) -> Forecast:
    """Probe this machine and add up. Takes some seconds, and more for a large society."""
    first = bundles[0].tasks[0].scenario
    started = time.perf_counter()
    for scenario in {task.scenario.name: task.scenario for task in bundles[0].tasks}.values():
        _ = course_of(scenario).environments
    aside = (
        time.perf_counter()
        - started
        + (DRAWING_SECONDS if "groups" in (bundles[0].how.tables or ()) else STARTING_SECONDS)
    )
    costs = probe(first)
    at_once = min(jobs, len(bundles))
    each = [_bundle_seconds(bundle, costs) for bundle in bundles]
    threads = at_once * bundles[0].how.threads
    speed = 1.0 if threads == 1 else costs.together * threads / 2.0
    seconds = aside + max(sum(each) / speed, max(each) * at_once / speed)
    runs = sum(len(bundle.tasks) for bundle in bundles)
    memory = (
        PROCESS_BYTES
        + at_once * max(_bundle_bytes(bundle) for bundle in bundles)
        + _reading_bytes(bundles)
    )
    disk = sum(_bundle_disk(bundle, costs) for bundle in bundles)
    weeks, unforked = (
        sum(bundle.weeks for bundle in bundles),
        sum(bundle.weeks_unforked for bundle in bundles),
    )
    return Forecast(
        runs,
        weeks,
        weeks / unforked,
        seconds,
        memory,
        disk,
        at_once,
        tuple(_obstacles(first, memory, disk, at_once, folder)),
    )


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
    finished_run(result, ("outcomes", "ledger", "survey", "levers", "series", "groups"))
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


def _bundle_seconds(bundle: Bundle, costs: Costs) -> float:
    size = bundle.tasks[0].scenario.society.size
    trees = _trees(bundle)
    return (
        size * costs.build
        + len(bundle.tasks) * costs.tables
        + sum(_tree_seconds(tree, size, costs) for tree in trees)
    )


def _tree_seconds(tree: Stretch, size: int, costs: Costs) -> float:
    return costs.stretch(size, tree.start, tree.end) + sum(
        _tree_seconds(branch, size, costs) for branch in tree.branches
    )


def _trees(bundle: Bundle) -> tuple[Stretch, ...]:
    courses: list[Course] = [course_of(scenario) for scenario in bundle.scenarios]
    return (
        stretches(courses)
        if bundle.how.shares_pasts
        else tuple(Stretch((place,), 0, course.length) for place, course in enumerate(courses))
    )


def _depth(tree: Stretch) -> int:
    return 1 + max((_depth(branch) for branch in tree.branches), default=0)


def _weeks(bundle: Bundle) -> int:
    return max(course_of(scenario).length for scenario in bundle.scenarios)


def _bundle_bytes(bundle: Bundle) -> int:
    """Society and state of a bundle with its forks, and the weekly counts of the run that is finished just then."""
    scenario = bundle.tasks[0].scenario
    people, ties = scenario.society, scenario.society.ties
    half = (
        people.household_size + ties.kin + ties.friend + ties.neighbour + ties.work + ties.market
    ) / 2.0
    forks = max(_depth(tree) for tree in _trees(bundle)) - 1
    counts = RECORDS * _weeks(bundle) * PROVINCE_COUNT * len(CELL_COUNTS) * 8
    society = society_bytes(load_scenario(scenario, {"run.until": scenario.run.start})) - (
        300 << 20
    )
    return int(society + forks * people.size * (STATE_BYTES + half * TIE_BYTES) + counts)


def _bundle_disk(bundle: Bundle, costs: Costs) -> int:
    """Bytes of the tables of a bundle, and of its single events where they are kept."""
    runs, size = len(bundle.tasks), bundle.tasks[0].scenario.society.size
    tables = RUN_BYTES[bundle.how.tables is None] * _weeks(bundle) / 1618
    events = EVENT_BYTES * costs.events * size if bundle.how.events else 0.0
    return int(runs * (tables + events))


def _reading_bytes(bundles: Sequence[Bundle]) -> int:
    """What it takes to read all series at the end, and to draw them: of a sweep none are kept."""
    series = [
        len(bundle.tasks) * _weeks(bundle) * (SERIES_ROWS if bundle.how.tables is None else 1)
        for bundle in bundles
        if "series" in (bundle.how.tables or ("series",))
    ]
    return int(sum(series) * SERIES_BYTES * READINGS)


def _obstacles(scenario: Scenario, memory: int, disk: int, jobs: int, folder: Path) -> list[str]:
    found = []
    if memory > (free := available_bytes()):
        how = "fewer --jobs or a smaller --size" if jobs > 1 else "a smaller --size"
        found.append(
            f"memory: about {memory / 2**30:.1f} GiB are needed and {free / 2**30:.1f} GiB are available (society.size={scenario.society.size}); choose {how}"
        )
    place = next(
        parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists()
    )
    if disk > (room := shutil.disk_usage(place).free):
        found.append(
            f"disk: about {disk / 2**30:.1f} GiB are needed and {room / 2**30:.1f} GiB are free at {place}; make room or give another --out"
        )
    return found
