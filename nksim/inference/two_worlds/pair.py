"""Two worlds with the same people and the same luck, and the events that only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from nksim.core.environment import Environments
from nksim.core.events import Event
from nksim.inference.two_worlds.log import Happening, Log
from nksim.inference.two_worlds.world import World
from nksim.society.census import household_of
from nksim.society.society import Society

BASELINE, POLICY = 0, 1
TURN = -1.0  # of the year, before its first week
RIGHT_AFTER = 0.5  # an arrest or turning in comes the loss of all titles


On = Callable[[Happening], bool]


class Found(NamedTuple):
    """An event, and in which of the two worlds it happened (0 the baseline, 1 the policy)."""

    side: int
    event: Happening


class Pair:
    """The baseline and a policy, lived with one seed."""

    def __init__(self, worlds: tuple[World, World]) -> None:
        self.worlds = worlds
        self._differing: dict[int, list[Found]] = {}
        mark_differing(worlds[0].log, worlds[1].log)

    def other(self, side: int) -> World:
        """The other world."""
        return self.worlds[1 - side]

    def differing(self, person: int, *kinds: Event) -> list[Found]:
        """The events that touch a person in one world alone, in the order of time."""
        if person not in self._differing:
            found = [
                Found(side, world.log.at(row))
                for side, world in enumerate(self.worlds)
                for row in world.log.touching(person)
                if world.log.differs[row]
            ]
            found.sort(key=lambda each: (order_of(each.event), each.side, each.event))
            self._differing[person] = found
        return [each for each in self._differing[person] if not kinds or each.event.event in kinds]

    def last_before(
        self, event: Happening, persons: Iterable[int], *kinds: Event, on: On = lambda event: True
    ) -> Found | None:
        """The last event of some persons that only one world has, before another event.

        `on` says of an event whether it is meant.
        """
        found = [
            each
            for person in persons
            for each in self.differing(person, *kinds)
            if order_of(each.event) < order_of(event) and on(each.event)
        ]
        return max(found, key=lambda each: (order_of(each.event), each.event), default=None)

    def is_differing(self, found: Found) -> bool:
        """Whether an event is lacking in the other world."""
        log = self.worlds[found.side].log
        row = int(np.searchsorted(log.columns["number"], found.event.number))
        return bool(log.differs[row])

    def household_of(self, person: int, week: int) -> list[int]:
        """The members of a person's home, by their numbers; searches are noted of the first."""
        return household_of(self.society_at(week), person)

    def society_at(self, week: int) -> Society:
        """The society of a week, the same in both worlds."""
        return self.worlds[BASELINE].moment(week).society

    def in_week(self, side: int, person: int, week: int, *kinds: Event) -> Iterator[Found]:
        """The events of some kinds that touch a person in one world in a week."""
        for event in self.worlds[side].log.of(person, *kinds, week=week):
            yield Found(side, event)


def order_of(event: Happening) -> tuple[int, float]:
    """When an event happened: its week, and within it the order of phases."""
    if event.event >= Event.BIRTH:
        return event.week, TURN
    if not event.late:
        return event.week, float(event.event)
    cause = Event.ARREST if event.act >= 0 else Event.CONFESSION
    return event.week, cause + RIGHT_AFTER


def mark_differing(one: Log, other: Log) -> None:
    """Mark in each of two logs the events that the other lacks."""
    first, second = one.hashes(), other.hashes()
    one.differs = ~np.isin(first, second)
    other.differs = ~np.isin(second, first)


def parting_week(one: Environments, other: Environments) -> int:
    """The first week in which two courses differ; their length if they never do."""
    first, second = (course.view(np.uint8).reshape(len(course), -1) for course in (one, other))
    weeks = np.flatnonzero((first != second).any(axis=1))
    return int(weeks[0]) if len(weeks) else len(one)
