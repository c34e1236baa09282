"""Where a long run can be taken up again.

Its engine goes into one file now and then, and comes back.

The file stands under the run's key, so that another scenario, seed or version of the model can
never go on from it. It is written aside and put in place whole; its parts carry check sums, and
what does not read back is refused.
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
from nksim.store.writing import write_all

if TYPE_CHECKING:
    from nksim.engines.contract import Engine

FOLDER = ".checkpoints"
EVERY_SECONDS = 300.0
_KEY = "key"
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ValueError,
    KeyError,
    IndexError,
    OSError,
    EOFError,
    TypeError,
)


@dataclass(frozen=True)
class Checkpointing:
    """Where checkpoints lie, and how often they are made.

    Every so many weeks, or whenever five minutes have passed.

    `stop_if_bad`: a checkpoint that cannot be used ends the run with StoreError; otherwise it is
    said and the run starts over.
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
    _saved_week: int = 0

    @property
    def path(self) -> Path:
        """The file."""
        return self.how.folder / FOLDER / f"{re.sub(r'[^A-Za-z0-9_.+-]+', '-', self.key)}.npz"

    @property
    def every_weeks(self) -> int | None:
        """The weeks between two checkpoints; None where a time is kept instead."""
        return self.how.every_weeks

    def resume(self, engine: Engine) -> int | None:
        """Bring an engine to the checkpoint; returns its weeks, 0 where there is none.

        None where it could not be used: then the engine is not to be used either.
        """
        if not self.path.exists():
            return 0
        try:
            engine.restore(_read(self.path, self.key))
        except _UNREADABLE as error:
            self._refuse(error)
            return None
        self._saved_week = engine.week
        self.how.say(f"going on from the checkpoint after week {engine.week}")
        return engine.week

    def is_due(self, week: int) -> bool:
        """Whether it is time for a checkpoint after so many weeks."""
        if self.how.every_weeks is not None:
            return week - self._saved_week >= self.how.every_weeks
        return time.monotonic() - self._saved_at >= EVERY_SECONDS

    def keep(self, engine: Engine) -> None:
        """Write the checkpoint in place of the last."""
        arrays = engine.dump() | {_KEY: np.array(self.key)}
        write_all(self.path.parent, {self.path.name: lambda path: _write(path, arrays)})
        self._saved_at, self._saved_week = time.monotonic(), engine.week

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
