"""Speed and memory of the compiled engine by size and threads, on the dated history.

Citizen-weeks a second, bytes a citizen, and what each phase costs.

At the prevalence of 2019, and at an equal, lower one for sizes that would take long to get there:

    python benchmarks/engine.py 20000 1000000
    python benchmarks/engine.py 1000000 10000000 --start 2015-01-01 --first 104

Each figure is the median of repeats over the same weeks, which one engine lets pass on forks of
itself; all sizes and threads take turns in one process. What the environment of a week costs is
left out, since it is worked out once a scenario.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import CELL_COUNTS, index_of
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.compiled.pieces import one_piece
from nksim.engines.compiled.week import BEGIN, END, STEPS, take_step
from nksim.engines.contract import PHASES
from nksim.engines.lives import Lives
from nksim.engines.state import state_hash
from nksim.running.courses import Course, course_of
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society
from nksim.society.society import Society

HOLDING = index_of(CELL_COUNTS)["holding"]
SHOWN = PHASES[1:]
UNTIL_TURN = 22  # weeks from the summer of 2019 to the next turn of the year, which is timed apart


class Begun(NamedTuple):
    """An engine that has come to a week."""

    engine: CompiledEngine
    course: Course
    society: Society  # in which it began
    built: float  # seconds that its society took


def prepared(size: int, start: str, first: int) -> Begun:
    """An engine of a size that has come to a week."""
    scenario = load_scenario("scenarios/history.yaml", {"society.size": size, "run.start": start})
    course = course_of(scenario)
    began = time.perf_counter()
    society = build_society(scenario, 1, 2)
    built = time.perf_counter() - began
    engine = CompiledEngine(scenario, society, threads=2, environments=course.environments)
    engine.pass_weeks(course.environments, first)
    return Begun(engine, course, society, built)


def with_threads(begun: Begun, threads: int) -> CompiledEngine:
    """The same run from the same week, with so many threads; all years turn once more for it."""
    course = begun.course
    if threads == begun.engine.threads:
        return begun.engine
    other = CompiledEngine(
        course.scenario, begun.society, 1, threads=threads, environments=course.environments
    )
    other.restore(begun.engine.dump())
    return other


def timed(engine: CompiledEngine, course: Course, weeks: int) -> tuple[float, str, float]:
    """Citizen-weeks a second, the hash of the end, and the share that holds a title."""
    first = engine.week
    began = time.perf_counter()
    engine.pass_weeks(course.environments, first + weeks)
    took = time.perf_counter() - began
    engine.close()
    holding = float(engine.tables.provinces[engine.week - 1, :, HOLDING].sum())
    size = engine.society.size
    return size * weeks / took, state_hash(engine.snapshot()), holding / size


def by_phase(engine: CompiledEngine, weeks: int) -> dict[str, float]:
    """Seconds by phase on one thread, step by step; a call into a step costs about 15 us."""
    spent: dict[str, float] = defaultdict(float)
    frame = engine.frame
    with np.errstate(over="ignore"):
        for _ in range(weeks):
            take_step(BEGIN, one_piece(0, 0), np.zeros(4, np.int64), frame)
            for number, (_, phase, _) in enumerate(STEPS):
                deal, own = one_piece(0, int(engine.rows[number])), np.zeros(4, np.int64)
                began = time.perf_counter()
                take_step(number, deal, own, frame)
                spent[phase] += time.perf_counter() - began
            take_step(END, one_piece(0, 0), np.zeros(4, np.int64), frame)
    return spent


def turn_seconds(begun: Begun, engine: CompiledEngine) -> float:
    """Seconds that the next turn of the year takes on one thread."""
    scenario = begun.course.scenario
    engine.lives = Lives(scenario, begun.society, engine.clock)
    engine.pass_weeks(begun.course.environments, engine.lives.next_turn(engine.week, 10**9))
    began = time.perf_counter()
    engine.begin_week()
    return time.perf_counter() - began


def turn_line(begun: Begun, engine: CompiledEngine) -> str:
    """What the next turn of the year costs."""
    took, people = turn_seconds(begun, engine), begun.engine.society.size
    share = took * 1e9 / people / WEEKS_PER_YEAR
    return f"\n{people:,}: a turn of the year {took:.2f} s, {share:.0f} ns a citizen-week"


def bytes_of(engine: CompiledEngine) -> tuple[float, float]:
    """Bytes a citizen of everything that a run keeps, and of that, bytes a tie."""
    frame, society = engine.frame, engine.society
    ties = sum(column.nbytes for column in (*society.ties, frame.bond, frame.complicity))
    ties += frame.ties.neighbours.nbytes
    people = society.nbytes - sum(column.nbytes for column in society.ties)
    people += frame.citizens.nbytes + sum(column.nbytes for column in frame.doing)
    return (ties + people) / society.size, ties / society.tie_count


def options_of_the_command() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--start", default="1996-01-01")
    parser.add_argument(
        "--first",
        type=int,
        default=1230,
        help="weeks to run before; 1230 from 1996 is the summer of 2019",
    )
    parser.add_argument(
        "--millions",
        type=float,
        default=20.0,
        help="citizen-weeks a repeat, in millions; at least six weeks",
    )
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    return parser.parse_args()


def main() -> None:
    """Print a table, and what each phase and a turn of the year cost."""
    options = options_of_the_command()
    engines = {size: prepared(size, options.start, options.first) for size in options.sizes}
    found: dict[tuple[int, int], list[tuple[float, str, float]]] = defaultdict(list)
    phases: dict[int, list[dict[str, float]]] = defaultdict(list)
    ready = {
        (size, threads): with_threads(begun, threads)
        for size, begun in engines.items()
        for threads in (1, 2)
    }
    for _ in range(options.repeats):
        for size, begun in engines.items():
            weeks = min(max(6, int(options.millions * 1e6 / size)), UNTIL_TURN)
            for threads in (1, 2):
                fork = ready[size, threads].fork()
                found[size, threads].append(timed(fork, begun.course, weeks))
            spent = by_phase(ready[size, 1].fork(), weeks)
            people = begun.engine.society.size
            phases[size].append({name: spent[name] * 1e9 / people / weeks for name in SHOWN})
    report(engines, found, phases, options.repeats)
    for size, begun in engines.items():
        print(turn_line(begun, ready[size, 1].fork()))
    if options.json:
        rows = [
            {"size": size, "threads": threads, "speed": statistics.median(run[0] for run in runs)}
            for (size, threads), runs in found.items()
        ]
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


def report(
    engines: dict[int, Begun],
    found: dict[tuple[int, int], list[tuple[float, str, float]]],
    phases: dict[int, list[dict[str, float]]],
    repeats: int,
) -> None:
    """Print the tables."""
    print(
        "| citizens | threads | million citizen-weeks a second,"
        f" median (min-max) of {repeats} | holding | bytes a citizen / a tie | built, s |"
    )
    print("|---|---|---|---|---|---|")
    for (size, threads), runs in found.items():
        speeds = [speed / 1e6 for speed, *_ in runs]
        memory, tie = bytes_of(engines[size].engine)
        spread = f"{statistics.median(speeds):.2f} ({min(speeds):.2f}-{max(speeds):.2f})"
        print(
            f"| {size:,} | {threads} | {spread} | {runs[0][2]:.1%} "
            f"| {memory:.0f} / {tie:.1f} | {engines[size].built:.1f} |"
        )
    for size in engines:
        same = len({end for threads in (1, 2) for _, end, _ in found[size, threads]}) == 1
        pairs = zip(found[size, 2], found[size, 1], strict=True)
        ratio = statistics.median(two[0] / one[0] for two, one in pairs)
        words = "identical" if same else "DIFFER"
        print(f"\n{size:,}: two threads {ratio:.2f} times one; final hashes {words}")
    print("\n| ns a citizen-week, one thread | " + " | ".join(SHOWN) + " |")
    print("|---|" + "---|" * len(SHOWN))
    for size, each in phases.items():
        medians = [statistics.median(run[name] for run in each) for name in SHOWN]
        print(f"| {size:,} | " + " | ".join(f"{ns:.0f}" for ns in medians) + " |")


if __name__ == "__main__":
    main()
