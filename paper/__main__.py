"""`python -m paper`: tables and figures in results/paper, held against what docs/paper.md states.

The hash of each table must be the one that is stated; `--write` states them anew, and puts tables
and figures into the docs. `--quick` makes all of it small, to try it out.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from shutil import copyfile

from paper.hashes import PAGE, differing, lines_of, saved, with_hashes
from paper.pages import shown, write_pages
from paper.size import QUICK, Paper, Size
from paper.steps import STEPS, Found

DOCS = PAGE.parent
OUT = DOCS.parent / "results" / "paper"


def main(given: list[str] | None = None) -> int:
    """Make everything; 1 if a table is not what the page states."""
    options = _options(given)
    out = options.out or (OUT.with_name("paper-quick") if options.quick else OUT)
    found = make(Paper(QUICK if options.quick else Size(), out))
    hashes = {
        name: (len(table), saved(table, out / "tables" / f"{name}.csv"))
        for name, table in found.tables.items()
    }
    if options.quick:
        _say("".join(lines_of(hashes)))
        return 0
    if options.write:
        PAGE.write_text(with_hashes(PAGE.read_text(encoding="utf-8"), hashes), encoding="utf-8")
        write_pages(DOCS, found.tables)
        for figure in shown(DOCS, found.figures):
            copyfile(figure, DOCS / figure.name)
        return 0
    faults = differing(PAGE.read_text(encoding="utf-8"), hashes)
    _say("\n".join(faults) or f"all {len(hashes)} tables are those of {PAGE.name}")
    return 1 if faults else 0


def make(paper: Paper) -> Found:
    """Take all steps; all their tables and figures."""
    made = Found({})
    for name, step in STEPS.items():
        started = time.monotonic()
        found = step(paper)
        made = Found({**made.tables, **found.tables}, made.figures + found.figures)
        _say(f"{name}: {time.monotonic() - started:.0f} s, {', '.join(found.tables)}")
    return made


def _options(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small, and stated nowhere")
    parser.add_argument("--write", action="store_true", help="state the hashes, fill the docs")
    parser.add_argument("--out", type=Path, help="folder of everything (results/paper)")
    return parser.parse_args(given)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
