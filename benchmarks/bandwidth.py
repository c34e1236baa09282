"""The memory bandwidth of this machine, and how much of it the engine's week uses: the limit that no kernel passes.

    python benchmarks/bandwidth.py --people 1000000

Copy reads and writes one number each, the triad a = b + 3 c reads two and writes one (as STREAM counts: a written line's own reading is left out).
A week of the engine touches at the least every column of people, state and week once and every tie once, and writes back what changes:
`bytes a citizen-week` counts arrays times their size, so that the share is a lower bound of the traffic.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from nksim.engines.compiled.engine import CompiledEngine
from nksim.levers.policy import environment_of
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society

NUMBERS = 32 << 20  # doubles an array: 256 MiB, far beyond any cache
BLOCK = 1 << 15  # doubles at a time in the triad, whose product then stays in the cache
REPEATS = 7
Work = Callable[[int, int], None]


def bandwidth(work: Work, moved: int, threads: int) -> float:
    """Bytes a second, median of repeats, of work over all numbers that moves so many bytes a number."""
    edges = [NUMBERS * t // threads for t in range(threads + 1)]
    times = []
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(REPEATS):
            began = time.perf_counter()
            list(pool.map(work, edges[:-1], edges[1:]))
            times.append(time.perf_counter() - began)
    return NUMBERS * moved / statistics.median(times)


def limits() -> dict[tuple[str, int], float]:
    """Bytes a second by kind and threads."""
    a, b, c = np.zeros(NUMBERS), np.ones(NUMBERS), np.ones(NUMBERS)

    def copy(lo: int, hi: int) -> None:
        np.copyto(a[lo:hi], b[lo:hi])

    def triad(lo: int, hi: int) -> None:
        product = np.empty(BLOCK)
        for start in range(lo, hi, BLOCK):
            end = min(start + BLOCK, hi)
            part = np.multiply(c[start:end], 3.0, out=product[: end - start])
            np.add(b[start:end], part, out=a[start:end])

    return {
        (kind, threads): bandwidth(work, moved, threads)
        for kind, work, moved in (("copy", copy, 16), ("triad", triad, 24))
        for threads in (1, 2)
    }


def week(people: int, threads: int, first: int, weeks: int) -> tuple[float, float]:
    """Citizen-weeks a second, median of repeats, and bytes a citizen-week, in the dated history from its week `first`."""
    scenario = load_scenario(
        "scenarios/history.yaml", {"society.size": people, "run.start": "2010-01-01"}
    )
    society = build_society(scenario)
    engine = CompiledEngine(scenario, society, threads=threads)
    for _ in range(first):
        engine.step(environment_of(scenario, engine.clock, engine.now))
    speeds = []
    for _ in range(3):
        began = time.perf_counter()
        for _ in range(weeks):
            engine.step(environment_of(scenario, engine.clock, engine.now))
        speeds.append(people * weeks / (time.perf_counter() - began))
    engine.close()
    return statistics.median(speeds), (
        size(society.people) + size(society.ties) + 2 * size(engine.state) + 2 * size(engine.week)
    ) / people


def size(columns: Iterable[NDArray[np.generic]]) -> int:
    """Bytes of all columns."""
    return sum(column.nbytes for column in columns)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument(
        "--first", type=int, default=104, help="weeks to run before timing, from 2010"
    )
    parser.add_argument("--weeks", type=int, default=8, help="weeks of each of three timings")
    options = parser.parse_args()
    limit = limits()
    print(
        f"| numpy, {NUMBERS * 8 >> 20} MiB an array | 1 thread, GB/s | 2 threads, GB/s |\n|---|---|---|"
    )
    for kind in ("copy", "triad"):
        print(f"| {kind} | {limit[kind, 1] / 1e9:.1f} | {limit[kind, 2] / 1e9:.1f} |")
    print(
        "\n| threads | citizen-weeks a second | bytes a citizen-week, at least | GB/s, at least | share of the triad |\n|---|---|---|---|---|"
    )
    for threads in (1, 2):
        speed, moved = week(options.people, threads, options.first, options.weeks)
        reached = speed * moved
        print(
            f"| {threads} | {speed / 1e6:.2f} million | {moved:.0f} | {reached / 1e9:.2f} | {reached / limit['triad', threads]:.1%} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
