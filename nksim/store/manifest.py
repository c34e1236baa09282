"""The list of what a results folder holds: its runs, and the files in which their rows lie.

Tables lie in parts, each with the rows of some runs; of every file the number of rows and a check
sum are known. Only parts and runs that the manifest names count; whatever a broken-off run left
beside them does not. Of several scenarios with one name the one run last is shown; the others stay
told apart.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from operator import attrgetter

MANIFEST = "manifest.json"
BATCH = "part-"
PACKAGES = (
    "nksim",
    "numpy",
    "scipy",
    "numba",
    "llvmlite",
    "pandas",
    "pyarrow",
    "networkx",
    "mesa",
    "pydantic",
    "ruamel.yaml",
    "matplotlib",
    "pillow",
)  # whatever draws, computes, reads or writes


@dataclass(frozen=True)
class Sum:
    """How many rows a file has, and the sha256 of its bytes."""

    rows: int
    sha256: str


Sums = dict[str, Sum]  # the files of one part, by table


@dataclass(frozen=True)
class StoredRun:
    """One finished run: `part` names the batch of tables in which its rows lie."""

    key: str
    scenario: str
    scenario_hash: str
    replicate: int
    seed: int
    model: str
    state_hash: str
    events: bool
    part: str  # empty for a failed run: it has no rows
    error: str = ""

    @property
    def content(self) -> str:
        """What it shares with its replicates: the scenario's content and the model."""
        return f"{self.scenario_hash}-{self.model}"

    @property
    def draw(self) -> str:
        """What it is where every replicate has a content of its own, drawn from a posterior."""
        return f"{self.content}@{self.seed}"


@dataclass(frozen=True)
class Manifest:
    """All runs of a folder; `expected` is how many the study has.

    `shown` says which content and model stand for a scenario's name: one for all seeds, or one for
    each seed (`world@seed`). `files` says of each part what files it has; a folder of version 0.1.0
    does not.
    """

    runs: tuple[StoredRun, ...] = ()
    shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
    command: str = ""
    versions: tuple[tuple[str, str], ...] = ()
    expected: int = 0
    files: Mapping[str, Sums] = field(default_factory=dict)

    @property
    def shown_runs(self) -> tuple[StoredRun, ...]:
        """The finished runs of the scenarios that were run last under their names."""
        return tuple(run for run in self._of_shown() if not run.error)

    @property
    def failures(self) -> tuple[StoredRun, ...]:
        """The runs of these scenarios that failed."""
        return tuple(run for run in self._of_shown() if run.error)

    def _of_shown(self) -> tuple[StoredRun, ...]:
        shown = {name: frozenset(contents) for name, contents in self.shown}
        return tuple(
            run
            for run in self.runs
            if {run.content, run.draw} & shown.get(run.scenario, frozenset())
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The batches that hold rows, in order."""
        return tuple(sorted(self._by_part))

    @property
    def next_part(self) -> str:
        """The name of the next batch, where there are parts already."""
        batches = (part.removeprefix(BATCH) for part in self.parts if part.startswith(BATCH))
        return part_name(1 + max((int(number) for number in batches), default=0))

    @property
    def is_summed(self) -> bool:
        """Whether the files of every part are known."""
        return all(part in self.files for part in self.parts)

    def runs_of(self, part: str) -> tuple[StoredRun, ...]:
        """The runs whose rows lie in a part."""
        return self._by_part.get(part, ())

    def with_files(self, part: str, sums: Sums) -> Manifest:
        """The same list with a part's files, and without parts that hold no run any more.

        `sums` may still be empty and be filled while the files are written, which is before the
        list is.
        """
        named = {*self.parts}
        known = {name: files for name, files in self.files.items() if name in named}
        return replace(self, files=known | {part: sums})

    def with_runs(self, runs: tuple[StoredRun, ...]) -> Manifest:
        """The same list with more runs, in order; a run of the same key is replaced."""
        keys = {run.key for run in runs}
        together = (*(run for run in self.runs if run.key not in keys), *runs)
        return replace(self, runs=in_order(together))

    def showing(self, contents: Mapping[str, tuple[str, ...]]) -> Manifest:
        """The same list, with these contents standing for their names."""
        return replace(self, shown=tuple((dict(self.shown) | dict(contents)).items()))

    def holds(self, key: str, *, events: bool = False) -> bool:
        """Whether this run is there and did not fail, with its events if they are asked for."""
        run = self._by_key.get(key)
        return run is not None and not run.error and (run.events or not events)

    @cached_property
    def _by_part(self) -> dict[str, tuple[StoredRun, ...]]:
        found: dict[str, list[StoredRun]] = {}
        for run in self.runs:
            found.setdefault(run.part, []).append(run)
        return {part: tuple(runs) for part, runs in found.items() if part}

    @cached_property
    def _by_key(self) -> dict[str, StoredRun]:
        return {run.key: run for run in self.runs}


def part_name(number: int) -> str:
    """The name of a batch."""
    return f"{BATCH}{number:05d}"


def in_order(runs: Iterable[StoredRun]) -> tuple[StoredRun, ...]:
    """Runs as a manifest lists them: by scenario, replicate and seed."""
    key = attrgetter("scenario", "replicate", "seed", "key")
    return tuple(sorted(runs, key=key))


def name_after(runs: Sequence[StoredRun]) -> str:
    """The name of a part that holds the rows of these runs in this order."""
    words = "\n".join(f"{run.key} {run.events}" for run in runs)
    return f"runs-{sha256(words.encode()).hexdigest()[:12]}"


@cache
def versions_now() -> tuple[tuple[str, str], ...]:
    """What the runs were computed with."""
    return (
        ("python", platform.python_version()),
        *((package, version(package)) for package in PACKAGES),
    )
