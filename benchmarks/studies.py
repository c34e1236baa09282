"""Studies of many small runs beside the engine at a million people over the same weeks.

    python benchmarks/studies.py                    # 600, 3,000 and 20,000 people, 12 seeds
    python benchmarks/studies.py 3000 --seeds 4

The study is the crackdown's, six scenarios a seed over 1996-2026. A citizen-week counts once,
however many runs share it, and who is alive then counts: a country grows by a fifth in these
years. What is timed is all that happens between tasks and stored tables: societies, weeks, turns
of the year, tables, files. The engine at a million people lets the same history pass on one thread;
each of its weeks weighs as much as the study has of it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.compiling import make_ready
from nksim.running.courses import course_of
from nksim.running.executors import Threads
from nksim.running.runner import run_all
from nksim.running.stretches import Stretch, shared_stretches
from nksim.running.work import Work
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society
from nksim.store.finished import STUDY_TABLES
from nksim.studies.study import Study, load_study

MONTH = 26  # weeks in one timing of the large engine


def simulated(study: Study) -> NDArray[np.int64]:
    """How often each week is simulated for one seed of the study, shape (weeks,)."""
    courses = [course_of(scenario) for scenario in study.scenarios]
    often = np.zeros(max(course.length for course in courses), np.int64)

    def count(stretch: Stretch) -> None:
        often[stretch.start : stretch.end] += 1
        for branch in stretch.branches:
            count(branch)

    for tree in shared_stretches(courses):
        count(tree)
    return often


class Large(NamedTuple):
    """The engine at its size, week by week."""

    seconds: NDArray[np.float64]  # (weeks,): of each citizen-week, on one thread
    growth: NDArray[np.float64]  # (weeks,): how many live, of those at the start


def large(size: int) -> Large:
    """Let the history pass at this size on one thread."""
    scenario = load_scenario("scenarios/history.yaml", {"society.size": size})
    course = course_of(scenario)
    society = build_society(scenario, 1, 2)
    engine = CompiledEngine(scenario, society, environments=course.environments)
    seconds, growth = np.zeros(course.length), np.ones(course.length)
    while (begun := engine.week) < course.length:
        started = time.perf_counter()
        engine.pass_weeks(course.environments, min(begun + MONTH, course.length))
        spent = time.perf_counter() - started
        growth[begun : engine.week] = engine.society.size / size
        seconds[begun : engine.week] = spent / (engine.week - begun) / engine.society.size
    return Large(seconds, growth)


def timed(study: Study, jobs: int) -> float:
    """Seconds from tasks to stored tables."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        work = Work(study.tasks, Path(folder) / "r", tables=STUDY_TABLES)
        done = run_all(work, Threads(jobs))
        assert not done.failures, done.failures
        return time.perf_counter() - started


def options_of_the_command() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[600, 3_000, 20_000])
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--million", type=int, default=1_000_000, help="people of the large engine")
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


def main() -> None:
    """Print a table."""
    options = options_of_the_command()
    make_ready()
    studies = {
        size: replace(
            load_study(["scenarios/crackdown.yaml"], {"society.size": size}),
            replicates=options.seeds,
        )
        for size in options.sizes
    }
    million = large(options.million)
    often = simulated(next(iter(studies.values()))) * million.growth
    expected = float((often * million.seconds).sum() / often.sum())  # s a citizen-week
    print(
        f"engine at {options.million:,} people, the same weeks, one thread:"
        f" {1e-6 / expected:.2f} million citizen-weeks a second\n"
    )
    print(
        "| people | jobs | seconds | million citizen-weeks a second | of the engine at a million"
        " | times one job |\n|---|---|---|---|---|---|"
    )
    for size, study in studies.items():
        rows = {1: list[float](), 2: list[float]()}
        for _ in range(options.repeats):
            for jobs, seconds in rows.items():
                seconds.append(timed(study, jobs))
        work = float(often.sum()) * size * options.seeds
        one = statistics.median(rows[1])
        for jobs, seconds in rows.items():
            took = statistics.median(seconds)
            speed = work / took
            print(
                f"| {size:,} | {jobs} | {took:.1f} ({min(seconds):.1f}-{max(seconds):.1f}) "
                f"| {speed / 1e6:.2f} | {speed * expected / jobs:.2f} a job | {one / took:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
