"""Where a long run can be taken up again: engine and record go into one file now and then, and come back out of it.

The file stands under the run's key, so that another scenario, seed or version of the model can never go on from it. It is
written aside and put in place whole; its parts carry check sums, and what does not read back is refused.
"""

from __future__ import annotations

import os
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.errors import StoreError
from nksim.engines.recording import Record
from nksim.store.writing import write_all

if TYPE_CHECKING:
    from nksim.engines.compiled.engine import CompiledEngine
    from nksim.experiments.forks import Course

FOLDER = ".checkpoints"
EVERY_SECONDS = 300.0
_ENGINE, _KEY = "engine:", "key"
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ValueError,
    KeyError,
    OSError,
    EOFError,
    TypeError,
)


@dataclass(frozen=True)
class Checkpointing:
    """Where checkpoints lie, and how often they are made: every so many weeks, or whenever five minutes have passed.

    `stop_if_bad`: a checkpoint that cannot be used ends the run with StoreError; otherwise it is said and the run starts over.
    """

    folder: Path
    every_weeks: int | None = None
    stop_if_bad: bool = False
    say: Callable[[str], None] = lambda words: None

    def of(self, key: str) -> Checkpoints:
        """The checkpoints of one run."""
        return Checkpoints(key, self)


@dataclass
class Checkpoints:
    """The checkpoints of the run of a key: each takes the place of the last."""

    key: str
    how: Checkpointing
    _saved_at: float = field(default_factory=time.monotonic)

    @property
    def path(self) -> Path:
        """The file."""
        return self.how.folder / FOLDER / f"{re.sub(r'[^A-Za-z0-9_.+-]+', '-', self.key)}.npz"

    def resume(self, engine: CompiledEngine, course: Course) -> Record:
        """The record up to the checkpoint, with the engine brought there; an empty record if there is none to go on from."""
        if not self.path.exists():
            return Record()
        try:
            arrays = _read(self.path, self.key)
            record = _record(arrays, course)
            engine.restore(
                {
                    name.removeprefix(_ENGINE): array
                    for name, array in arrays.items()
                    if name.startswith(_ENGINE)
                }
            )
        except _UNREADABLE as error:
            self._refuse(error)
            return Record()
        self.how.say(f"going on from the checkpoint after week {record.weeks}")
        return record

    def is_due(self, weeks: int) -> bool:
        """Whether it is time for a checkpoint after so many weeks."""
        if self.how.every_weeks is not None:
            return weeks % self.how.every_weeks == 0
        return time.monotonic() - self._saved_at >= EVERY_SECONDS

    def keep(self, engine: CompiledEngine, record: Record) -> None:
        """Write the checkpoint in place of the last."""
        arrays = {f"{_ENGINE}{name}": array for name, array in engine.dump().items()}
        arrays |= {
            _KEY: np.array(self.key),
            "cells": np.stack(record.cells),
            "layers": np.stack(record.layers),
        }
        arrays |= {
            "survey_weeks": np.array(record.survey_weeks, np.int64),
            "surveys": np.array(record.surveys, np.int64),
        }
        write_all(self.path.parent, {self.path.name: lambda path: _write(path, arrays)})
        self._saved_at = time.monotonic()

    def forget(self) -> None:
        """The run is finished and saved: nobody will go on from here."""
        self.path.unlink(missing_ok=True)
        if self.path.parent.is_dir() and not any(self.path.parent.iterdir()):
            self.path.parent.rmdir()

    def _refuse(self, error: Exception) -> None:
        words = f"checkpoint={self.path} cannot be used: {error or type(error).__name__}"
        if self.how.stop_if_bad:
            raise StoreError(f"{words}; delete it to start the run over") from error
        self.how.say(f"{words}; the run starts over")
        self.path.unlink(missing_ok=True)


def _write(path: Path, arrays: dict[str, Any]) -> None:
    with path.open("wb") as file:
        np.savez(file, **arrays)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path, key: str) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as stored:
        if str(stored[_KEY]) != key:
            raise ValueError(f"it belongs to another run (run={stored[_KEY]}, wanted {key})")
        return {name: stored[name] for name in stored.files}


def _record(arrays: dict[str, Any], course: Course) -> Record:
    weeks = len(arrays["cells"])
    if weeks > course.length:
        raise ValueError(f"it reaches week {weeks} of a run of {course.length}")
    past = [course.environment(week) for week in range(weeks)]
    return Record(
        list(arrays["cells"]),
        list(arrays["layers"]),
        past,
        arrays["survey_weeks"].tolist(),
        list(arrays["surveys"]),
    )
