"""The state organs of the provinces: reports and names go in, at most a capacity of cases is followed up, the rest wait.

Organs are no citizens: both engines use this one desk. A person has at most one open case; a graver accusation replaces a lighter one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import Purpose, draw_one, stream

_stream = lru_cache(64)(stream)  # asked for again for every case of a week


class CaseLoad:
    """First come, first served, in each province; cases of one week stand in the order of the suspects."""

    def __init__(self, province: NDArray[np.uint8], seed: int) -> None:
        self.seed = seed
        self.province = province
        self.population = np.bincount(province, minlength=10)
        self.open: dict[int, int] = {}
        self.queues: list[list[int]] = [[] for _ in range(10)]

    def receive(self, suspects: Sequence[int], accusations: Sequence[int]) -> list[int]:
        """Open a case for every suspect who has none; returns these suspects, ascending."""
        gravest: dict[int, int] = {}
        for suspect, accusation in zip(suspects, accusations, strict=True):
            gravest[suspect] = max(accusation, gravest.get(suspect, 0))
        opened = sorted(suspect for suspect in gravest if suspect not in self.open)
        for suspect in opened:
            self.queues[self.province[suspect]].append(suspect)
        for suspect, accusation in gravest.items():
            self.open[suspect] = max(accusation, self.open.get(suspect, 0))
        return opened

    def follow_up(self, capacity: NDArray[np.float64], week: int) -> list[tuple[int, int]]:
        """Take up the oldest cases within the week's capacity (cases per person, by province): pairs of suspect and accusation."""
        taken: list[tuple[int, int]] = []
        key = _stream(self.seed, Purpose.FOLLOW_UP, week)
        for province, queue in enumerate(self.queues):
            if queue:
                places = self._places(
                    float(capacity[province]) * int(self.population[province]), key, province
                )
                taken += [(suspect, self.open.pop(suspect)) for suspect in queue[:places]]
                self.queues[province] = queue[places:]
        return taken

    def proves(self, suspect: int, week: int, proof_chance: float) -> bool:
        """Whether following up a case ends in an arrest."""
        return draw_one(_stream(self.seed, Purpose.PROOF, week), suspect) < proof_chance

    def waiting(self) -> list[int]:
        """Everyone with an open case."""
        return [suspect for queue in self.queues for suspect in queue]

    def open_cases(self, size: int) -> NDArray[np.uint8]:
        """The accusation of each citizen's open case, or 0, shape (size,)."""
        cases = np.zeros(size, np.uint8)
        for suspect, accusation in self.open.items():
            cases[suspect] = accusation
        return cases

    def dump(self) -> NDArray[np.int64]:
        """The queues in their order, shape (cases, 2): suspect and accusation."""
        return np.array(
            [(suspect, self.open[suspect]) for suspect in self.waiting()], np.int64
        ).reshape(-1, 2)

    def restore(self, cases: NDArray[np.int64]) -> None:
        """Take up the queues that `dump` has put down."""
        self.open = {int(suspect): int(accusation) for suspect, accusation in cases}
        self.queues = [[] for _ in range(10)]
        for suspect in self.open:
            self.queues[self.province[suspect]].append(suspect)

    def _places(self, mean: float, key: np.uint64, province: int) -> int:
        whole = int(mean)
        return whole + int(draw_one(key, province) < mean - whole)
