"""Saves finished runs into a folder, some at a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Self

from nksim.running.work import Work
from nksim.store.finished import FinishedRun
from nksim.store.saving import save_finished

MOST_WAITING_BYTES, LONGEST_WAIT_SECONDS = 128 << 20, 10.0


class Saver:
    """A context that saves on the way and, when it is left, the rest: also when work breaks off.

    `worlds` names for each scenario the hashes under which it is shown.
    """

    def __init__(self, work: Work, worlds: Mapping[str, tuple[str, ...]]) -> None:
        self.work, self.worlds = work, worlds
        self._waiting: list[FinishedRun] = []
        self._bytes = 0
        self._saved_at = time.monotonic()

    def add(self, run: FinishedRun) -> None:
        """Take a finished run; save if enough have come together or enough time has passed."""
        self._waiting.append(run)
        self._bytes += run.bytes
        late = time.monotonic() - self._saved_at > LONGEST_WAIT_SECONDS
        if late or self._bytes >= MOST_WAITING_BYTES:
            self.save()

    def save(self) -> None:
        """Save what has come together; runs wait until they are saved, so none is ever lost."""
        if self._waiting:
            shown = {run.run.scenario: self.worlds[run.run.scenario] for run in self._waiting}
            work = self.work
            save_finished(self._waiting, work.folder, work.command, len(work.tasks), shown)
        self._waiting, self._bytes = [], 0
        self._saved_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.save()
