"""Who marries whom.

In each district women who want to marry choose, in an order that is drawn, the single man whose age
is nearest to what they look for. A few look for a husband in another district of their province.
Whom a woman finds depends on the others who look in that district that year, and on nobody else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.draws import YearlyPurpose, hash_one, unit
from nksim.core.jit import kernel, part, step
from nksim.demography.vital import DIES, GROOM_FROM, GROOM_TO, SEEKS
from nksim.demography.years import Occasion
from nksim.society.ages import QUARTER, quarters
from nksim.society.luck import inner
from nksim.society.rates.marriage import GAP_MOST, GAP_SPREAD, LOOKS_OLDER
from nksim.society.rates.mortality import STEPS
from nksim.society.society import Society

Places = NDArray[np.int32]


class Couples(NamedTuple):
    """Who married, in old places: husbands and wives side by side, by district."""

    husband: Places
    wife: Places


class Search(NamedTuple):
    """Women who look for a husband, by district and in the order in which they choose."""

    bride: NDArray[np.int64]  # old places
    district: NDArray[np.int64]  # where each looks
    wanted: NDArray[np.float64]  # week in which the man she looks for was born
    husband: Places  # whom she finds, or -1


def marry(society: Society, fates: NDArray[np.uint8], occasion: Occasion) -> Couples:
    """The couples of the year, found district by district."""
    grooms = single_men(society, fates, occasion.span.week)
    search = search_of(society, np.flatnonzero(fates & SEEKS), occasion)
    most = GAP_MOST * STEPS * QUARTER
    taken = np.zeros(len(grooms), np.bool_)
    choose(search, grooms, taken, society.people.district, society.register, most)
    found = search.husband >= 0
    return Couples(search.husband[found], search.bride[found].astype(np.int32))


def search_of(society: Society, brides: NDArray[np.int64], occasion: Occasion) -> Search:
    """Where women look for a husband, for whom, and in which order."""
    register, life = society.register, occasion.life
    assert register is not None
    numbers = register.number[brides]
    looks_in = districts_of(society, brides, life.marriage_across, occasion)
    order = np.lexsort((occasion.units(YearlyPurpose.PRIORITY, numbers), looks_in))
    older = life.first_marriage_men - life.first_marriage_women + LOOKS_OLDER
    luck = ndtri(inner(occasion.units(YearlyPurpose.GAP, numbers)))
    wanted = register.birth[brides] - (older + GAP_SPREAD * luck) * STEPS * QUARTER
    nobody = np.full(len(brides), -1, np.int32)
    return Search(brides[order], looks_in[order], wanted[order], nobody)


def single_men(society: Society, fates: NDArray[np.uint8], week: int) -> NDArray[np.int64]:
    """Places of men of age to marry whose wives, if they had one, have died."""
    single = np.zeros(society.size, np.bool_)
    mark_single_men(week, society.register, society.people.woman, fates, single)
    return np.flatnonzero(single)


@kernel
def mark_single_men(week, register, woman, fates, single):
    """Mark men who may marry."""
    for i in range(len(fates)):
        if woman[i] or fates[i] & DIES:
            continue
        wife = register.partner[i]
        if wife < 0 or fates[wife] & DIES:
            single[i] = GROOM_FROM <= quarters(week, register.birth[i]) < GROOM_TO


def districts_of(
    society: Society, brides: NDArray[np.int64], across: float, occasion: Occasion
) -> NDArray[np.int64]:
    """The district in which each bride looks for a husband: her own, else one of the province."""
    people = society.people
    key = occasion.key(YearlyPurpose.ACROSS)
    provinces = people.province[np.minimum(society.district_first[:-1], society.size - 1)]
    first = np.searchsorted(provinces, np.arange(provinces.max() + 2))
    looks_in = np.empty(len(brides), np.int64)
    assert society.register is not None
    numbers = society.register.number[brides]
    place_brides(
        key, across, numbers, people.district[brides], people.province[brides], first, looks_in
    )
    return looks_in


@kernel
def place_brides(key, across, numbers, district, province, first, looks_in):
    """Write the districts of brides; two halves of a draw say whether she leaves and where to."""
    for k in range(len(numbers)):
        bits = hash_one(key, np.uint64(numbers[k]))
        looks_in[k] = district[k]
        if unit(bits) < across:
            lo, hi = first[province[k]], first[province[k] + 1]
            again = unit(hash_one(bits, np.uint64(numbers[k])))
            looks_in[k] = lo + int(again * (hi - lo))


@kernel
def choose(search, grooms, taken, district, register, most):
    """Each bride takes the man born nearest to the week she looks for who is still free.

    `most` are the weeks by which he may have been born before or after.
    """
    _choose(search, grooms, taken, district, register, most)


@part
def _choose(search, grooms, taken, district, register, most):
    lo = 0
    for k in range(len(search.bride)):
        d, bride = search.district[k], search.bride[k]
        while lo < len(grooms) and district[grooms[lo]] < d:
            lo += 1
        best, apart, g = -1, most, lo
        while g < len(grooms) and district[grooms[g]] == d:
            off = abs(register.birth[grooms[g]] - search.wanted[k])
            if off < apart and not taken[g] and not _siblings(register, grooms[g], bride):
                best, apart = g, off
            g += 1
        if best >= 0:
            taken[best] = True
            search.husband[k] = grooms[best]


@step
def _siblings(register, one, other):
    """Whether two have a parent in common, or one is the other's parent."""
    m, f = register.mother, register.father
    if m[one] == other or f[other] == one or m[other] == one or f[one] == other:
        return True
    return (m[one] >= 0 and m[one] == m[other]) or (f[one] >= 0 and f[one] == f[other])
