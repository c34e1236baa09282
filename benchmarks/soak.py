"""A thousand runs in one process, each with other levers and numbers: does memory stay flat?

python benchmarks/soak.py                 # 1,000 runs
python benchmarks/soak.py 100 --people 500

Every run builds a society, runs, and makes its tables; every twentieth is saved and drawn. What the
first quarter needs is not looked at: code is compiled and loaded there.
"""

from __future__ import annotations

import argparse
import gc
import random  # noqa: TID251 - which scenarios to try, no draw of the model
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from nksim.analysis.curves import spread_of
from nksim.api.runs import run
from nksim.core.errors import NksimError
from nksim.observations.tables import TABLES
from nksim.plots.spread_curves import plot_spread
from nksim.scenario.catalogue import scenario_leaves
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.store.merging import compact
from nksim.store.results import open_results
from nksim.store.saving import save_run

EVERY, SAVED = 100, 20
FLAT_MIB_A_HUNDRED_RUNS = 4.0  # more than the noise of the allocator, less than a society


def main() -> None:
    """Run, look at memory, and say whether it grew."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("runs", nargs="?", type=int, default=1000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        measured, failed = soak(options.runs, options.people, options.seed, Path(place))
    slope = growth(measured[len(measured) // 4 :])
    flat = slope <= FLAT_MIB_A_HUNDRED_RUNS
    print(
        f"{options.runs:,} runs, {failed} of them failed; memory {'flat' if flat else 'GROWS'}: "
        f"{slope:+.2f} MiB a hundred runs (allowed {FLAT_MIB_A_HUNDRED_RUNS:g})"
    )
    sys.exit(0 if flat and not failed else 1)


def soak(runs: int, people: int, seed: int, folder: Path) -> tuple[list[tuple[int, float]], int]:
    """Make so many runs; returns memory in MiB after every tenth of a hundred, and how many runs
    failed.
    """
    choices, measured, failed = random.Random(seed), list[tuple[int, float]](), 0
    began = time.monotonic()
    for number in range(1, runs + 1):
        try:
            one(drawn(choices, people), number, folder)
        except NksimError as error:
            failed += 1
            print(f"run {number}: {error}", file=sys.stderr)
        if number % (EVERY // 10) == 0:
            gc.collect()
            measured.append((number, memory_mib()))
        if number % EVERY == 0:
            seconds = time.monotonic() - began
            print(f"{number:6,} runs  {memory_mib():8.1f} MiB  {seconds:6.0f} s", flush=True)
    return measured, failed


def one(scenario: Scenario, number: int, folder: Path) -> None:
    """A run with all its tables; every twentieth is saved into a folder of its own, read and drawn.

    In one folder for all, every reading would be of more runs than the last.
    """
    result = run(scenario, seed=number)
    for name in TABLES:
        getattr(result, name)
    if number % SAVED == 0:
        place = folder / f"r{number}"
        save_run(result, place)
        compact(place)
        results = open_results(place)
        plot_spread(spread_of(results, scenario.name), folder / "curves.png")


def drawn(choices: random.Random, people: int) -> Scenario:
    """A year with some levers of every kind and some numbers anywhere within their plausible
    ranges.
    """
    kinds = choices.sample(sorted(LEVER_SETTINGS), choices.randint(0, 5))
    base = {
        "name": "soak",
        "run": {"start": "2019-01-07", "until": "2019-12-30"},
        "society": {"size": people},
        "levers": [
            {
                "name": f"{kind}-{place}",
                "lever": kind,
                "from": f"2019-{choices.randint(1, 12):02d}-01",
                "strength": round(choices.random(), 3),
                "ramp_weeks": choices.randint(0, 20),
            }
            for place, kind in enumerate(kinds)
        ],
    }
    return load_scenario(base, numbers(choices))


def numbers(choices: random.Random) -> dict[str, Any]:
    """Other values for some of the numbers that have a plausible range."""
    ranges = {
        key: leaf.prior
        for key, leaf in scenario_leaves().items()
        if leaf.prior is not None and leaf.kind == "number"
    }
    return {key: round(choices.uniform(*ranges[key]), 6) for key in choices.sample([*ranges], 5)}


def growth(measured: list[tuple[int, float]]) -> float:
    """The slope of memory over runs, in MiB a hundred runs (least squares)."""
    if len(measured) < 2:
        return 0.0
    middle = sum(at for at, _ in measured) / len(measured)
    mean = sum(mib for _, mib in measured) / len(measured)
    square = sum((at - middle) ** 2 for at, _ in measured)
    return 100 * sum((at - middle) * (mib - mean) for at, mib in measured) / square


def memory_mib() -> float:
    """The memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
