"""Control-C at random moments: how long until the process has ended, and is the end the same?

    python benchmarks/stopping.py 5 --people 1000000 --threads 2

A year of the country scenario with a checkpoint every five weeks is stopped again and again, then
let end; its tables, with the hash of the final state, lie beside those of a run left in peace.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251 - moments at which to stop, no draw of the model
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fixtures.killing import nksim, tables

INTERRUPTED = 130


def run_of(people: int, threads: int) -> list[str]:
    """The command line, but for its folder."""
    words = ("--size", str(people), "--threads", str(threads), "--checkpoint-every", "5")
    year = ("--set", "run.until=2015-12-31")
    return nksim("run", "scenarios/country.yaml", *words, *year, "--quiet", "--out")


def stop(command: list[str], after: float) -> float | None:
    """Seconds from Control-C to the end; None if the run had ended before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    if process.poll() is not None:
        return None
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    assert process.wait() == INTERRUPTED, process.returncode
    return time.perf_counter() - began


def main() -> None:
    """Stop, go on, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stops", nargs="?", type=int, default=5)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        command, folder = run_of(options.people, options.threads), Path(place)
        began = time.monotonic()
        subprocess.run([*command, str(folder / "calm")], stdout=subprocess.DEVNULL, check=True)
        took = time.monotonic() - began
        stopped = [*command, str(folder / "stopped")]
        waits = [stop(stopped, moments.uniform(1.0, took)) for _ in range(options.stops)]
        subprocess.run(stopped, stdout=subprocess.DEVNULL, check=True)
        same = tables(folder / "stopped") == tables(folder / "calm")
    heard = [wait for wait in waits if wait is not None]
    print(
        f"{options.people:,} people, threads {options.threads}: stopped {len(heard)} times,"
        f" longest wait {max(heard, default=0.0):.2f} s; tables"
        f" {'identical' if same else 'DIFFER'}"
    )
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
