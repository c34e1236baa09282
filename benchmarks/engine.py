"""The compiled engine on the dated history: citizen-weeks a second, bytes a citizen, and what each phase costs, by size and threads.

    python benchmarks/engine.py 20000 1000000                                     # at the prevalence of 2019
    python benchmarks/engine.py 1000000 10000000 --start 2015-01-01 --first 104   # at equal, lower prevalence, for sizes that would take long to get there

Each figure is the median of repeats over the same weeks, which one engine lets pass on forks of itself; all sizes and threads
take turns in one process. What the environment of a week costs is left out, since it is worked out once a scenario.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path

from nksim.core.columns import CELL_COUNTS, index_of
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.state import state_hash
from nksim.experiments.forks import Course, course_of
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society

PHASES = (
    "supply",
    "contact",
    "solitary",
    "surveillance",
    "sanction",
    "witnessing",
    "belief",
    "observation",
)
HOLDING = index_of(CELL_COUNTS)["holding"]


def prepared(size: int, start: str, first: int) -> tuple[CompiledEngine, Course, float]:
    """An engine that has come to a week, its course, and the seconds that its society took on two threads."""
    scenario = load_scenario("scenarios/history.yaml", {"society.size": size, "run.start": start})
    course = course_of(scenario)
    began = time.perf_counter()
    society = build_society(scenario, 1, 2)
    built = time.perf_counter() - began
    engine = CompiledEngine(scenario, society, threads=2)
    for week in range(first):
        engine.step(course.environment(week))
    return engine, course, built


def with_threads(engine: CompiledEngine, threads: int) -> CompiledEngine:
    """A fork that works with so many threads."""
    engine.threads = threads
    other = engine.fork()
    engine.threads = 2
    return other


def timed(
    engine: CompiledEngine, course: Course, weeks: int
) -> tuple[float, dict[str, float], str, float]:
    """Citizen-weeks a second, seconds by phase, the hash of the end, and the share that holds a title."""
    spent: dict[str, float] = defaultdict(float)

    def watch(name: str) -> None:
        phase = getattr(engine, f"_{name}")

        def let_pass() -> None:
            began = time.perf_counter()
            phase()
            spent[name] += time.perf_counter() - began

        setattr(engine, f"_{name}", let_pass)

    for name in PHASES:
        watch(name)
    began = time.perf_counter()
    for _ in range(weeks):
        cells, _layers = engine.step(course.environment(engine.now))
    took = time.perf_counter() - began
    engine.close()
    return (
        engine.society.size * weeks / took,
        spent,
        state_hash(engine.snapshot()),
        float(cells[:, HOLDING].sum()) / engine.society.size,
    )


def bytes_of(engine: CompiledEngine) -> tuple[float, float]:
    """Bytes a citizen of everything that a run keeps, and of that, bytes a tie."""
    society, state = engine.society, engine.state
    ties = (
        sum(column.nbytes for column in (*society.ties, state.bond, state.complicity))
        + engine.neighbours.nbytes
    )
    rest = society.nbytes - sum(column.nbytes for column in society.ties) + engine.cell.nbytes
    rest += sum(column.nbytes for column in (*state[:-2], *engine.week))
    return (ties + rest) / society.size, ties / society.tie_count


def main() -> None:
    """Print a table, and what each phase costs."""
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
    options = parser.parse_args()
    engines = {size: prepared(size, options.start, options.first) for size in options.sizes}
    found: dict[tuple[int, int], list[tuple[float, dict[str, float], str, float]]] = defaultdict(
        list
    )
    for _ in range(options.repeats):
        for size, (engine, course, _built) in engines.items():
            weeks = min(max(6, int(options.millions * 1e6 / size)), 200)
            for threads in (1, 2):
                found[size, threads].append(timed(with_threads(engine, threads), course, weeks))
    print(
        f"| citizens | threads | million citizen-weeks a second, median (min-max) of {options.repeats} | holding | bytes a citizen / a tie | built, s |"
    )
    print("|---|---|---|---|---|---|")
    rows = []
    for (size, threads), runs in found.items():
        speeds = [speed / 1e6 for speed, *_ in runs]
        memory, tie = bytes_of(engines[size][0])
        print(
            f"| {size:,} | {threads} | {statistics.median(speeds):.2f} ({min(speeds):.2f}-{max(speeds):.2f}) | {runs[0][3]:.1%} "
            f"| {memory:.0f} / {tie:.1f} | {engines[size][2]:.1f} |"
        )
        rows.append(
            {"size": size, "threads": threads, "speed": statistics.median(speeds), "bytes": memory}
        )
    for size in engines:
        same = len({end for threads in (1, 2) for _, _, end, _ in found[size, threads]}) == 1
        ratio = statistics.median(
            a[0] / b[0] for a, b in zip(found[size, 2], found[size, 1], strict=True)
        )
        print(
            f"\n{size:,}: two threads {ratio:.2f} times one; final hashes {'identical' if same else 'DIFFER'}"
        )
    print(
        "\n| ns a citizen-week, one thread | "
        + " | ".join(PHASES)
        + " |\n|---|"
        + "---|" * len(PHASES)
    )
    for size in engines:
        each = [
            statistics.median(
                spent[name] / sum(spent.values()) * 1e9 / speed
                for speed, spent, *_ in found[size, 1]
            )
            for name in PHASES
        ]
        print(f"| {size:,} | " + " | ".join(f"{ns:.0f}" for ns in each) + " |")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
