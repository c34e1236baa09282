"""Runs of a fit as they are finished: a line each in a file, read again when the fit is gone on with.

A proposal and its luck follow from the seed alone, so that the same run is asked for again and is at hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

RUNS = "runs.jsonl"
Simulate = Callable[[Mapping[str, float], int], dict[str, float]]


class Remembering:
    """A simulator that makes no run twice; `advance(1)` is called for every run, at hand or new."""

    def __init__(self, simulate: Simulate, folder: Path, advance: Callable[[int], None] = lambda runs: None) -> None:
        self._simulate, self._path, self._advance = simulate, folder / RUNS, advance
        self._lock, self._known = Lock(), _read(self._path)

    def __call__(self, draw: Mapping[str, float], seed: int) -> dict[str, float]:
        """The statistics of a run."""
        key = json.dumps([sorted(draw.items()), seed])
        found = self._known.get(key)
        if found is None:
            found = self._simulate(draw, seed)
            self._keep(key, found)
        self._advance(1)
        return found

    def _keep(self, key: str, found: dict[str, float]) -> None:
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, found]) + "\n")


def _read(path: Path) -> dict[str, dict[str, float]]:
    """What is at hand; a line that was cut off is made again."""
    known = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            key, found = json.loads(line)
            known[key] = found
        except ValueError:
            continue
    return known
