"""Runs of a fit as they are finished.

A line each in a file, read again when the fit is gone on with.

A draw and its luck follow from the seed alone, so that the same run is asked for again and is at
hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from nksim.inference.calibration.question import Question
from nksim.running.progress import SILENT, Progress
from nksim.store.journal import append_entry, entries

RUNS = "runs.jsonl"


class Remembering:
    """A simulator that makes no run twice.

    `progress` hears of the question's weeks for every run, at hand or new.
    """

    def __init__(self, question: Question, folder: Path, progress: Progress = SILENT) -> None:
        self._question, self._path, self._progress = question, folder / RUNS, progress
        self._lock = Lock()
        self._known = {key: found for key, found in entries(self._path) if _is_run(key)}

    def __call__(self, draw: Mapping[str, float], seed: int) -> dict[str, float]:
        """The statistics of a run."""
        key = json.dumps([sorted(draw.items()), seed])
        found = self._known.get(key)
        if found is None:
            found = self._question.simulate(draw, seed)
            self._keep(key, found)
        self._progress.advance(self._question.weeks)
        return found

    def _keep(self, key: str, found: dict[str, float]) -> None:
        with self._lock:
            append_entry(self._path, key, found)
            self._known[key] = found


def by_seed(path: Path) -> dict[int, dict[str, float]]:
    """What every run of a file said, by the seed of its luck."""
    found = ((json.loads(key), said) for key, said in entries(path) if _is_run(key))
    return {int(seed): said for (_, seed), said in found}


def _is_run(key: str) -> bool:
    """Whether a key is one of ours: a draw and a seed."""
    try:
        draw, seed = json.loads(key)
        return isinstance(dict(draw), dict) and isinstance(seed, int)
    except (ValueError, TypeError, RecursionError):
        return False
