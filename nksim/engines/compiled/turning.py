"""The turn of a year in arrays: what outlives it is carried over into the next society."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.buffers import Buffers
from nksim.core.columns import CELLS
from nksim.core.units import to_tie
from nksim.demography.turning import Turn
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.framing import new_doing, places_of, ties_of, with_own_week
from nksim.engines.frame import ARRESTED, WEEK, Frame
from nksim.engines.lives import grown_up
from nksim.engines.settings import people_per_finder
from nksim.engines.state import CITIZEN, Records, aligned, blank, cells_of
from nksim.engines.turning import (
    carry_ties,
    changed_homes,
    changed_roles,
    desk_after,
    died,
    gone,
    married,
    newborn_status,
    places_after,
    take_stock,
)
from nksim.rules.codes import FREE
from nksim.scenario.scenario import Scenario
from nksim.society.society import People, Society

LINES = CITIZEN.itemsize // 8  # of eight bytes in a record


class Changes(NamedTuple):
    """Who has another role than before, or a home of another wealth, as places now."""

    roles: NDArray[np.int64]
    homes: NDArray[np.int64]


def changes_of(before: Society, turn: Turn) -> Changes:
    """What a turn of the year has changed of the society before."""
    return Changes(changed_roles(before, turn), changed_homes(before, turn))


def settled(frame: Frame, after: Society) -> Frame:
    """The frame with a society's places and ties, before anybody and their bonds have come over.

    Marks of the week are empty between two weeks and let go of.
    """
    finder = people_per_finder(after.people)
    return frame._replace(
        ties=ties_of(after),
        places=places_of(after),
        setting=frame.setting._replace(people_per_finder=finder),
        doing=new_doing(0),
    )


def turned(
    frame: Frame, turn: Turn, changes: Changes, scenario: Scenario, buffers: Buffers
) -> Frame:
    """The frame of a run after a turn of the year, from one that has the new places and ties.

    The frame given is not to be used any more: tables and districts are those of the new one, and
    its bonds go back to the buffers.
    """
    after, went_to = turn.society, places_after(turn, len(frame.citizens))
    bond, complicity = ties_over(frame, turn, buffers)
    life = scenario.enforcement.case_life_weeks
    other = frame._replace(
        citizens=carried_over(frame, turn, changes, scenario),
        bond=bond,
        complicity=complicity,
        desk=desk_after(frame.desk, went_to, after, life),
        arrested=np.empty(after.size, np.uint32),
        followed=np.zeros(after.size, np.uint8),
    )
    arrested_over(frame, went_to, other)
    other = with_own_week(other)
    count_open_cases(other)
    count_turn(frame, turn, other)
    threshold = to_tie(scenario.enforcement.naming_threshold)
    take_stock(other.tables, other.ties.layer, bond, complicity, threshold)
    return other


def carried_over(frame: Frame, turn: Turn, changes: Changes, scenario: Scenario) -> Records:
    """The records of the citizens of the new society: those before in their new places."""
    after, week = turn.society, int(frame.now[WEEK])
    citizens = aligned(after.size, CITIZEN)
    lines = frame.citizens.view(np.uint64).reshape(-1, LINES)
    room = citizens.view(np.uint64).reshape(-1, LINES)
    np.take(lines, turn.came_from, axis=0, out=room, mode="clip")  # "raise" would make a copy
    c, newborn = frame.setting.c, np.flatnonzero(turn.came_from < 0)
    citizens[newborn] = blank(after, newborn, c.risk_base, c.suspicion_base)
    citizens["cell"] = cells_of(after.people)
    change_traits(citizens, after.people)
    change_standing(citizens, after.people, changes)
    citizens["status"][grown_up(citizens["status"], after, week, scenario)] = FREE
    citizens["status"][newborn] = newborn_status(frame.citizens["status"], turn)
    return citizens


def change_traits(citizens: Records, people: People) -> None:
    """What bands of age differ in (`society.differences`) changes with one's band."""
    for name in ("willingness", "risk_aversion"):
        citizens[name] = getattr(people, name)
    citizens["taste"][:, 0], citizens["taste"][:, 1] = people.taste_chinese, people.taste_korean


def change_standing(citizens: Records, people: People, changes: Changes) -> None:
    """A home's player goes with the home; wealth and role only where these have changed."""
    roles, homes = changes
    citizens["role"][roles] = people.role[roles]
    wealth = people.wealth[homes] * np.float32(32.0)
    citizens["wealth_class"][homes] = np.minimum(wealth, 31).astype(np.uint8)
    citizens["device_rank"] = people.device_rank


def ties_over(
    frame: Frame, turn: Turn, buffers: Buffers
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Bond and complicity: kept where a tie goes on, at the start where it begins."""
    came_from, size = turn.tie_came_from, len(turn.tie_came_from)
    bond = buffers.take(size, np.uint16)
    bond[:] = turn.society.ties.bond
    carry_ties(came_from, frame.bond, bond)
    buffers.give(frame.bond)
    complicity = buffers.take(size, np.uint16)
    complicity[:] = 0
    carry_ties(came_from, frame.complicity, complicity)
    return bond, complicity


def arrested_over(frame: Frame, went_to: NDArray[np.int64], after: Frame) -> None:
    """Those arrested last, who may still name somebody."""
    last = int(frame.now[ARRESTED])
    now = went_to[frame.arrested[:last]]
    lives = now >= 0
    count = int(lives.sum())
    after.arrested[:count] = now[lives]
    after.followed[:count] = frame.followed[:last][lives]
    after.now[ARRESTED] = count


def count_open_cases(frame: Frame) -> None:
    """Open cases by cell, as the desk has them now; who has none any more has none."""
    suspects = frame.desk.queue[: frame.desk.length[0]]
    cells = frame.citizens["cell"][suspects].astype(np.int64)
    frame.backlog[:] = np.bincount(cells, minlength=CELLS)


def count_turn(frame: Frame, turn: Turn, after: Frame) -> None:
    """Births, deaths and marriages, counted with the week that begins."""
    born = np.flatnonzero(turn.came_from < 0)
    alive = born[~gone(after.citizens["status"][born])]
    _count(after, t.BIRTHS, after.citizens["cell"][alive])
    status, cells = frame.citizens["status"], frame.citizens["cell"]
    _count(after, t.NATURAL_DEATHS, cells[died(status, turn)])
    _count(after, t.MARRIAGES, cells[married(status, turn)[:, 0]])


def _count(frame: Frame, column: int, cells: NDArray[Any]) -> None:
    frame.week.cells[:, column] += np.bincount(cells.astype(np.int64), minlength=CELLS)
