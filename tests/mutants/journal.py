"""What is known of mutants already: a line a mutant, written as soon as its tests have ended.

The journal belongs to one state of the package and its tests; with any other it begins anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.mutants.killing import root

READ = (".py", ".yaml", ".json", ".csv", ".txt", ".graphml")


def state() -> str:
    """A digest of every file of the package and the tests."""
    digest = hashlib.sha256()
    for folder in ("nksim", "tests"):
        for path in sorted((root() / folder).rglob("*")):
            if path.suffix in READ and path.name != "equivalent.txt":
                digest.update(str(path.relative_to(root())).encode() + path.read_bytes())
    return digest.hexdigest()


class Journal:
    """The verdicts so far, by the keys of mutants: the test that noticed, or nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.verdicts: dict[str, str] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        if lines[:1] == [state()]:
            self.verdicts = dict(json.loads(line) for line in lines[1:] if line.endswith("]"))
        self._begin()

    def _begin(self) -> None:
        lines = [state(), *(json.dumps(pair) for pair in self.verdicts.items())]
        self.path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def write(self, key: str, killer: str) -> None:
        """Keep one verdict."""
        self.verdicts[key] = killer
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, killer]) + "\n")

    def forget_survivors(self) -> None:
        """Try those again that nothing has noticed."""
        self.verdicts = {key: killer for key, killer in self.verdicts.items() if killer}
        self._begin()
