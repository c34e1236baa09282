"""What is known of mutants already: a line a mutant, written as soon as its tests have ended.

A verdict holds for one state of the package and of the tests that gave it; with any other the mutant is tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.mutants.killing import root

READ = (".py", ".yaml", ".json", ".csv", ".txt", ".graphml")
EVERYBODYS = ("nksim", "tests/fixtures", "tests/golden", "tests/conftest.py")


@cache
def state(tests: tuple[str, ...]) -> str:
    """A digest of every file of the package and of these tests."""
    digest = hashlib.sha256(repr(tests).encode())
    given = [str(Path(path).parent) for path in tests if (root() / path).exists()]
    for name in sorted({*EVERYBODYS, *given}):
        path = root() / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in READ:
                digest.update(str(file.relative_to(root())).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


class Journal:
    """The verdicts so far: the test that noticed a mutant, or nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        told = [json.loads(line) for line in lines if line.startswith("[") and line.endswith("]")]
        self.verdicts = {(digest, key): killer for digest, key, killer in told}

    def verdict(self, key: str, tests: Sequence[str]) -> str | None:
        """What is known of a mutant: the test that notices it, empty if none does, None if it was not tried."""
        return self.verdicts.get((state(tuple(tests)), key))

    def write(self, key: str, tests: Sequence[str], killer: str) -> None:
        """Keep one verdict."""
        digest = state(tuple(tests))
        self.verdicts[digest, key] = killer
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([digest, key, killer]) + "\n")
