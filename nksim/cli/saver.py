"""Finished runs come in one by one and go to disk in batches, also when the work is broken off."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from nksim.observations.result import Result

BATCH, BATCH_SECONDS = 16, 60.0


class Saver:
    """Saves runs into a folder, a batch at a time; leaving it saves the rest."""

    def __init__(self, folder: Path, command: str) -> None:
        self.folder, self.command = folder, command
        self._waiting: list[Result] = []
        self._saved_at = time.monotonic()

    def add(self, result: Result) -> None:
        """Take a finished run; save if enough have come together or enough time has passed."""
        self._waiting.append(result)
        if len(self._waiting) >= BATCH or time.monotonic() - self._saved_at > BATCH_SECONDS:
            self.save()

    def save(self) -> None:
        """Save what has come together."""
        from nksim.store.saving import save_runs

        batch, self._waiting = self._waiting, []
        if batch:
            save_runs(batch, self.folder, self.command)
        self._saved_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()
