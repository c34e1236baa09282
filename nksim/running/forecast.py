"""How long work will take and what it needs, added up from a probe of this machine.

Shared pasts count once, and every stretch with the weeks it has.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, PROVINCE_COUNT
from nksim.core.memory import available_bytes
from nksim.demography.years import turn_weeks
from nksim.engines.lives import ROOM
from nksim.running.backlog import grouped
from nksim.running.courses import course_of
from nksim.running.probe import Costs, probe
from nksim.running.stretches import Stretch, courses_of, stretches_of, weeks_of, weeks_unforked
from nksim.running.work import Batch, Work
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.memory import FIXED_BYTES, society_bytes

# Measured on the way; sizes in bytes.
PROCESS_BYTES = 400 << 20  # interpreter, libraries, compiled code
RECORDS = 2.6  # copies of a run's weekly counts while it is turned into tables
DRAWING_SECONDS = 6.0  # loading libraries, and reading and drawing a study
STARTING_SECONDS = 2.0  # loading libraries
READ_BYTES = {True: 24_000, False: 4_900}  # a run and week, read and drawn: all tables, a study's
TURNED_BYTES = 366  # a citizen and turn of the year that runs of one society share
STATE_BYTES, TIE_BYTES = 100, 4  # what a fork copies, a citizen and a tie
RUN_BYTES = {True: 2_000_000, False: 250_000}  # with all tables, with those of a study; 31 years
RUN_WEEKS = 1618  # weeks of these 31 years
EVENT_BYTES = 6.6  # a single event on disk


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


def forecast(work: Work, at_once: int = 1) -> Forecast:
    """Probe this machine and add up, for `at_once` batches at a time, as if the folder were empty.

    Takes some seconds, and more for a large society.
    """
    batches = [work.batch(group) for group in grouped(work.tasks, at_once)]
    first = batches[0].tasks[0].scenario
    jobs = min(at_once, len(batches))
    aside = _seconds_aside(batches[0])
    costs = probe(first)
    memory = _memory_bytes(batches, jobs)
    disk = sum(_disk_bytes(batch, costs) for batch in batches)
    weeks = sum(weeks_of(batch) for batch in batches)
    return Forecast(
        runs=len(work.tasks),
        weeks=weeks,
        share_of_unforked=weeks / sum(weeks_unforked(batch) for batch in batches),
        seconds=aside + _seconds(batches, jobs, costs),
        memory_bytes=memory,
        disk_bytes=disk,
        jobs=jobs,
        obstacles=(*_too_large(first, memory, jobs), *_too_full(disk, work.folder)),
    )


def _seconds_aside(batch: Batch) -> float:
    """What is not simulated: making the environments, loading libraries, drawing a study."""
    started = time.perf_counter()
    scenarios = {scenario.name: scenario for scenario in batch.scenarios}
    for scenario in scenarios.values():
        _ = course_of(scenario).environments
    spent = time.perf_counter() - started
    is_drawn = "cells" in (batch.tables or ())
    return spent + (DRAWING_SECONDS if is_drawn else STARTING_SECONDS)


def _seconds(batches: Sequence[Batch], jobs: int, costs: Costs) -> float:
    each = [_batch_seconds(batch, costs) for batch in batches]
    threads = jobs * batches[0].options.threads
    speed = 1.0 if threads == 1 else costs.together * threads / 2.0
    return max(sum(each) / speed, max(each) * jobs / speed)


def _batch_seconds(batch: Batch, costs: Costs) -> float:
    size = batch.tasks[0].scenario.society.size
    aside = size * costs.build + len(batch.tasks) * costs.tables
    return aside + sum(_tree_seconds(tree, size, costs) for tree in _trees(batch))


def _trees(batch: Batch) -> tuple[Stretch, ...]:
    return stretches_of(batch, courses_of(batch))


def _tree_seconds(tree: Stretch, size: int, costs: Costs) -> float:
    after = sum(_tree_seconds(branch, size, costs) for branch in tree.branches)
    return costs.stretch(size, tree.start, tree.end) + after


def _weeks(batch: Batch) -> int:
    return max(course.length for course in courses_of(batch))


def _memory_bytes(batches: Sequence[Batch], jobs: int) -> int:
    largest = max(_batch_bytes(batch) for batch in batches)
    return PROCESS_BYTES + jobs * largest + _reading_bytes(batches)


def _batch_bytes(batch: Batch) -> int:
    """Society and state of a batch with its forks, and the weekly counts of one finished run."""
    scenario = batch.tasks[0].scenario
    people, ties = scenario.society, scenario.society.ties
    kinds = (ties.kin, ties.friend, ties.neighbour, ties.work, ties.market)
    half = (people.household_size + sum(kinds)) / 2.0
    forks = max(tree.depth for tree in _trees(batch)) - 1
    counts = RECORDS * _weeks(batch) * PROVINCE_COUNT * len(CELL_COUNTS) * 8
    unrun = load_scenario(scenario, {"run.until": scenario.run.start})
    society = society_bytes(unrun, batch.is_alone)
    state = forks * people.size * (STATE_BYTES + half * TIE_BYTES)
    return int(society - FIXED_BYTES + state + counts + _turned_bytes(batch))


def _turned_bytes(batch: Batch) -> int:
    """The years that runs of one society remember for each other."""
    scenario = batch.tasks[0].scenario
    if batch.is_alone or not scenario.lives:
        return 0
    turns = len(turn_weeks(Clock(scenario.run.start, scenario.run.until)))
    return min(ROOM, turns * scenario.society.size * TURNED_BYTES)


def _disk_bytes(batch: Batch, costs: Costs) -> int:
    """Bytes of the tables of a batch, and of its single events where they are kept."""
    runs, size = len(batch.tasks), batch.tasks[0].scenario.society.size
    tables = RUN_BYTES[batch.tables is None] * _weeks(batch) / RUN_WEEKS
    events = EVENT_BYTES * costs.events * size if batch.options.events else 0.0
    return int(runs * (tables + events))


def _reading_bytes(batches: Sequence[Batch]) -> int:
    """What it takes to read all series at the end, and to draw them: of a sweep none are kept."""
    return sum(
        len(batch.tasks) * _weeks(batch) * READ_BYTES[batch.tables is None]
        for batch in batches
        if batch.tables is None or "series" in batch.tables
    )


def _too_large(scenario: Scenario, memory: int, jobs: int) -> Iterator[str]:
    free = available_bytes()
    if memory > free:
        advice = "fewer --jobs or a smaller --size" if jobs > 1 else "a smaller --size"
        yield (
            f"memory: about {memory / 2**30:.1f} GiB are needed and {free / 2**30:.1f} GiB are"
            f" available (society.size={scenario.society.size}); choose {advice}"
        )


def _too_full(disk: int, folder: Path) -> Iterator[str]:
    above = (folder.absolute(), *folder.absolute().parents)
    place = next(parent for parent in above if parent.exists())
    free = shutil.disk_usage(place).free
    if disk > free:
        yield (
            f"disk: about {disk / 2**30:.1f} GiB are needed and {free / 2**30:.1f} GiB are free"
            f" at {place}; make room or give another --out"
        )
