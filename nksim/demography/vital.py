"""Who dies, who bears a child and who wants to marry in the year that ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, unit
from nksim.core.errors import InputError
from nksim.core.jit import kernel, part
from nksim.demography.years import Occasion, rates_of
from nksim.society.ages import quarters
from nksim.society.rates.mortality import STEPS
from nksim.society.society import Society

GROOM_FROM, GROOM_TO = 20 * STEPS, 60 * STEPS
ADULT, AT_HOME = 15 * STEPS, 18 * STEPS

DIES, BEARS, SEEKS = 1, 2, 4  # as bits of a citizen's fate


class Streams(NamedTuple):
    """Keys of the draws that decide fates."""

    death: np.uint64
    birth: np.uint64
    marriage: np.uint64


def fates_of(society: Society, occasion: Occasion) -> NDArray[np.uint8]:
    """What the year brings to each citizen, as bits, shape (citizens,).

    Raises InputError if nobody is left alive.
    """
    rates, week, woman = rates_of(occasion), occasion.span.week, society.people.woman
    keys = Streams(
        occasion.key(YearlyPurpose.DEATH),
        occasion.key(YearlyPurpose.BIRTH),
        occasion.key(YearlyPurpose.MARRIAGE),
    )
    fates = np.zeros(society.size, np.uint8)
    draw_deaths(week, society.register, woman, rates.death, keys.death, fates)
    if not (fates == 0).any():
        raise InputError(
            f"nobody is left alive in {occasion.span.year}, of society.size="
            f"{occasion.population.size} at the start; choose a larger --size"
        )
    draw_wishes(week, society.register, woman, rates, keys, fates)
    if not occasion.life.growth:
        waits = np.empty(society.size)
        wait_for_births(week, society.register, woman, rates.birth, keys.birth, fates, waits)
        match_births(fates, waits)
    return fates


@kernel
def draw_deaths(week, register, woman, table, key, fates):
    """Mark those who die."""
    _draw_deaths(week, register, woman, table, key, fates)


@part
def _draw_deaths(week, register, woman, table, key, fates):
    for i in range(len(fates)):
        age = quarters(week, register.birth[i])
        if unit(hash_one(key, np.uint64(register.number[i]))) < table[woman[i], age]:
            fates[i] = DIES


@kernel
def draw_wishes(week, register, woman, rates, keys, fates):
    """Mark wives who bear a child, and women without a husband who want one."""
    _draw_wishes(week, register, woman, rates, keys, fates)


@part
def _draw_wishes(week, register, woman, rates, keys, fates):
    for i in range(len(fates)):
        if not woman[i] or fates[i] & DIES:
            continue
        age, number = quarters(week, register.birth[i]), np.uint64(register.number[i])
        if register.partner[i] >= 0 and unit(hash_one(keys.birth, number)) < rates.birth[age]:
            fates[i] |= BEARS
        husband = register.partner[i]
        if husband >= 0 and not fates[husband] & DIES:
            continue
        if unit(hash_one(keys.marriage, number)) < rates.marriage[age]:
            fates[i] |= SEEKS


def match_births(fates: NDArray[np.uint8], waits: NDArray[np.float64]) -> None:
    """Let as many children be born as people have died, by mothers likeliest to bear one.

    Each wife waits for a child for a time that is drawn as a race (exponential); the first win.
    """
    deaths, able = int(((fates & DIES) > 0).sum()), int(np.isfinite(waits).sum())
    wanted = min(deaths, able)
    fates &= np.uint8(255 ^ BEARS)
    if wanted:
        chosen = np.argpartition(waits, wanted - 1)[:wanted]
        fates[chosen] |= np.uint8(BEARS)


@kernel
def wait_for_births(week, register, woman, table, key, fates, waits):
    """How long each wife waits for a child; infinite for all others."""
    for i in range(len(fates)):
        waits[i] = np.inf
        if not woman[i] or fates[i] & DIES or register.partner[i] < 0:
            continue
        chance = table[quarters(week, register.birth[i])]
        if chance > 0.0:
            draw = unit(hash_one(key, np.uint64(register.number[i])))
            waits[i] = -np.log1p(-draw) / -np.log1p(-chance)
