"""`make mutants`: change the model in many small ways, one at a time, and see what tests notice.

With paths it tries these alone and prints what survived; without, it writes docs/mutants.md as
well. What it has tried it does not try again while module and tests stay as they are, so that it
may be interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ["NUMBA_DISABLE_JIT"] = "1"

from tests.mutants.journal import Journal
from tests.mutants.killing import import_all, kill_all, root, third_parties
from tests.mutants.mutants import Mutant, mutants_of
from tests.mutants.report import reasons, survivors_text, written
from tests.mutants.targets import Target, chosen

REPORT = root() / "docs" / "mutants.md"
JOURNAL = root() / "results" / "mutants.jsonl"


def main() -> int:
    """0 if every survivor has a reason."""
    given = _arguments()
    os.nice(10)
    os.chdir(root())
    targets = chosen(given.paths)
    work, journal = _work(targets, given.every), Journal(JOURNAL)
    waiting = [pair for pair in work if journal.verdict(*pair) is None]
    print(f"{len(work)} mutants, {len(waiting)} to be tried", flush=True)
    if waiting:
        for tests in dict.fromkeys(target.tests for target in targets):
            import_all(third_parties(tests))
        _try(waiting, journal, given.processes)
    mutants = [mutant for mutant, _ in work]
    verdicts = {mutant.key: str(journal.verdict(mutant, tests)) for mutant, tests in work}
    print(survivors_text(mutants, verdicts))
    if not given.paths and given.every == 1:
        REPORT.write_text(written(mutants, verdicts), encoding="utf-8")
        print(f"written: {REPORT.relative_to(root())}")
    return int(any(not killer and key not in reasons() for key, killer in verdicts.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", help="files or folders of nksim; all that is scored")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th mutant")
    return parser.parse_args()


def _work(targets: list[Target], every: int) -> list[tuple[Mutant, tuple[str, ...]]]:
    work = [
        (mutant, target.tests_of(path))
        for target in targets
        for path in target.files()
        for mutant in mutants_of(path, root())
    ]
    return work[::every]


def _try(waiting: list[tuple[Mutant, tuple[str, ...]]], journal: Journal, processes: int) -> None:
    tests_of = {mutant.key: tests for mutant, tests in waiting}
    began, lived = time.time(), 0
    for done, (mutant, killer) in enumerate(kill_all(waiting, processes), 1):
        journal.write(mutant, tests_of[mutant.key], killer)
        lived += not killer
        if done % 50 == 0:
            pace = (time.time() - began) / done
            print(f"{done}/{len(waiting)}, {lived} alive, {pace:.2f} s each", flush=True)


if __name__ == "__main__":
    sys.exit(main())
