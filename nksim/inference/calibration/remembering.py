"""Runs of a fit as they are finished.

A line each in a file, read again when the fit is gone on with.

A proposal and its luck follow from the seed alone, so that the same run is asked for again and is
at hand. A run that was stopped since it was too far off is made again only if it is now asked for
with a larger limit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import inf
from pathlib import Path
from threading import Lock

from nksim.inference.calibration.observed import Observed, distance, least_distance
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

    def __call__(self, draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        """The statistics of a run; some of them if it was stopped."""
        key = json.dumps([sorted(draw.items()), seed])
        found = self._known.get(key)
        if found is None or not _says(found, self._question.observed, limit):
            found = self._question.simulate(draw, seed, limit)
            self._keep(key, found)
        self._progress.advance(self._question.weeks)
        return found

    @property
    def by_seed(self) -> dict[int, tuple[dict[str, float], dict[str, float]]]:
        """Every run at hand by its seed: the draw and its statistics."""
        keys = {key: json.loads(key) for key in self._known}
        return {int(seed): (dict(draw), self._known[key]) for key, (draw, seed) in keys.items()}

    def _keep(self, key: str, found: dict[str, float]) -> None:
        with self._lock:
            append_entry(self._path, key, found)
            self._known[key] = found


def _is_run(key: str) -> bool:
    """Whether a key is one of ours: a draw and a seed."""
    try:
        draw, seed = json.loads(key)
        return isinstance(dict(draw), dict) and isinstance(seed, int)
    except (ValueError, TypeError, RecursionError):
        return False


def _says(found: Mapping[str, float], observed: Sequence[Observed], limit: float) -> bool:
    """Whether these statistics say all that was asked.

    They are whole, or tell that the run is further off than the limit, or that it failed (none).
    """
    return not found or distance(found, observed) < inf or least_distance(found, observed) > limit
