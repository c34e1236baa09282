"""What lives cost: the same runs with and without births, ageing, deaths and new ties.

    python benchmarks/lives.py                  # the history at 20,000 people, a year at a million
    python benchmarks/lives.py --million 300000 --repeats 5

A country with lives grows, so that times stand by run and by citizen-week lived. Processor time
of one thread, medians of repeats in turn. Each run has its society to itself, as `nksim run` does.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from engine import bytes_of

from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.compiling import make_ready
from nksim.running.courses import Course, course_of
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society

BEFORE = 104  # weeks before the year that is timed: the first turn of a run asks for its memory


@dataclass(frozen=True)
class World:
    """A scenario with or without lives, ready to run."""

    course: Course

    def engine(self, until: int) -> CompiledEngine:
        """A run of it that has come to a week, with a society of its own."""
        course = self.course
        society = build_society(course.scenario, 1, 2)
        engine = CompiledEngine(course.scenario, society, environments=course.environments)
        engine.own_society()
        engine.pass_weeks(course.environments, until)
        return engine


def world(size: int, lives: bool, start: str, until: str) -> World:
    """The dated history of these years."""
    changes = {"society.size": size, "life.enabled": lives, "run.start": start, "run.until": until}
    return World(course_of(load_scenario("scenarios/history.yaml", changes)))


def timed(engine: CompiledEngine, course: Course, until: int) -> tuple[float, float]:
    """Seconds of processor time, and nanoseconds a citizen-week, from where a run is to a week."""
    lived, began = 0, time.process_time()
    while (week := engine.week) < until:
        engine.pass_weeks(course.environments, engine.lives.next_turn(week, until))
        lived += engine.society.size * (engine.week - week)
    took = time.process_time() - began
    return took, took * 1e9 / lived


def compared(title: str, worlds: dict[bool, World], before: int, repeats: int) -> str:
    """A line about runs of both kinds, from a week on."""
    found: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    memory: dict[bool, float] = {}
    for _ in range(repeats):
        for lives, each in worlds.items():
            run = each.engine(before)
            memory[lives] = bytes_of(run)[0]
            found[lives].append(timed(run, each.course, each.course.length))
    (run_on, week_on), (run_off, week_off) = (
        (statistics.median(column) for column in zip(*found[lives], strict=True))
        for lives in (True, False)
    )
    memory_on, memory_off = memory[True], memory[False]
    return (
        f"| {title} | {run_on:.2f} / {run_off:.2f} ({run_on / run_off:.2f}) "
        f"| {week_on:.0f} / {week_off:.0f} ({week_on / week_off:.2f}) "
        f"| {memory_on:.0f} / {memory_off:.0f} ({memory_on / memory_off:.2f}) |"
    )


def bytes_of_a_fork(given: World) -> float:
    """Bytes of columns a citizen that a fork does not share with whom it was forked from."""
    trunk = given.engine(BEFORE)
    other = trunk.fork(own_week=False)
    shared = {id(column) for column in columns_of(trunk.frame)}
    own = [column for column in columns_of(other.frame) if id(column) not in shared]
    return sum(column.nbytes for column in own) / other.society.size


def columns_of(record: Any) -> Iterator[np.ndarray[Any, Any]]:
    """All columns of a record of records."""
    if isinstance(record, np.ndarray):
        yield record
    elif isinstance(record, tuple):
        for each in record:
            yield from columns_of(each)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--million", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    make_ready()
    print("| with lives / without | s a run | ns a citizen-week | bytes a citizen |")
    print("|---|---|---|---|")
    history = {
        lives: world(options.size, lives, "1996-01-01", "2026-12-31") for lives in (True, False)
    }
    title = f"the history, {options.size:,} people"
    print(compared(title, history, 0, options.repeats), flush=True)
    year = {
        lives: world(options.million, lives, "2017-01-01", "2019-12-31") for lives in (True, False)
    }
    title = f"the year 2019, {options.million:,} people"
    print(compared(title, year, BEFORE, options.repeats))
    print(f"\na fork: {bytes_of_a_fork(year[True]):.0f} bytes a citizen")


if __name__ == "__main__":
    main()
