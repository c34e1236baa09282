"""Killed at random moments beside left in peace: are all tables the same, byte by byte?

python benchmarks/killing.py 20                        # a sweep, killed twenty times python
benchmarks/killing.py 5 --people 1000000        # one large run with checkpoints, killed five times
python benchmarks/killing.py 10 --what calibrate       # also sensitivity, split python
benchmarks/killing.py 50 --what saving          # a process that does nothing but save python
benchmarks/killing.py 10 --what writers         # two at a time into one folder, one of them killed
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fixtures.killing import SWEEP, nksim, run_killed, run_two, saving, tables

FIT = ("--size", "300", "--quiet", "--jobs", "2")


def sweep_of(folder: Path) -> list[str]:
    """A sweep of many small runs."""
    (folder / "tiny.yaml").write_text(SWEEP.replace("replicates: 3", "replicates: 24"))
    return nksim("sweep", folder / "tiny.yaml", "--quiet", "--out")


def run_of(people: int) -> list[str]:
    """A year of the country scenario with fewer people, a checkpoint every ten weeks."""
    return nksim(
        "run",
        "scenarios/country.yaml",
        "--size",
        str(people),
        "--set",
        "run.until=2015-12-31",
        "--checkpoint-every",
        "10",
        "--quiet",
        "--out",
    )


def calibrate_of(_: Path) -> list[str]:
    """A fit of some runs of the history."""
    few = ("--key", "enforcement.search_rate", "--key", "behaviour.w_risk", "--table", "24")
    return nksim("calibrate", "scenarios/history.yaml", *FIT, *few, "--runs", "40", "--out")


def sensitivity_of(_: Path) -> list[str]:
    """Morris over three numbers of the history."""
    keys = ("behaviour.w_risk", "media.copy_chance", "enforcement.search_rate")
    named = [word for key in keys for word in ("--key", key)]
    return nksim("sensitivity", "scenarios/history.yaml", *FIT, *named, "--out")


def split_of(_: Path) -> list[str]:
    """The variance split over two numbers of a short history, so that its runs are
    many and small.
    """
    keys = ("--key", "behaviour.w_risk", "--key", "media.copy_chance")
    short = ("--set", "run.start=2018-01-01")
    return nksim("sensitivity", "scenarios/history.yaml", *FIT, *keys, *short, "--split", "--out")


WHAT: dict[str, Callable[[Path], list[str]]] = {
    "sweep": sweep_of,
    "calibrate": calibrate_of,
    "sensitivity": sensitivity_of,
    "split": split_of,
    "saving": lambda folder: saving(),
    "writers": sweep_of,
}


def main() -> None:
    """Kill, go on, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kills", nargs="?", type=int, default=20)
    parser.add_argument("--what", choices=sorted(WHAT), default="sweep")
    parser.add_argument("--people", type=int, help="one large run instead")
    options = parser.parse_args()
    kills, share = options.kills, 0.9 if options.people or options.what != "sweep" else 1 / 3
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        command = run_of(options.people) if options.people else WHAT[options.what](folder)
        began = time.monotonic()
        subprocess.run([*command, str(folder / "calm")], stdout=subprocess.DEVNULL, check=True)
        took = time.monotonic() - began
        disturb = run_two if options.what == "writers" else run_killed
        code = disturb([*command, str(folder / "killed")], kills, took * share)
        calm = tables(folder / "calm")
        same = tables(folder / "killed") == calm and bool(calm)
    print(
        f"{options.what}: killed {kills} times within up to {took * share:.1f} s (undisturbed: "
        f"{took:.1f} s); exit code {code}; {len(calm)} tables {'identical' if same else 'DIFFER'}"
    )
    sys.exit(0 if same and code == 0 else 1)


if __name__ == "__main__":
    main()
