"""The frame: everything that a week reads and writes, in one record, by name.

A kernel takes `(lo, hi, frame)`, the rows that it works on and the frame, or `(k, frame)`, one
tie, citizen or household.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.environment import Environments
from nksim.engines.cases import Desk
from nksim.engines.counts import Integers, Tables, Week
from nksim.engines.state import Records
from nksim.rules.coefficients import Coefficients

BLOCK = 4096  # ties that are hashed together
PURPOSES = 64  # keys by purpose

# Numbers that change from week to week, by their place in `Frame.now`.
WEEK, OFFERS, REPORTS, ARRESTED, LOGGED = range(5)


class Ties(NamedTuple):
    """Who is tied to whom: the society's rows, and the ties of neighbours by themselves."""

    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    layer: NDArray[np.uint8]
    first: Integers  # (citizens + 1,): ties first[i]:first[i+1] have i as their low end
    reverse_first: Integers
    reverse: NDArray[np.uint32]
    neighbours: NDArray[np.uint32]  # numbers of the ties of the layer of neighbours
    start: NDArray[np.uint16]  # (ties,): bonds at the start
    key: NDArray[np.uint32]  # (ties,): by which draws are keyed where lives change, else (0,)


class Places(NamedTuple):
    """Where people live: citizens of a household and of a district stand side by side.

    With it what else of the society is looked at too seldom for a citizen's record.
    """

    household_first: Integers  # (households + 1,)
    district_first: Integers  # (districts + 1,)
    district: NDArray[np.int32]  # (citizens,)
    household: NDArray[np.int32]  # (citizens,)
    number: NDArray[np.uint32]  # (citizens,): by which draws are keyed
    household_number: NDArray[np.uint32]  # (households,): likewise
    unit: NDArray[np.int32]  # (citizens,)
    at_border: NDArray[np.uint8]  # (citizens,): 1 in a district at the border
    trust_mean: NDArray[np.float32]  # (citizens,): what propaganda pulls regime trust back to
    people: Integers  # (districts,): how many live in each
    borders: NDArray[np.uint8]  # (provinces,): 1 where the province borders China


class Setting(NamedTuple):
    """What holds for a whole run."""

    c: Coefficients
    limits: NDArray[np.uint64]  # (layers,): a tie meets if the upper half of its hash is below
    appeal: NDArray[np.float64]  # by age of a title in weeks
    people_per_finder: float
    start: Environments  # (provinces,): before any lever
    seed: np.uint64
    always: NDArray[np.uint64]  # (PURPOSES,): streams that are the same in every week


class Doing(NamedTuple):
    """What citizens do this week, shape (citizens,), a byte each; codes stand in rules.codes."""

    able: NDArray[np.uint8]  # what decides whether a meeting can become a viewing
    did: NDArray[np.uint8]  # watched, alone, listened, heard
    caught: NDArray[np.uint8]  # accusation, or 0
    met_with: Records  # (citizens,) of state.MET_WITH


class Offers(NamedTuple):
    """Offers of a week in the order of their ties: who offered what to whom, what came of it."""

    tie: NDArray[np.uint32]
    host: NDArray[np.uint32]
    guest: NDArray[np.uint32]
    title: NDArray[np.int16]  # release week
    code: NDArray[np.uint8]


class Reports(NamedTuple):
    """Reports and names of a week: who is accused of what, who told, and on which tie."""

    suspect: NDArray[np.uint32]
    teller: NDArray[np.uint32]
    tie: NDArray[np.uint32]
    accusation: NDArray[np.uint8]


class Scratch(NamedTuple):
    """Room for what is worked out on the way: a block of ties, one citizen's answers."""

    bits: NDArray[np.uint32]  # (2, BLOCK)
    chosen: NDArray[np.uint32]  # (BLOCK,)
    answers: Integers  # (SURVEY_COUNTS,)


class Frame(NamedTuple):
    """All that a week reads and writes."""

    citizens: Records  # (citizens,) of state.CITIZEN
    bond: NDArray[np.uint16]
    complicity: NDArray[np.uint16]
    districts: Records  # (districts,) of state.DISTRICT
    deaths: NDArray[np.float64]  # (1,): executions to be expected, a year and million people
    ties: Ties
    places: Places
    setting: Setting
    environments: Environments  # (weeks, provinces)
    keys: NDArray[np.uint64]  # (PURPOSES,): this week's streams
    doing: Doing
    highest: NDArray[np.float64]  # (1,): no witness's chance to report is higher this week
    costs: NDArray[np.float64]  # (provinces, WEALTH_CLASSES + 2): of an arrest, and made from what
    desk: Desk
    arrested: NDArray[np.uint32]  # (citizens,): the first now[ARRESTED] were arrested last
    followed: NDArray[np.uint8]  # (citizens,): what followed for each of these
    backlog: Integers  # (CELLS,): open cases
    offers: Offers
    reports: Reports
    scratch: Scratch
    week: Week
    tables: Tables
    now: Integers
    log: Records  # of events.EVENT
    logs: bool  # whether single events are kept
