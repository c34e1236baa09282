"""nksim beside Starsim, Mesa, NDlib and EoN: SIS on one graph, in one process.

Everyone has ten contacts, and all have one pair of rates.

    python benchmarks/peers.py --people 100000 --weeks 30 --slow-weeks 6

nksim runs its whole weekly cycle, reduced to SIS by scenario values alone
(nksim/inference/verification/reduction.py). Everyone runs on one core from the same people
infected, as many as theory expects in the long run; times are of stepping only, without building. A
figure is the median of the repeats, with the slowest and fastest. An agent-step is one agent
through one week. EoN goes from event to event, so its agent-steps rise as rates fall. NDlib and EoN
have another order within the week, or none, and settle a little beside. Needs the extra bench.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import warnings
from pathlib import Path
from typing import NamedTuple

import networkx as nx

sys.path.insert(0, str(Path(__file__).parent))

from engine import prepared, timed, with_threads
from peer_models import (
    CONTACTS,
    RECOVERY,
    TRANSMISSION,
    Advance,
    eon,
    mesa,
    mesa_lean,
    ndlib,
    starsim,
)

from nksim.core.columns import CELL_COUNTS, index_of
from nksim.engines.compiled.engine import CompiledEngine
from nksim.inference.verification.graphs import first_infected, people_on, regular
from nksim.inference.verification.reduction import contagion
from nksim.inference.verification.theory import sis_on_regular
from nksim.levers.policy import environments

HOLDING = index_of(CELL_COUNTS)["holding"]


class Measured(NamedTuple):
    """Agent-steps a second of each repeat, and the mean share infected at their ends."""

    speeds: list[float]
    prevalence: float


def nksim(graph: nx.Graph, infected: list[int]) -> Advance:
    """The compiled engine, one thread."""
    scenario = contagion(2_000, TRANSMISSION, recovery=RECOVERY)
    course = environments(scenario)
    engine = CompiledEngine(scenario, people_on(graph, infected, scenario, 1), threads=1)

    def advance(weeks: int) -> float:
        engine.pass_weeks(course, engine.week + weeks)
        last = engine.tables.provinces[engine.week - 1]
        return float(last[:, HOLDING].sum()) / len(graph)

    return advance


FAST, SLOW = (nksim, starsim), (mesa, mesa_lean, ndlib, eon)


def measure(advance: Advance, people: int, weeks: int, repeats: int) -> Measured:
    """Warm up over a tenth of the weeks, then time."""
    advance(max(1, weeks // 10))
    speeds, levels = [], []
    for _ in range(repeats):
        began = time.perf_counter()
        levels.append(advance(weeks))
        speeds.append(people * weeks / (time.perf_counter() - began))
    return Measured(speeds, statistics.mean(levels))


def table(measured: dict[str, Measured]) -> str:
    """Markdown, a row a tool; the ratio is of medians."""
    ours = statistics.median(measured["nksim"].speeds)
    lines = [
        "| tool | agent-steps a second, median (min-max) | share infected | nksim is faster by |",
        "|---|---|---|---|",
    ]
    for name, (speeds, prevalence) in measured.items():
        median = statistics.median(speeds)
        lines.append(
            f"| {name} | {median / 1e6:.3f} million "
            f"({min(speeds) / 1e6:.3f}-{max(speeds) / 1e6:.3f}) | {prevalence:.4f} | "
            f"{ours / median:.1f} |"
        )
    return "\n".join(lines)


def full_model(people: int, repeats: int, beside: float) -> str:
    """The full model, 20 ties a head, in the dated history: its speed, and over that of Starsim's
    SIS.
    """
    begun = prepared(people, "1996-01-01", 1230)
    alone = with_threads(begun, 1)
    speeds = [timed(alone.fork(), begun.course, 20)[0] for _ in range(repeats)]
    median = statistics.median(speeds)
    found = (
        f"{median / 1e6:.2f} million ({min(speeds) / 1e6:.2f}-{max(speeds) / 1e6:.2f}), "
        f"{median / beside:.2f} of Starsim's SIS"
    )
    return f"full model, {people:,} people, one thread: {found}"


def main() -> None:
    """Print the table and what theory expects."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--weeks", type=int, default=30, help="of a repeat, for nksim and Starsim")
    parser.add_argument(
        "--slow-weeks", type=int, default=6, help="of a repeat, for Mesa, NDlib and EoN"
    )
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--fast-only", action="store_true", help="leave out Mesa, NDlib and EoN")
    parser.add_argument(
        "--full",
        type=int,
        metavar="PEOPLE",
        help="also the full model with so many people in the summer of 2019, one thread",
    )
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # of the peers, about their own dependencies
    graph = regular(options.people, CONTACTS, 1)
    infected = first_infected(graph, sis_on_regular(CONTACTS, TRANSMISSION, RECOVERY), 1)
    measured = {}
    for tool in FAST if options.fast_only else (*FAST, *SLOW):
        weeks = options.weeks if tool in FAST else options.slow_weeks
        measured[tool.__name__] = measure(
            tool(graph, infected), options.people, weeks, options.repeats
        )
    print(
        f"SIS, {options.people:,} people, {CONTACTS} contacts, chances a week "
        f"{TRANSMISSION} a contact and {RECOVERY}; {options.repeats} repeats"
    )
    print(table(measured))
    if options.full:
        print(
            full_model(options.full, options.repeats, statistics.median(measured["starsim"].speeds))
        )
    print(
        "expected share, pairs closed, in weekly steps: "
        f"{sis_on_regular(CONTACTS, TRANSMISSION, RECOVERY):.4f}"
    )


if __name__ == "__main__":
    main()
