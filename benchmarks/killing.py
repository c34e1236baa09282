"""Killed at random moments beside left in peace: are the tables, with the hash of the final state, the same, byte by byte?

python benchmarks/killing.py 20                    # a sweep, killed twenty times
python benchmarks/killing.py 5 --people 1000000    # one large run with checkpoints, killed five times

"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fixtures.killing import SWEEP, nksim, run_killed, tables


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


def main() -> None:
    """Kill, go on, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kills", nargs="?", type=int, default=20)
    parser.add_argument("--people", type=int, help="one large run instead of a sweep")
    options = parser.parse_args()
    kills = options.kills
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        command = run_of(options.people) if options.people else sweep_of(folder)
        began = time.monotonic()
        subprocess.run([*command, str(folder / "calm")], stdout=subprocess.DEVNULL, check=True)
        took = time.monotonic() - began
        share = 0.9 if options.people else 1 / 3
        code = run_killed([*command, str(folder / "killed")], kills, took * share)
        same = tables(folder / "killed") == tables(folder / "calm")
    print(
        f"killed {kills} times within up to {took * share:.1f} s (undisturbed: {took:.1f} s); exit code {code}; tables {'identical' if same else 'DIFFER'}"
    )


if __name__ == "__main__":
    main()
