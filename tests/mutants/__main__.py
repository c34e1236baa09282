"""`make mutants`: change the model in a thousand small ways, one at a time, and see whether the tests notice.

With paths it tries these alone and prints what survived; without, it writes docs/mutants.md as well. What it has
tried it does not try again while package and tests stay as they are: it may be interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ["NUMBA_DISABLE_JIT"] = "1"

from tests.mutants.journal import Journal  # noqa: E402 - numba reads the variable when it is imported
from tests.mutants.killing import import_all, kill_all, root, third_parties  # noqa: E402
from tests.mutants.mutants import Mutant, mutants_of  # noqa: E402
from tests.mutants.report import reasons, survivors_text, written  # noqa: E402
from tests.mutants.targets import Target, chosen  # noqa: E402

REPORT = root() / "docs" / "mutants.md"
JOURNAL = root() / "results" / "mutants.jsonl"


def main() -> int:
    """0 if every survivor has a reason."""
    given = _arguments()
    os.nice(10)
    os.chdir(root())
    work = _work(chosen(given.paths), given.every)
    journal = Journal(JOURNAL)
    _try(work, journal, given.processes)
    mutants = [mutant for mutant, _ in work]
    print(survivors_text(mutants, journal.verdicts))
    if not given.paths and given.every == 1:
        REPORT.write_text(written(mutants, journal.verdicts), encoding="utf-8")
        print(f"written: {REPORT.relative_to(root())}")
    known = reasons()
    return int(any(not journal.verdicts[m.key] and m.key not in known for m in mutants))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", help="files or folders of nksim; all that is scored")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="only every so many-th mutant")
    return parser.parse_args()


def _work(targets: list[Target], every: int) -> list[tuple[Mutant, tuple[str, ...]]]:
    work = [
        (mutant, target.tests)
        for target in targets
        for path in target.files()
        for mutant in mutants_of(path, root())
    ]
    return work[::every]


def _try(work: list[tuple[Mutant, tuple[str, ...]]], journal: Journal, processes: int) -> None:
    waiting = [pair for pair in work if pair[0].key not in journal.verdicts]
    print(f"{len(work)} mutants, {len(waiting)} to be tried", flush=True)
    if not waiting:
        return
    for tests in dict.fromkeys(tests for _, tests in waiting):
        import_all(third_parties(tests))
    began, lived = time.time(), 0
    for done, (mutant, killer) in enumerate(kill_all(waiting, processes), 1):
        journal.write(mutant.key, killer)
        lived += not killer
        if done % 50 == 0:
            pace = (time.time() - began) / done
            print(f"{done}/{len(waiting)}, {lived} alive, {pace:.2f} s each", flush=True)


if __name__ == "__main__":
    sys.exit(main())
