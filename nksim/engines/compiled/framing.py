"""A frame for a run: a scenario, a society and a seed come together in arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import CELLS, PROVINCE_COUNT, SURVEY_COUNTS
from nksim.core.draws import week_streams
from nksim.core.environment import Environments
from nksim.core.events import EVENT_RECORD
from nksim.engines.cases import copy_of as copy_of_desk
from nksim.engines.cases import new_desk
from nksim.engines.cases import with_own_week as desk_with_own_week
from nksim.engines.compiled.week import PURPOSE_NUMBERS, STEPS
from nksim.engines.counts import Integers, new_tables, new_week
from nksim.engines.counts import copy_of as copy_of_tables
from nksim.engines.frame import (
    ARRESTED,
    BLOCK,
    LOGGED,
    PURPOSES,
    Doing,
    Frame,
    Offers,
    Places,
    Reports,
    Scratch,
    Setting,
    Ties,
)
from nksim.engines.lives import infants
from nksim.engines.settings import (
    appeal_by_age,
    border_provinces,
    coefficients,
    contact_rates,
    people_per_finder,
)
from nksim.engines.state import MET_WITH, State, aligned, copied, new_state
from nksim.levers.policy import start_of
from nksim.rules.codes import INFANT, NEIGHBOUR
from nksim.rules.sanctioning import WEALTH_CLASSES
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society


def new_frame(
    scenario: Scenario, society: Society, seed: int, environments: Environments, rooms: bool = True
) -> Frame:
    """The frame of a run before its first week.

    With `rooms` the lists are long enough for any week; without, whoever lets steps pass lengthens
    them where one stops early.
    """
    clock = Clock(scenario.run.start, scenario.run.until)
    attitudes = scenario.attitudes
    state = new_state(society, attitudes.risk_base, attitudes.suspicion_base)
    state.citizens["status"][infants(society, 0, scenario)] = INFANT
    districts = len(society.district_first) - 1
    ties = ties_of(society)
    offers, reports = rooms_for(ties) if rooms else (0, 0)
    return Frame(
        *state,
        ties,
        places_of(society),
        setting_of(scenario, society, seed, clock),
        environments,
        np.zeros(PURPOSES, np.uint64),
        new_doing(society.size),
        np.zeros(1),
        new_costs(),
        new_desk(society.people.province, scenario.enforcement.case_life_weeks),
        np.empty(society.size, np.uint32),
        np.zeros(society.size, np.uint8),
        np.zeros(CELLS, np.int64),
        new_offers(offers or society.tie_count // 16 + 2 * BLOCK),
        new_reports(reports or len(ties.neighbours) // 4 + 4 * BLOCK),
        new_scratch(),
        new_week(districts),
        new_tables(clock, society.ties.layer, society.ties.bond),
        np.zeros(LOGGED + 1, np.int64),
        np.empty(0, EVENT_RECORD),
        False,
    )


def rows_of(frame: Frame) -> Integers:
    """The number of rows that each step of a week works on."""
    counts = {
        "citizens": len(frame.citizens),
        "ties": len(frame.ties.low),
        "households": len(frame.places.household_first) - 1,
        "neighbours": len(frame.ties.neighbours),
        "whole": 1,
    }
    return np.array([counts[rows] for *_, rows in STEPS], np.int64)


def forked(frame: Frame, own_week: bool = True) -> Frame:
    """A frame that goes its own way from here, between two weeks; what never changes is shared.

    Without `own_week` it also shares what is empty between two weeks: then the two must not be in
    the middle of one at the same time.
    """
    weeks = int(frame.now[0])
    other = frame._replace(
        citizens=copied(frame.citizens),
        bond=frame.bond.copy(),
        complicity=frame.complicity.copy(),
        districts=copied(frame.districts),
        deaths=frame.deaths.copy(),
        costs=frame.costs.copy(),
        desk=copy_of_desk(frame.desk),
        arrested=copy_of_first(frame.arrested, frame.now[ARRESTED]),
        followed=copy_of_first(frame.followed, frame.now[ARRESTED]),
        backlog=frame.backlog.copy(),
        tables=copy_of_tables(frame.tables, weeks),
        now=frame.now.copy(),
    )
    return other if not own_week else with_own_week(other)


def copy_of_first(column: NDArray[Any], count: int) -> NDArray[Any]:
    """Another column of the same length with the same first `count` rows; nobody reads the rest."""
    other = np.empty_like(column)
    other[:count] = column[:count]
    return other


def rooms_for(ties: Ties) -> tuple[int, int]:
    """How long the lists of offers and of reports must be for any week."""
    count = len(ties.low)
    return count + 2 * BLOCK, 3 * count + 2 * len(ties.neighbours) + 2 * BLOCK


def with_own_week(frame: Frame) -> Frame:
    """The same frame with lists and marks of the week of its own.

    Lists that were long enough for any week are so for the ties that there are now.
    """
    offers, reports = rooms_for(frame.ties)
    if len(frame.offers.tie) < len(frame.ties.low) // 2:  # lengthened where a step stops early
        offers, reports = len(frame.offers.tie), len(frame.reports.tie)
    return frame._replace(
        keys=frame.keys.copy(),
        doing=new_doing(len(frame.citizens)),
        desk=desk_with_own_week(frame.desk),
        highest=np.zeros(1),
        offers=new_offers(offers),
        reports=new_reports(reports),
        scratch=new_scratch(),
        week=new_week(len(frame.districts)),
    )


def ties_of(society: Society) -> Ties:
    """The ties of a society as kernels read them."""
    ties = society.ties
    neighbours = np.flatnonzero(ties.layer == NEIGHBOUR).astype(np.uint32)
    own = (ties.low, ties.high, ties.layer, ties.first, ties.reverse_first, ties.reverse)
    return Ties(*own, neighbours, ties.bond, ties.key)


def places_of(society: Society) -> Places:
    """Where the citizens of a society live, and what else is seldom looked at."""
    people = society.people
    return Places(
        society.household_first,
        society.district_first,
        people.district,
        people.household,
        society.numbers,
        society.household_numbers,
        people.unit,
        people.border,
        people.trust_mean,
        np.diff(society.district_first),
        border_provinces(),
    )


def new_costs() -> NDArray[np.float64]:
    """Costs of an arrest that have not been worked out yet."""
    return np.full((PROVINCE_COUNT, WEALTH_CLASSES + 2), -1.0)


def setting_of(scenario: Scenario, society: Society, seed: int, clock: Clock) -> Setting:
    """What holds for a whole run of a scenario in a society."""
    always = np.zeros(PURPOSES, np.uint64)
    with np.errstate(over="ignore"):  # hashes wrap around; plain Python would warn of it
        week_streams(np.uint64(seed), np.uint64(0), PURPOSE_NUMBERS, always)
    return Setting(
        coefficients(scenario),
        meeting_limits(scenario),
        appeal_by_age(scenario, clock),
        people_per_finder(society.people),
        start_of(scenario),
        np.uint64(seed),
        always,
    )


def meeting_limits(scenario: Scenario) -> NDArray[np.uint64]:
    """By layer: a tie meets in a week if the upper half of its hash is below this."""
    return np.ceil(contact_rates(scenario) * 4294967296.0).astype(np.uint64)


def new_doing(size: int) -> Doing:
    """A week in which nobody has done anything yet."""
    able, did, caught = (np.zeros(size, np.uint8) for _ in range(3))
    return Doing(able, did, caught, aligned(size, MET_WITH))


def new_offers(room: int) -> Offers:
    """An empty list of so many offers."""
    tie, host, guest = (np.empty(room, np.uint32) for _ in range(3))
    return Offers(tie, host, guest, np.empty(room, np.int16), np.empty(room, np.uint8))


def new_reports(room: int) -> Reports:
    """An empty list of so many reports."""
    suspect, teller, tie = (np.empty(room, np.uint32) for _ in range(3))
    return Reports(suspect, teller, tie, np.empty(room, np.uint8))


def new_scratch() -> Scratch:
    """Room for what is worked out on the way."""
    return Scratch(
        np.empty((2, BLOCK), np.uint32),
        np.empty(BLOCK, np.uint32),
        np.zeros(len(SURVEY_COUNTS), np.int64),
    )


def state_of(frame: Frame) -> State:
    """What outlives a week."""
    return State(frame.citizens, frame.bond, frame.complicity, frame.districts, frame.deaths)
