"""Write the golden figures anew, say what has moved, and refuse where the changelog says that nothing has.

Run it with `make golden`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from tests.docs.scripts import script
from tests.golden.events import EVENTS, measured_events
from tests.golden.figures import GOLDEN, SEEDS, WORLDS, Figures, figures_of, moved, stored
from tests.golden.societies import SOCIETIES, measured_societies
from tests.golden.tiny import TINY, measured_tiny

SHOWN = 40  # lines of what has moved


def entry_in(changelog: str) -> str:
    """What stands under *Numbers* of the section that is not released.

    Empty if nothing has moved.
    """
    section = re.search(r"^## Unreleased$(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    numbers = re.search(
        r"^### Numbers$(.*?)(?=^### |\Z)", section[1] if section else "", re.M | re.S
    )
    text = numbers[1].strip() if numbers else ""
    return "" if text == "None has moved." else text


def measured() -> dict[str, Figures]:
    """All figures, by world and seed; RuntimeError if the engines do not agree on one."""
    found = {}
    for world in WORLDS:
        for seed in SEEDS:
            compiled = figures_of(world, seed)
            apart = moved(compiled, figures_of(world, seed, "citizens"), f"{world}.{seed}")
            if apart:
                raise RuntimeError("the engines differ: " + "; ".join(apart[:5]))
            found[f"{world}.{seed}"] = compiled
            print(f"{world} seed {seed}: {compiled['state_hash'][:16]}", flush=True)
    return found


def written(figures: dict[str, Figures]) -> str:
    """The golden file: a line a figure, lists on one line."""
    text = json.dumps(figures, indent=1, ensure_ascii=False)
    lists = re.compile(r"\[\s+([^\[\]{}]*?)\s+\]", re.S)
    return lists.sub(lambda found: "[" + re.sub(r"\s+", " ", found[1]) + "]", text) + "\n"


FILES: dict[Path, Callable[[], dict[str, Figures]]] = {
    SOCIETIES: measured_societies,
    TINY: measured_tiny,
    EVENTS: measured_events,
    GOLDEN: measured,
}


def main() -> int:
    """0 if the files are up to date or were written, 1 if numbers moved without an entry."""
    before = {file: stored(file) for file in FILES}
    after = {file: measure() for file, measure in FILES.items()}
    lines = [line for file in FILES for line in moved(before[file], after[file], file.stem)]
    print(*lines[:SHOWN], sep="\n")
    if len(lines) > SHOWN:
        print(f"... and {len(lines) - SHOWN} more")
    if lines and all(before.values()) and not entry_in(script("changelog").pending()):
        print(
            f"{len(lines)} figures moved, and CHANGELOG.md says that none has: nothing was written."
            " Say under *Unreleased*, *Numbers* what moved and why, and run `make golden` again."
        )
        return 1
    for file, figures in after.items():
        file.write_text(written(figures), encoding="utf-8")
    print(f"{len(lines)} figures moved" if lines else "no figure moved")
    return 0


if __name__ == "__main__":
    sys.exit(main())
