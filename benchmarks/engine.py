"""The compiled engine on the dated history: citizen-weeks a second and memory, by size and threads, in one process.

    python benchmarks/engine.py 20000 100000 --weeks 1248:1300

Each figure is the median of three runs over the given weeks, reached by running up to them first.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time

from nksim.core.clock import Clock
from nksim.engines.compiled.engine import CompiledEngine
from nksim.levers.policy import environment_of
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society


def measure(size: int, threads: int, first: int, last: int) -> tuple[float, float, float, float]:
    """Seconds to build, median citizen-weeks a second, slowest and fastest third."""
    scenario = load_scenario("scenarios/history.yaml", {"society.size": size})
    clock = Clock(scenario.run.start, scenario.run.until)
    began = time.perf_counter()
    society = build_society(scenario)
    built = time.perf_counter() - began
    engine = CompiledEngine(scenario, society, threads=threads)
    for week in range(first):
        engine.step(environment_of(scenario, clock, week))
    rates, third = [], (last - first) // 3
    for part in range(3):
        began = time.perf_counter()
        for week in range(first + part * third, first + (part + 1) * third):
            engine.step(environment_of(scenario, clock, week))
        rates.append(size * third / (time.perf_counter() - began))
    engine.close()
    return built, statistics.median(rates), min(rates), max(rates)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--weeks", default="1248:1299", help="first:last, counted from 1996; the default is 2019-12 to 2020-11")
    options = parser.parse_args()
    first, last = (int(part) for part in options.weeks.split(":"))
    measure(2_000, 1, 2, 8)
    print("| citizens | threads | built, s | citizen-weeks a second, median (min-max) of 3 | peak memory, MiB |")
    print("|---|---|---|---|---|")
    for size in options.sizes:
        for threads in (1, 2):
            built, median, low, high = measure(size, threads, first, last)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"| {size:,} | {threads} | {built:.1f} | {median / 1e6:.2f} million ({low / 1e6:.2f}-{high / 1e6:.2f}) | {peak:,} |", flush=True)


if __name__ == "__main__":
    main()
