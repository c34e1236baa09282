"""Families side by side: people in the order of their homes, and what goes with it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.rules.codes import KIN
from nksim.society.ages import QUARTER, band_of
from nksim.society.assembly import Proposals
from nksim.society.proposals import LAYER_BITS
from nksim.society.rates.mortality import QUARTERS
from nksim.society.settlement import Settlement
from nksim.society.society import Register
from nksim.society.traits import Known


class Families(NamedTuple):
    """Where people live, when they were born, who belongs to whom."""

    place: Settlement
    known: Known
    register: Register
    kin: Proposals  # parents and children who live apart


class Persons(NamedTuple):
    """People of a country before they have homes, district by district; -1 is nobody."""

    birth: NDArray[np.int32]
    woman: NDArray[np.uint8]
    partner: NDArray[np.int32]
    mother: NDArray[np.int32]
    father: NDArray[np.int32]
    wed: NDArray[np.uint8]  # 1 for whoever is or was married
    home: NDArray[np.int32]  # who heads the home


def seated(place: Settlement, persons: Persons) -> Families:
    """People in the order of their homes, and what goes with it."""
    size = len(persons.birth)
    district = np.repeat(np.arange(len(place.district_first) - 1), np.diff(place.district_first))
    order = np.lexsort((persons.birth, persons.home, district))
    went_to = np.empty(size, np.int32)
    went_to[order] = np.arange(size, dtype=np.int32)
    head = persons.home[order]
    first = np.append(np.flatnonzero(np.diff(head, prepend=-1)), size).astype(np.int64)
    birth, woman = persons.birth[order], persons.woman[order]
    bands = np.array([band_of(age) for age in range(QUARTERS + 1)], np.uint8)
    age = bands[np.minimum((-birth / QUARTER).astype(np.int64), QUARTERS)]
    partner, mother, father = (
        np.where(of[order] >= 0, went_to[of[order]], -1).astype(np.int32)
        for of in (persons.partner, persons.mother, persons.father)
    )
    homes = len(first) - 1
    register = Register(
        number=np.arange(size, dtype=np.uint32),
        birth=birth,
        partner=partner,
        mother=mother,
        father=father,
        household_number=np.arange(homes, dtype=np.uint32),
        next_number=size,
        next_household=homes,
    )
    household = np.repeat(np.arange(homes), np.diff(first))
    settled = place._replace(household_first=first, household_district=district[first[:-1]])
    return Families(settled, Known(age, woman), register, kin_apart(register, household))


def kin_apart(register: Register, household: NDArray[np.int64]) -> Proposals:
    """Ties of parents and children who live apart."""
    child = np.arange(len(household))
    pairs = []
    for parent in (register.mother, register.father):
        apart = parent >= 0
        apart[apart] = household[parent[apart]] != household[apart]
        pairs.append((child[apart], parent[apart].astype(np.int64)))
    one = np.concatenate([pair[0] for pair in pairs])
    other = np.concatenate([pair[1] for pair in pairs])
    low, high = np.minimum(one, other), np.maximum(one, other)
    return Proposals(low.astype(np.uint32), (high << LAYER_BITS | KIN).astype(np.uint32))
