"""What `nksim plan` says beside what is then measured: time and memory of three studies.

python benchmarks/plan.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time

NKSIM = [sys.executable, "-c", "from nksim.cli.app import main; main()"]
STUDIES = (
    ("run", "scenarios/quick.yaml", "--size", "20000", "-n", "12"),
    ("compare", "scenarios/crackdown.yaml", "--size", "3000", "-n", "12"),
    ("compare", "scenarios/crackdown.yaml", "--size", "20000", "-n", "8"),
)


def main() -> None:
    """Plan, run, compare."""
    print(
        "| study | time planned, s | measured, s | planned / measured | memory planned, "
        "MiB | measured, MiB | planned / measured |"
    )
    print("|---|---|---|---|---|---|---|")
    for command, *words in STUDIES:
        said = json.loads(
            subprocess.run(
                [*NKSIM, "plan", *words, "--json"], capture_output=True, text=True, check=True
            ).stdout
        )
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            process = subprocess.Popen(
                [*NKSIM, command, *words, "--quiet", "--out", f"{folder}/r"],
                stdout=subprocess.DEVNULL,
            )
            _, _, used = os.wait4(process.pid, 0)
            took = time.perf_counter() - began
        planned, peak = said["memory_bytes"] / 2**20, used.ru_maxrss / 1024
        study = f"nksim {command} {' '.join(words)}"
        print(
            f"| {study} | {said['seconds']:.0f} | {took:.0f} | "
            f"{said['seconds'] / took:.2f} | {planned:,.0f} | {peak:,.0f} | "
            f"{planned / peak:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
