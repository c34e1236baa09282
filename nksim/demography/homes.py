"""Where everybody lives after the year: couples, their children, orphans and the lone old.

Homes are counted in old places: first those of before, then the new ones in the order of couples.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, stream, unit
from nksim.core.jit import kernel, part, step
from nksim.demography.marriages import Couples
from nksim.demography.vital import AT_HOME, DIES
from nksim.demography.years import Occasion
from nksim.rules.codes import KIN
from nksim.rules.living import share_with_parents
from nksim.society.ages import quarters
from nksim.society.families import WIDOWED_WITH_CHILD
from nksim.society.rates.mortality import STEPS
from nksim.society.society import Register, Society, Ties

OLD_ALONE = 60 * STEPS  # from this age whoever is left alone may move in with a child


class Homes(NamedTuple):
    """Homes after the year, in old places; new homes come after the old ones."""

    of: NDArray[np.int32]  # (citizens,): home of each; that of the dead is where they were
    unit: NDArray[np.int32]  # (homes,)
    old: int  # how many are of before


class Keys(NamedTuple):
    """Streams of the draws about homes."""

    parents: np.uint64
    unit: np.uint64
    shelter: np.uint64


class Scene(NamedTuple):
    """The society as the year ends, and where people live while they move."""

    register: Register
    fates: NDArray[np.uint8]
    district: NDArray[np.int32]
    ties: Ties
    household_first: NDArray[np.int64]
    units: NDArray[np.int64]  # (districts, 2): the first of each, and the end
    home: NDArray[np.int32]  # (citizens,)
    moved: NDArray[np.bool_]  # (citizens,): married, and gone to live elsewhere


def find_homes(
    society: Society, fates: NDArray[np.uint8], couples: Couples, occasion: Occasion
) -> Homes:
    """Homes of all who are alive after the year."""
    scene, old = scene_of(society, fates), len(society.household_first) - 1
    unit_of = np.empty(old + len(couples.wife), np.int32)
    unit_of[:old] = society.people.unit[society.household_first[:-1]]
    keys = Keys(
        occasion.key(YearlyPurpose.WITH_PARENTS),
        occasion.key(YearlyPurpose.UNIT),
        # The same every year: some would never move in.
        stream(occasion.seed, YearlyPurpose.SHELTER),
    )
    share, week = share_with_parents(occasion.population.household_size), occasion.span.week
    last = house_couples(couples, scene, share, keys, old, unit_of)
    follow_parents(week, scene)
    shelter(week, scene, keys.shelter)
    return Homes(scene.home, unit_of[:last], old)


def scene_of(society: Society, fates: NDArray[np.uint8]) -> Scene:
    """Everybody where they lived during the year."""
    assert society.register is not None
    return Scene(
        society.register,
        fates,
        society.people.district,
        society.ties,
        society.household_first,
        units_of_districts(society),
        society.people.household.copy(),
        np.zeros(society.size, np.bool_),
    )


def units_of_districts(society: Society) -> NDArray[np.int64]:
    """The first unit of each district and the end of its last, shape (districts, 2).

    A district without anybody has no units.
    """
    first, end = society.district_first[:-1], society.district_first[1:]
    lived_in = end > first
    units = np.zeros((len(first), 2), np.int64)
    units[lived_in, 0] = society.people.unit[first[lived_in]]
    units[lived_in, 1] = society.people.unit[end[lived_in] - 1] + 1
    return units


@kernel
def house_couples(couples, scene, with_parents, keys, old, unit_of):
    """Each couple moves in with parents, or into a home of its own; returns the number of homes.

    His parents are asked before hers. A man who has been married keeps the home he has.
    """
    return _house_couples(couples, scene, with_parents, keys, old, unit_of)


@part
def _house_couples(couples, scene, with_parents, keys, old, unit_of):
    homes, home, moved = old, scene.home, scene.moved
    for k in range(len(couples.wife)):
        he, she = couples.husband[k], couples.wife[k]
        number = np.uint64(scene.register.number[she])
        draw = unit(hash_one(keys.parents, number))
        his = _lives_with_parents(he, scene)
        if his and draw < with_parents:
            home[she], moved[she] = home[he], True
        elif draw >= 1.0 - 0.25 * with_parents and _lives_with_parents(she, scene):
            home[he], moved[he] = home[she], True
        elif not his and scene.register.partner[he] >= 0:
            home[she], moved[she] = home[he], True
        else:
            first, end = scene.units[scene.district[he]]
            unit_of[homes] = first + int(unit(hash_one(keys.unit, number)) * (end - first))
            home[he], home[she], moved[he], moved[she] = homes, homes, True, True
            homes += 1
    return homes


@step
def _lives_with_parents(i, scene):
    """Whether someone lives with a parent who is alive."""
    mother, father = scene.register.mother[i], scene.register.father[i]
    if _is_alive(mother, scene) and scene.home[mother] == scene.home[i]:
        return True
    return _is_alive(father, scene) and scene.home[father] == scene.home[i]


@step
def _is_alive(i, scene):
    """Whether there is somebody at a place who has not died this year."""
    return i >= 0 and not scene.fates[i] & DIES


@kernel
def follow_parents(week, scene):
    """Children who are not grown up go where their mother has moved to, or their father."""
    _follow_parents(week, scene)


@part
def _follow_parents(week, scene):
    register, home = scene.register, scene.home
    for i in range(len(home)):
        if not _is_alive(i, scene) or scene.moved[i] or register.partner[i] >= 0:
            continue
        if quarters(week, register.birth[i]) >= AT_HOME:
            continue
        parent = register.mother[i]
        if not _is_alive(parent, scene):
            parent = register.father[i]
        if _is_alive(parent, scene) and scene.moved[parent]:
            home[i] = home[parent]


@kernel
def shelter(week, scene, key):
    """Children without an adult, and most of the old who are left alone, move in with kin."""
    _shelter(week, scene, key)


@part
def _shelter(week, scene, key):
    register, home = scene.register, scene.home
    for h in range(len(scene.household_first) - 1):
        lo, hi = scene.household_first[h], scene.household_first[h + 1]
        left = adults = 0
        for i in range(lo, hi):
            if _is_alive(i, scene) and home[i] == h:
                left += 1
                adults += quarters(week, register.birth[i]) >= AT_HOME
        if left == 0 or (adults > 0 and left > 1):
            continue
        for i in range(lo, hi):
            if not _is_alive(i, scene) or home[i] != h:
                continue
            stays = unit(hash_one(key, np.uint64(register.number[i]))) >= WIDOWED_WITH_CHILD
            if adults > 0 and (stays or quarters(week, register.birth[i]) < OLD_ALONE):
                continue
            home[i] = _refuge(i, adults == 0, week, scene)


@step
def _refuge(i, orphan, week, scene):
    """A home with kin of the district: for the old only with a child of theirs."""
    register, ties = scene.register, scene.ties
    for back in range(2):
        rows = ties.reverse_first if back else ties.first
        for place in range(rows[i], rows[i + 1]):
            k = ties.reverse[place] if back else place
            j = ties.low[k] if back else ties.high[k]
            if ties.layer[k] != KIN or not _is_alive(np.int64(j), scene):
                continue
            if (
                quarters(week, register.birth[j]) < AT_HOME
                or scene.district[j] != scene.district[i]
            ):
                continue
            if orphan or register.mother[j] == i or register.father[j] == i:
                return scene.home[j]
    return scene.home[i]
