"""The societies of a run, year by year: what both engines and all forks of a run live through.

A turn of the year depends on no policy, so it is worked out once and remembered for whoever comes
the same way again, as long as there is room.
"""

from __future__ import annotations

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from nksim.core.buffers import Buffers
from nksim.core.clock import WEEKS_PER_YEAR, Clock
from nksim.core.errors import InputError
from nksim.demography.turning import Turn, turn, turn_weeks
from nksim.rules.codes import INFANT
from nksim.scenario.scenario import Scenario
from nksim.society.census import Census, census_of
from nksim.society.society import Society

ROOM = 1 << 29  # bytes of turns that are remembered


class Lives:
    """The turns of a run that begins in a society; none where nobody is born, ages or dies.

    InputError for a society of a later year, in which people were born after the run begins.
    """

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        clock: Clock,
        threads: int = 1,
    ) -> None:
        self.scenario, self.seed, self.threads = scenario, society.built_with, threads
        register = society.register
        if register is not None and (born := int(register.birth.max(initial=0))) > 0:
            raise InputError(
                f"society: somebody is born in week {born}, after the run begins; a run begins in"
                " the society of its first week: take one that no year has turned"
            )
        self.weeks: list[int] = [] if register is None else turn_weeks(clock).tolist()
        self.buffers = Buffers(reuse=False)
        self._turns: dict[int, Turn] = {}
        self._one_at_a_time = Lock()

    def next_turn(self, week: int, end: int) -> int:
        """The first turn after a week, or `end` if there is none before it."""
        return min((each for each in self.weeks if week < each < end), default=end)

    def turn(self, week: int, society: Society) -> Turn:
        """The turn before a week, in the society that has lived until then."""
        with self._one_at_a_time:
            if week not in self._turns:
                made = turn(society, self.scenario, self.seed, week, self.threads, self.buffers)
                if self.buffers.reuse:
                    return made
                self._make_room(ROOM - size_of(made))
                self._turns[week] = made
            return self._turns[week]

    def write_over(self) -> None:
        """From now on each year is written over the one before: less memory, less time."""
        self.buffers = Buffers(reuse=True)

    def share(self) -> None:
        """From now on two runs live through these years: nothing is written over any more."""
        self.buffers = Buffers(reuse=False)

    def _make_room(self, room: int) -> None:
        """Forget turns, the earliest first, until the others take no more than this room."""
        while self._turns and sum(size_of(each) for each in self._turns.values()) > room:
            del self._turns[min(self._turns)]


def census(scenario: Scenario, society: Society) -> Census:
    """Who lives when in a run that begins in a society."""
    lives = Lives(scenario, society, Clock(scenario.run.start, scenario.run.until))
    societies = [society]
    for week in lives.weeks:
        societies.append(lives.turn(week, societies[-1]).society)
    return census_of([0, *lives.weeks], societies)


def size_of(turn: Turn) -> int:
    """Bytes that a turn takes."""
    return turn.society.nbytes + turn.came_from.nbytes + turn.tie_came_from.nbytes


def ages(society: Society, week: int) -> NDArray[np.float64]:
    """Ages in years at the beginning of a week."""
    assert society.register is not None
    return np.asarray((week - society.register.birth) / WEEKS_PER_YEAR)


def infants(society: Society, week: int, scenario: Scenario) -> NDArray[np.bool_]:
    """Who is too young to watch, shape (citizens,); nobody where nobody ages."""
    if society.register is None:
        return np.zeros(society.size, bool)
    return np.asarray(ages(society, week) < scenario.life.first_watching_age)


def grown_up(
    status: NDArray[np.uint8], society: Society, week: int, scenario: Scenario
) -> NDArray[np.bool_]:
    """Which infants have come to the age at which watching begins."""
    return np.asarray((status == INFANT) & ~infants(society, week, scenario))
