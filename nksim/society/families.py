"""The first society with lives: families, so that everybody is somebody's child, spouse or parent.

In each district, by draws keyed by person:

1. people are as old as the pyramid of the year has it
2. women who have married by their age have the man whose age fits best, as long as there are men
3. the young have a mother: the wife whose age at their birth fits best
4. couples have a home with their unmarried children; some live with his parents or hers, and
   most of the widowed with a child; whoever is single and without a mother at hand lives alone
5. homes stand side by side, their members by age
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from nksim.core.draws import YearlyPurpose
from nksim.core.jit import kernel, part
from nksim.rules.living import share_with_parents
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Life
from nksim.society.ages import QUARTER, quarters
from nksim.society.luck import inner, units
from nksim.society.rates.fertility import MEAN_AGE, SPREAD
from nksim.society.rates.marriage import GAP_MOST, GAP_SPREAD, married_shares
from nksim.society.rates.mortality import QUARTERS, STEPS
from nksim.society.rates.pyramid import AGES, pyramid
from nksim.society.seating import Families, Persons, seated
from nksim.society.settlement import Settlement
from nksim.society.sorting import order_of

YEAR = QUARTER * STEPS
MOST_CHILDREN = 6
BETWEEN_BIRTHS = 45  # weeks
CHILD_OF = 50 * STEPS  # whoever is younger may have a mother who is alive
GROWN, OLD = 18 * STEPS, 60 * STEPS
WIDOWED_WITH_CHILD = 0.75  # of the widowed live with a child of theirs, if they have one; assumed


class Luck(NamedTuple):
    """Draws of everybody, in [0, 1) but for the two that are in weeks."""

    wed: NDArray[np.float64]
    priority: NDArray[np.float64]
    gap: NDArray[np.float64]  # weeks by which a husband should be older
    mother: NDArray[np.float64]  # weeks by which a mother should be older
    home: NDArray[np.float64]


def make_families(place: Settlement, scenario: Scenario, seed: int) -> Families:
    """Families for the districts of a settlement, whose households they replace."""
    life, size = scenario.life, scenario.society.size
    household_size = scenario.society.household_size
    persons = draw_ages(scenario, size, seed)
    luck = draw_luck(life, size, seed)
    shares = married_shares(np.arange(QUARTERS + 1) / STEPS, life.first_marriage_women)
    with np.errstate(over="ignore"):
        pair_up(place.district_first, persons, luck, shares)
        find_mothers(place.district_first, persons, luck)
        find_homes(place.district_first, persons, luck, share_with_parents(household_size))
    return seated(place, persons)


def draw_ages(scenario: Scenario, size: int, seed: int) -> Persons:
    """Sexes and weeks of birth after the pyramid, for everybody by themselves."""
    shares = pyramid(scenario.run.start, scenario.life)
    drawn = units(seed, YearlyPurpose.BIRTH_WEEK, 0, size)
    edges = np.cumsum(shares.ravel())
    cell = np.minimum(np.searchsorted(edges / edges[-1], drawn, side="right"), 2 * AGES - 1)
    within = units(seed, YearlyPurpose.HOME_MAKING, 0, size)
    birth = -np.floor((cell % AGES + within) * YEAR).astype(np.int32) - 1
    return Persons(
        birth=birth,
        woman=(cell // AGES).astype(np.uint8),
        partner=np.full(size, -1, np.int32),
        mother=np.full(size, -1, np.int32),
        father=np.full(size, -1, np.int32),
        wed=np.zeros(size, np.uint8),
        home=np.arange(size, dtype=np.int32),
    )


def draw_luck(life: Life, size: int, seed: int) -> Luck:
    """What decides about the families of everybody."""

    def draws(purpose: YearlyPurpose) -> NDArray[np.float64]:
        return units(seed, purpose, 0, size)

    older = life.first_marriage_men - life.first_marriage_women
    gap = older + GAP_SPREAD * ndtri(inner(draws(YearlyPurpose.GAP)))
    mother = MEAN_AGE + SPREAD * ndtri(inner(draws(YearlyPurpose.PAIRING)))
    return Luck(
        draws(YearlyPurpose.MARRIAGE),
        draws(YearlyPurpose.PRIORITY),
        gap * YEAR,
        np.clip(mother, 17.0, 45.0) * YEAR,
        draws(YearlyPurpose.WITH_PARENTS),
    )


@kernel
def pair_up(district_first, persons, luck, shares):
    """Marry women who have come of age to the men whose ages fit best, in an order drawn."""
    for d in range(len(district_first) - 1):
        lo, hi = district_first[d], district_first[d + 1]
        men = lo + np.flatnonzero(persons.woman[lo:hi] == 0)
        men = men[order_of(persons.birth[men])]
        births = persons.birth[men]
        free = np.ones(len(men), np.bool_)
        for step in order_of(luck.priority[lo:hi]):
            i = lo + step
            age = quarters(0, persons.birth[i])
            if not persons.woman[i] or luck.wed[i] >= shares[age]:
                continue
            persons.wed[i] = 1
            wanted = persons.birth[i] - luck.gap[i]
            best = _nearest(wanted, births, free, GAP_MOST * YEAR)
            if best >= 0 and quarters(0, births[best]) >= GROWN:
                free[best] = False
                he = men[best]
                persons.partner[i], persons.partner[he], persons.wed[he] = he, i, 1


@part
def _nearest(wanted, births, free, most):
    """The place of the free one born nearest to a week, by at most so many; -1 without one."""
    right = np.searchsorted(births, wanted)
    left = right - 1
    while left >= 0 or right < len(births):
        to_left = wanted - births[left] if left >= 0 else np.inf
        to_right = births[right] - wanted if right < len(births) else np.inf
        if min(to_left, to_right) > most:
            return -1
        if to_left <= to_right:
            if free[left]:
                return left
            left -= 1
        else:
            if free[right]:
                return right
            right += 1
    return -1


@kernel
def find_mothers(district_first, persons, luck):
    """Give the young the mother whose age at their birth fits best, and her husband as father."""
    for d in range(len(district_first) - 1):
        lo, hi = district_first[d], district_first[d + 1]
        wives = lo + np.flatnonzero((persons.woman[lo:hi] == 1) & (persons.wed[lo:hi] == 1))
        wives = wives[order_of(persons.birth[wives])]
        births = persons.birth[wives]
        free = np.ones(len(wives), np.bool_)
        last = np.full((len(wives), MOST_CHILDREN), 1 << 30, np.int64)
        count = np.zeros(len(wives), np.int64)
        young = lo + np.flatnonzero(persons.birth[lo:hi] > -CHILD_OF * QUARTER)
        order = young[order_of(-persons.birth[young])]
        for i in order:
            best = _mother(persons.birth[i], luck.mother[i], births, free, last, count)
            if best < 0:
                continue
            last[best, count[best]] = persons.birth[i]
            count[best] += 1
            free[best] = count[best] < MOST_CHILDREN
            she = wives[best]
            if she != i:
                persons.mother[i], persons.father[i] = she, persons.partner[she]


@part
def _mother(born, older, births, free, last, count):
    """The wife nearest to an age at a birth who has few children and no other of that year."""
    right = np.searchsorted(births, born - older)
    left = right - 1
    wanted = born - older
    while left >= 0 or right < len(births):
        to_left = wanted - births[left] if left >= 0 else np.inf
        to_right = births[right] - wanted if right < len(births) else np.inf
        if min(to_left, to_right) > 10.0 * YEAR:
            return -1
        at = left if to_left <= to_right else right
        if to_left <= to_right:
            left -= 1
        else:
            right += 1
        if not free[at] or not 17.0 * YEAR <= born - births[at] <= 47.0 * YEAR:
            continue
        most = 2 + (count[at] >= 2 and min(to_left, to_right) > 3.0 * YEAR)
        if count[at] > most:
            continue
        apart = True
        for k in range(count[at]):
            apart = apart and abs(last[at, k] - born) >= BETWEEN_BIRTHS
        if apart:
            return at
    return -1


@kernel
def find_homes(district_first, persons, luck, with_parents):
    """Who lives in whose home: everybody's `home` becomes the one who heads it."""
    size = len(persons.birth)
    hosts = np.zeros(size, np.bool_)  # parents who have a married child at home
    for i in range(size):  # wives live with their husbands
        if persons.woman[i] and persons.partner[i] >= 0:
            persons.home[i] = persons.partner[i]
    for i in range(size):  # the single live with their mothers
        mother = persons.mother[i]
        if persons.wed[i] == 0 and mother >= 0:
            persons.home[i] = persons.home[mother]
    for i in range(size):  # some couples live with his parents, else with hers
        if persons.woman[i] or persons.partner[i] < 0:
            continue
        wife = persons.partner[i]
        host = persons.mother[i] if persons.mother[i] >= 0 else persons.mother[wife]
        if host < 0 or hosts[host] or luck.home[i] >= _share(host, persons, with_parents):
            continue
        if persons.home[host] != i:
            hosts[host] = True
            _join(i, persons.home[host], persons, district_first)
    for i in range(size):  # all that is left is to follow whoever one lives with
        top = persons.home[i]
        while persons.home[top] != top:
            top = persons.home[top]
        persons.home[i] = top


@part
def _share(host, persons, with_parents):
    """How likely a mother has a married child at home: a widow rather than a wife."""
    if persons.partner[host] < 0:
        return max(WIDOWED_WITH_CHILD, with_parents)
    return with_parents


@part
def _join(head, other, persons, district_first):
    """Let the home of one head be part of another, unless that would turn in a circle."""
    top = other
    while persons.home[top] != top:
        top = persons.home[top]
    if top != head:
        persons.home[head] = top
