"""The first society with lives: who is whose husband, wife, mother, father, and when all were born."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose
from nksim.scenario.scenario import Scenario
from nksim.society.keys import keys_of
from nksim.society.society import Register, Society
from nksim.society.traits import units

YEAR = 365.2425 / 7.0


def with_families(society: Society, scenario: Scenario, seed: int) -> Society:
    """The same people with weeks of birth, and ties of marriage and descent at home."""
    size = society.size
    edges = np.array([0.0, 15.0, 30.0, 50.0, 85.0])
    draws = units(seed, YearlyPurpose.BIRTH_WEEK, 0, size)
    age = society.people.age
    draws = np.where(age == 3, draws**1.7, draws)
    years = edges[age] + draws * (edges[age + 1] - edges[age])
    birth = -np.floor(years * YEAR).astype(np.int32) - 1
    places = kin_at_home(society, birth)
    number = np.arange(size, dtype=np.uint32)
    homes = len(society.household_first) - 1
    register = Register(number, birth, *places, np.arange(homes, dtype=np.uint32), size, homes)
    keys = keys_of(society.ties.low, society.ties.high, number)
    return Society(
        society.people,
        society.ties._replace(key=keys),
        society.household_first,
        society.district_first,
        society.built_with,
        society.labels,
        register,
    )


def kin_at_home(society: Society, birth: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """Partner, mother and father of everybody, -1 for nobody."""
    partner, mother, father = (np.full(society.size, -1, np.int32) for _ in range(3))
    woman, first = society.people.woman.tolist(), society.household_first.tolist()
    born = birth.tolist()
    for lo, hi in zip(first[:-1], first[1:], strict=True):
        members = sorted(range(lo, hi), key=lambda i: born[i])
        for i in members:
            if partner[i] >= 0 or born[i] > -20 * YEAR:
                continue
            for j in members:
                near = abs(born[i] - born[j]) < 12 * YEAR and born[j] < -20 * YEAR
                if near and woman[i] != woman[j] and partner[j] < 0:
                    partner[i], partner[j] = j, i
                    break
        for i in members:
            for j in members:
                if woman[j] and partner[j] >= 0 and 18 * YEAR < born[i] - born[j] < 45 * YEAR:
                    mother[i], father[i] = j, partner[j]
                    break
    return [partner, mother, father]
