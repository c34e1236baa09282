"""What is known of mutants already: a line a mutant, written as soon as its tests have ended.

A verdict holds for one state of the module and of the tests that gave it; when either changes, the
mutants of the module are tried again. Without the journal, all are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.mutants.killing import root
from tests.mutants.mutants import Mutant

WORLDS = ("tests/fixtures/worlds.py", "tests/golden/figures.py")


@cache
def state(module: str, tests: tuple[str, ...]) -> str:
    """A digest of a module, of these tests, and of the worlds and figures that they read."""
    digest = hashlib.sha256()
    given = [root() / name for name in (module, *WORLDS, *tests) if (root() / name).is_file()]
    for file in sorted({*given, *(root() / "tests/golden").glob("tiny*/*.yaml")}):
        digest.update(str(file.relative_to(root())).encode() + file.read_bytes())
    for file in sorted((root() / "tests/golden").glob("tiny.*")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Journal:
    """The verdicts so far: the test that noticed a mutant, or nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        told = [json.loads(line) for line in lines if line.startswith("[") and line.endswith("]")]
        self.verdicts = {(digest, key): killer for digest, key, killer in told}

    def verdict(self, mutant: Mutant, tests: Sequence[str]) -> str | None:
        """What is known of a mutant.

        The test that notices it, empty if none does, None if it was not tried.
        """
        return self.verdicts.get((state(mutant.file, tuple(tests)), mutant.key))

    def write(self, mutant: Mutant, tests: Sequence[str], killer: str) -> None:
        """Keep one verdict."""
        digest = state(mutant.file, tuple(tests))
        self.verdicts[digest, mutant.key] = killer
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([digest, mutant.key, killer]) + "\n")
