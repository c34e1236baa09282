"""The list of what a results folder holds: manifest.json comes in, a Manifest leaves, and the other way round.

Tables lie in parts, each with the rows of some runs. Only parts and runs that the manifest names count; whatever a broken-off
run left beside them does not. Of several scenarios with one name the one run last is shown; the others stay told apart.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nksim.core.errors import StoreError

MANIFEST = "manifest.json"
FORMAT = 2
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
)  # whatever draws, computes, reads or writes


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
    def world(self) -> str:
        """What it shares with its replicates: the scenario's content and the model."""
        return f"{self.scenario_hash}-{self.model}"

    @property
    def draw(self) -> str:
        """What it is where every replicate has a content of its own, drawn from a posterior."""
        return f"{self.world}@{self.seed}"


@dataclass(frozen=True)
class Manifest:
    """All runs of a folder; `expected` is how many the study has.

    `shown` says which content and model stand for a scenario's name: one for all seeds, or one for each seed (`world@seed`).
    """

    runs: tuple[StoredRun, ...] = ()
    shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
    command: str = ""
    versions: tuple[tuple[str, str], ...] = ()
    expected: int = 0

    @property
    def shown_runs(self) -> tuple[StoredRun, ...]:
        """The finished runs of the scenarios that were run last under their names."""
        return tuple(run for run in self._of_shown() if not run.error)

    @property
    def failures(self) -> tuple[StoredRun, ...]:
        """The runs of these scenarios that failed."""
        return tuple(run for run in self._of_shown() if run.error)

    def _of_shown(self) -> tuple[StoredRun, ...]:
        shown = {name: frozenset(worlds) for name, worlds in self.shown}
        return tuple(
            run for run in self.runs if {run.world, run.draw} & shown.get(run.scenario, frozenset())
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The batches that hold rows, in order."""
        return tuple(sorted({run.part for run in self.runs if run.part}))

    @property
    def next_part(self) -> str:
        """The name of the next batch."""
        return part_name(
            max(
                (int(part.removeprefix(BATCH)) for part in self.parts if part.startswith(BATCH)),
                default=-1,
            )
            + 1
        )

    def with_runs(self, runs: tuple[StoredRun, ...]) -> Manifest:
        """The same list with more runs; one that was there under the same key is replaced. In order, whichever was finished first."""
        keys = {run.key for run in runs}
        together = (*(run for run in self.runs if run.key not in keys), *runs)
        return replace(
            self,
            runs=tuple(
                sorted(together, key=lambda run: (run.scenario, run.replicate, run.seed, run.key))
            ),
        )

    def showing(self, worlds: Mapping[str, tuple[str, ...]]) -> Manifest:
        """The same list, with these worlds standing for their names."""
        return replace(self, shown=tuple((dict(self.shown) | dict(worlds)).items()))

    def holds(self, key: str, *, events: bool = False) -> bool:
        """Whether this very run is there and did not fail, with its events if they are asked for."""
        run = self._by_key.get(key)
        return run is not None and not run.error and (run.events or not events)

    @cached_property
    def _by_key(self) -> dict[str, StoredRun]:
        return {run.key: run for run in self.runs}


def part_name(number: int) -> str:
    """The name of a batch."""
    return f"{BATCH}{number:05d}"


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; StoreError if there is none or it cannot be read."""
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        runs = tuple(StoredRun(**run) for run in content["runs"])
        return Manifest(
            runs,
            tuple((name, _worlds(given)) for name, given in content["shown"].items()),
            content["command"],
            tuple(content["versions"].items()),
            content["expected"],
        )
    except FileNotFoundError:
        raise StoreError(
            f"folder={folder} holds no results: there is no {MANIFEST} in it; give a folder that `nksim run` has written"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{folder / MANIFEST} cannot be read: {error}; it is damaged or of another version of nksim: move the folder away and run again"
        ) from error


def _worlds(given: str | list[str]) -> tuple[str, ...]:
    """A scenario of one content is written as such."""
    return (given,) if isinstance(given, str) else tuple(given)


def render_manifest(manifest: Manifest) -> str:
    """A manifest as JSON, a run a line."""
    head = {
        "format": FORMAT,
        "command": manifest.command,
        "versions": dict(manifest.versions),
        "expected": manifest.expected,
        "shown": {
            name: worlds[0] if len(worlds) == 1 else list(worlds) for name, worlds in manifest.shown
        },
    }
    runs = ",\n".join(json.dumps(vars(run), ensure_ascii=False) for run in manifest.runs)
    return f'{json.dumps(head, indent=1, ensure_ascii=False)[:-2]},\n "runs": [\n{runs}\n]}}\n'


def versions_now() -> tuple[tuple[str, str], ...]:
    """What the runs were computed with."""
    return (
        ("python", platform.python_version()),
        *((package, version(package)) for package in PACKAGES),
    )
