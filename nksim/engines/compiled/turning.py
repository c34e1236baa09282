"""The turn of a year in arrays: what outlives it is carried over into the next society."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import CELLS
from nksim.core.units import to_tie
from nksim.demography.turning import Turn
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.framing import places_of, ties_of, with_own_week
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
    married,
    places_after,
    take_stock,
    unborn,
)
from nksim.rules.codes import DEAD, FREE, INFANT
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

LINES = CITIZEN.itemsize // 8  # of eight bytes in a record


def turned(frame: Frame, before: Society, turn: Turn, scenario: Scenario) -> Frame:
    """The frame of a run in the society that a turn of the year has made of the one before.

    The frame before is not to be used any more: tables and districts are those of the new one.
    """
    after, went_to = turn.society, places_after(turn, before.size)
    bond, complicity = ties_over(frame, turn)
    life = scenario.enforcement.case_life_weeks
    other = frame._replace(
        citizens=carried_over(frame, before, turn, scenario),
        bond=bond,
        complicity=complicity,
        ties=ties_of(after),
        places=places_of(after),
        setting=frame.setting._replace(people_per_finder=people_per_finder(after.people)),
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


def carried_over(frame: Frame, before: Society, turn: Turn, scenario: Scenario) -> Records:
    """The records of the citizens of the new society: those before in their new places."""
    after, week = turn.society, int(frame.now[WEEK])
    citizens = aligned(after.size, CITIZEN)
    lines = frame.citizens.view(np.uint64).reshape(-1, LINES)
    room = citizens.view(np.uint64).reshape(-1, LINES)
    np.take(lines, np.maximum(turn.came_from, 0), axis=0, out=room)
    c, newborn = frame.setting.c, np.flatnonzero(turn.came_from < 0)
    citizens[newborn] = blank(after, newborn, c.risk_base, c.suspicion_base)
    citizens["cell"] = cells_of(after.people)
    change_standing(citizens, before, turn)
    citizens["status"][grown_up(citizens["status"], after, week, scenario)] = FREE
    citizens["status"][newborn] = INFANT
    citizens["status"][newborn[unborn(frame.citizens["status"], turn)]] = DEAD
    return citizens


def change_standing(citizens: Records, before: Society, turn: Turn) -> None:
    """A home's player goes with the home; wealth and role only where these have changed."""
    people, roles, homes = turn.society.people, *_changed(before, turn)
    citizens["role"][roles] = people.role[roles]
    wealth = people.wealth[homes] * np.float32(32.0)
    citizens["wealth_class"][homes] = np.minimum(wealth, 31).astype(np.uint8)
    citizens["device_rank"] = people.device_rank


def _changed(before: Society, turn: Turn) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return changed_roles(before, turn), changed_homes(before, turn)


def ties_over(frame: Frame, turn: Turn) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Bond and complicity: kept where a tie goes on, at the start where it begins."""
    bond = turn.society.ties.bond.copy()
    complicity = np.zeros(len(bond), np.uint16)
    carry_ties(turn.tie_came_from, frame.bond, frame.complicity, bond, complicity)
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
    alive = born[after.citizens["status"][born] != DEAD]
    _count(after, t.BIRTHS, after.citizens["cell"][alive])
    status, cells = frame.citizens["status"], frame.citizens["cell"]
    _count(after, t.NATURAL_DEATHS, cells[died(status, turn)])
    _count(after, t.MARRIAGES, cells[married(status, turn)[:, 0]])


def _count(frame: Frame, column: int, cells: NDArray[Any]) -> None:
    frame.week.cells[:, column] += np.bincount(cells.astype(np.int64), minlength=CELLS)
