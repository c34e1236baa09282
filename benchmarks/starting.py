"""The first start on a machine, the second, and many at once: seconds, and whether all agree.

    python benchmarks/starting.py --rounds 20

A cold start has an empty cache of compiled code; `at once`: ten processes start with an empty cache, and their tables are compared byte by byte.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fixtures.killing import nksim, tables


def start(folder: Path, cache: Path, size: int) -> subprocess.Popen[bytes]:
    """One process that runs the quick scenario."""
    command = nksim("run", "scenarios/quick.yaml", "--size", str(size), "--quiet", "--out", folder)
    return subprocess.Popen(command, env=os.environ | {"NUMBA_CACHE_DIR": str(cache)}, stdout=subprocess.DEVNULL)


def seconds(folder: Path, cache: Path) -> float:
    """How long one takes."""
    began = time.perf_counter()
    assert start(folder, cache, 2000).wait() == 0
    return time.perf_counter() - began


def at_once(place: Path, processes: int) -> bool:
    """Whether so many that start at once with an empty cache all end well and agree."""
    started = [start(place / str(number), place / "cache", 300) for number in range(processes)]
    codes = [process.wait() for process in started]
    return not any(codes) and len({str(tables(place / str(number))) for number in range(processes)}) == 1


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        cold = [seconds(place / f"cold{n}", place / f"cache{n}") for n in range(3)]
        warm = [seconds(place / f"warm{n}", place / "cache0") for n in range(5)]
    print(f"cold: {statistics.median(cold):.1f} s ({min(cold):.1f}-{max(cold):.1f}); warm: {statistics.median(warm):.1f} s ({min(warm):.1f}-{max(warm):.1f})")
    good = 0
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            good += at_once(Path(folder), 10)
    print(f"ten at once: {good} of {options.rounds} rounds in which all ended well and agreed", flush=True)


if __name__ == "__main__":
    main()
