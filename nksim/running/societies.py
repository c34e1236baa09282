"""Societies of runs: opened where a folder has them, else built."""

from __future__ import annotations

from pathlib import Path

from nksim.running.work import Batch
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from nksim.store.societies import ABOUT, open_society, save_society, society_folder


def society_for(scenario: Scenario, seed: int, threads: int, folder: Path | None) -> Society:
    """The society of a scenario and seed: opened if the folder has it, else built.

    A built one is saved where a folder is given.
    """
    if folder is None:
        return build_society(scenario, seed, threads)
    place = society_folder(folder, scenario, seed)
    if not (place / ABOUT).exists():
        save_society(build_society(scenario, seed, threads), place)
    return open_society(place)


class Lender:
    """The society of a batch: lent to its runs, and given away to the last of them.

    Whoever is given it has it alone and may write it over; it is made again if it is needed again.
    """

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._society: Society | None = None
        self._error: Exception | None = None

    def lend(self) -> Society:
        """The society, which stays as it is; one that cannot be built is not tried again."""
        if self._error is not None:
            raise self._error
        if self._society is None:
            try:
                self._society = self._made()
            except Exception as error:
                self._error = error
                raise
        return self._society

    def _made(self) -> Society:
        batch = self.batch
        first, threads = batch.tasks[0].scenario, batch.options.threads
        return society_for(first, batch.seed, threads, batch.societies)

    def give(self) -> Society:
        """The society, which nobody else has any more."""
        society, self._society = self.lend(), None
        return society
