"""Where everybody lives after the year: couples, their children, orphans and the lone old.

Homes are counted in old places: first those of before, then the new ones in the order of couples.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, stream, unit
from nksim.core.jit import kernel, part
from nksim.demography.marriages import Couples
from nksim.demography.vital import AT_HOME, DIES
from nksim.demography.years import Span
from nksim.rules.codes import KIN
from nksim.rules.living import share_with_parents
from nksim.society.ages import quarters
from nksim.society.families import WIDOWED_WITH_CHILD
from nksim.society.rates.mortality import STEPS
from nksim.society.society import Society

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


def find_homes(
    society: Society,
    fates: NDArray[np.uint8],
    couples: Couples,
    household_size: float,
    span: Span,
    seed: int,
) -> Homes:
    """Homes of all who are alive after the year."""
    register, people = society.register, society.people
    assert register is not None
    old = len(society.household_first) - 1
    home = people.household.copy()
    unit_of = np.empty(old + len(couples.wife), np.int32)
    unit_of[:old] = people.unit[society.household_first[:-1]]
    keys = Keys(
        stream(seed, YearlyPurpose.WITH_PARENTS, span.week),
        stream(seed, YearlyPurpose.UNIT, span.week),
        stream(seed, YearlyPurpose.SHELTER),  # the same every year: some would never move in
    )
    units = units_of_districts(society)
    moved = np.zeros(society.size, np.bool_)
    share = share_with_parents(household_size)
    last = house_couples(
        couples, people.district, register, fates, units, share, keys, old, home, unit_of, moved
    )
    follow_parents(span.week, register, fates, moved, home)
    shelter(
        span.week,
        register,
        fates,
        society.ties,
        people.district,
        society.household_first,
        keys.shelter,
        home,
    )
    return Homes(home, unit_of[:last], old)


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
def house_couples(
    couples, district, register, fates, units, with_parents, keys, old, home, unit_of, moved
):
    """Each couple moves in with parents, or into a home of its own; returns the number of homes.

    His parents are asked before hers. Whoever has a home without parents keeps it, he before her.
    """
    homes = old
    for k in range(len(couples.wife)):
        he, she = couples.husband[k], couples.wife[k]
        number = np.uint64(register.number[she])
        bits = hash_one(keys.parents, number)
        draw = unit(bits)
        his, hers = (
            _with_parents(he, register, fates, home),
            _with_parents(she, register, fates, home),
        )
        if his and draw < with_parents:
            home[she], moved[she] = home[he], True
        elif hers and draw >= 1.0 - 0.25 * with_parents:
            home[he], moved[he] = home[she], True
        elif not his and _heads(he, register, fates, home):
            home[she], moved[she] = home[he], True
        else:
            d = district[he]
            where = unit(hash_one(keys.unit, number)) * (units[d, 1] - units[d, 0])
            unit_of[homes] = units[d, 0] + int(where)
            home[he], home[she], moved[he], moved[she] = homes, homes, True, True
            homes += 1
    return homes


@part
def _with_parents(i, register, fates, home):
    """Whether someone lives with a parent who is alive."""
    mother, father = register.mother[i], register.father[i]
    if mother >= 0 and not fates[mother] & DIES and home[mother] == home[i]:
        return True
    return father >= 0 and not fates[father] & DIES and home[father] == home[i]


@part
def _heads(i, register, fates, home):
    """Whether someone has been married, and so has a home."""
    return register.partner[i] >= 0


@kernel
def follow_parents(week, register, fates, moved, home):
    """Children who are not grown up go where their mother has moved to, or their father."""
    for i in range(len(home)):
        if fates[i] & DIES or moved[i] or register.partner[i] >= 0:
            continue
        if quarters(week, register.birth[i]) >= AT_HOME:
            continue
        mother, father = register.mother[i], register.father[i]
        if mother >= 0 and not fates[mother] & DIES:
            if moved[mother]:
                home[i] = home[mother]
        elif father >= 0 and not fates[father] & DIES and moved[father]:
            home[i] = home[father]


@kernel
def shelter(week, register, fates, ties, district, household_first, key, home):
    """Children without an adult, and the old who are left alone, move in with kin."""
    for h in range(len(household_first) - 1):
        lo, hi = household_first[h], household_first[h + 1]
        left = adults = 0
        for i in range(lo, hi):
            if not fates[i] & DIES and home[i] == h:
                left += 1
                adults += quarters(week, register.birth[i]) >= AT_HOME
        if left == 0 or (adults > 0 and left > 1):
            continue
        for i in range(lo, hi):
            if fates[i] & DIES or home[i] != h:
                continue
            age = quarters(week, register.birth[i])
            if (
                adults > 0
                and unit(hash_one(key, np.uint64(register.number[i]))) >= WIDOWED_WITH_CHILD
            ):
                continue
            if adults == 0 or age >= OLD_ALONE:
                home[i] = _refuge(i, adults == 0, week, register, fates, ties, district, key, home)


@part
def _refuge(i, orphan, week, register, fates, ties, district, key, home):
    """A home with kin of the district: for the old only with a child of theirs."""
    found = home[i]
    for back in range(2):
        rows = ties.reverse_first if back else ties.first
        for place in range(rows[i], rows[i + 1]):
            k = ties.reverse[place] if back else place
            if ties.layer[k] != KIN:
                continue
            j = ties.low[k] if back else ties.high[k]
            if fates[j] & DIES or quarters(week, register.birth[j]) < AT_HOME:
                continue
            if district[j] != district[i]:
                continue
            if orphan or register.mother[j] == i or register.father[j] == i:
                return home[j]
    return found
