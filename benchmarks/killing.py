"""A sweep killed at twenty random moments beside one left in peace: are the tables the same, byte by byte?

python benchmarks/killing.py 20
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fixtures.killing import SWEEP, nksim, run_killed, tables


def main() -> None:
    """Kill, go on, compare."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "tiny.yaml").write_text(SWEEP.replace("replicates: 3", "replicates: 24"))
        command = nksim("sweep", folder / "tiny.yaml", "--quiet", "--out")
        began = time.monotonic()
        subprocess.run([*command, str(folder / "calm")], stdout=subprocess.DEVNULL, check=True)
        took = time.monotonic() - began
        code = run_killed([*command, str(folder / "killed")], kills, took / 3)
        same = tables(folder / "killed") == tables(folder / "calm")
    print(f"killed {kills} times within up to {took / 3:.1f} s (undisturbed: {took:.1f} s); exit code {code}; tables {'identical' if same else 'DIFFER'}")


if __name__ == "__main__":
    main()
