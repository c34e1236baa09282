"""Who people are: ages, sexes, classes, roles, tastes and fears drawn for a settlement.

Every draw is keyed by citizen or household, so that adding people leaves all others as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from nksim.core.draws import Purpose, hash_one, stream, unit
from nksim.core.jit import kernel
from nksim.evidence.register import provinces
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.sections import Population
from nksim.society.settlement import Settlement
from nksim.society.society import People

Units = NDArray[np.float64]
WEALTH_IN_DEVICES = 0.5  # correlation of wealth with getting a player early; assumed


@kernel
def fill_units(key, out):
    """A number in [0, 1) for every row."""
    for i in range(len(out)):
        out[i] = unit(hash_one(key, np.uint64(i)))


def units(seed: int, purpose: Purpose, rows: int) -> Units:
    """Draws in [0, 1) for rows 0..rows of citizens, households or districts."""
    out = np.empty(rows)
    with np.errstate(over="ignore"):
        fill_units(stream(seed, purpose), out)
    return out


def draw_people(population: Population, place: Settlement, seed: int) -> People:
    """All fixed traits of the citizens of a settlement."""
    sizes = np.diff(place.household_first)
    houses = len(sizes)
    household = np.repeat(np.arange(houses, dtype=np.int32), sizes)
    age = draw_ages(population, place, seed)
    wealth = units(seed, Purpose.WEALTH, houses)
    songbun = np.searchsorted([population.core_share, population.core_share + population.wavering_share], units(seed, Purpose.SONGBUN, houses), side="right")
    unit_of = units_of_households(population, place)
    town = units(seed, Purpose.URBAN, int(unit_of[-1]) + 1)[unit_of] < population.urban_share
    n = population.size
    return People(
        province=np.repeat(place.district_province, np.diff(place.district_first)).astype(np.uint8),
        district=np.repeat(np.arange(len(place.district_province), dtype=np.int32), np.diff(place.district_first)),
        unit=unit_of[household].astype(np.int32),
        household=household,
        urban=town[household].astype(np.uint8),
        border=np.repeat(border_districts(population, place), np.diff(place.district_first)).astype(np.uint8),
        age=age,
        woman=(units(seed, Purpose.SEX, n) < population.women_share).astype(np.uint8),
        songbun=songbun[household].astype(np.uint8),
        role=draw_roles(population, age, seed),
        wealth=wealth[household].astype(np.float32),
        device_rank=device_ranks(wealth, seed)[household].astype(np.float32),
        taste_chinese=tastes(population.taste_chinese, units(seed, Purpose.TASTE_CHINESE, n)),
        taste_korean=tastes(population.taste_korean, units(seed, Purpose.TASTE_KOREAN, n)),
        risk_aversion=units(seed, Purpose.RISK_AVERSION, n).astype(np.float32),
        willingness=(population.willingness_mean + population.willingness_spread * normals(seed, Purpose.WILLINGNESS, n)).astype(np.float32),
        trust_mean=trust_means(population, songbun[household], seed),
    )


def draw_ages(population: Population, place: Settlement, seed: int) -> NDArray[np.uint8]:
    """Age bands: the first member of every household is an adult, and the shares of the bands are as set."""
    children, young, middle = population.children_share, population.young_share, population.middle_share
    shares = np.array([children, young, middle, max(0.0, 1.0 - children - young - middle)])
    adults = np.array([0.0, 0.5 * young, middle, shares[3]])
    head = adults / adults.sum() if adults.sum() > 0 else np.array([0.0, 0.0, 1.0, 0.0])
    mean = population.size / (len(place.household_first) - 1)
    others = np.clip(shares * mean - head, 0.0, None)
    others = others / others.sum() if others.sum() > 0 else head
    draws = units(seed, Purpose.AGE, population.size)
    age = np.searchsorted(np.cumsum(others)[:-1], draws, side="right")
    first = place.household_first[:-1]
    age[first] = np.searchsorted(np.cumsum(head)[:-1], draws[first], side="right")
    return age.astype(np.uint8)


def draw_roles(population: Population, age: NDArray[np.uint8], seed: int) -> NDArray[np.uint8]:
    """Traders, officials and informants among adults; positions in core.columns.ROLES."""
    trader = population.trader_share
    official = trader + population.official_share
    edges = [trader, official, official + population.informant_share]
    roles = np.array([1, 2, 3, 0], np.uint8)[np.searchsorted(edges, units(seed, Purpose.ROLE, population.size), side="right")]
    return np.where(age == 0, 0, roles).astype(np.uint8)


def device_ranks(wealth: Units, seed: int) -> Units:
    """Quantile at which a household gets a player: uniform, earlier for the wealthy (a Gaussian copula)."""
    own = normals(seed, Purpose.DEVICE, len(wealth))
    return np.asarray(ndtr(np.sqrt(1.0 - WEALTH_IN_DEVICES**2) * own - WEALTH_IN_DEVICES * ndtri(inner(wealth))))


def tastes(mean: float, draws: Units) -> NDArray[np.float32]:
    """Tastes between 0 and 1 with this mean: a uniform draw to the power (1 - mean) / mean."""
    if mean <= 0.0 or mean >= 1.0:
        return np.full(len(draws), mean, np.float32)
    return np.asarray(draws ** ((1.0 - mean) / mean), np.float32)


def trust_means(population: Population, songbun: NDArray[np.int64], seed: int) -> NDArray[np.float32]:
    """Regime trust at the start: by class, with a uniform spread, within 0 and 1."""
    means = np.array([population.trust_core, population.trust_wavering, population.trust_hostile])[songbun]
    spread = population.trust_spread * (2.0 * units(seed, Purpose.REGIME_TRUST, len(songbun)) - 1.0)
    return np.clip(means + spread, 0.0, 1.0).astype(np.float32)


def border_districts(population: Population, place: Settlement) -> NDArray[np.bool_]:
    """The first districts of each province that borders China, as many as the share says, rounded up."""
    bordering = {row.province for row in provinces() if row.borders_china}
    border = np.zeros(len(place.district_province), bool)
    for position, name in enumerate(PROVINCES):
        districts = np.flatnonzero(place.district_province == position)
        if name in bordering:
            border[districts[: int(np.ceil(population.border_district_share * len(districts)))]] = True
    return border


def units_of_households(population: Population, place: Settlement) -> NDArray[np.int64]:
    """The neighbourhood unit of each household: about thirty households side by side, never across districts."""
    district = place.household_district
    first = np.searchsorted(district, np.arange(len(place.district_province)))
    within = (np.arange(len(district)) - first[district]) // population.unit_households
    begins = np.concatenate([[False], (district[1:] != district[:-1]) | (within[1:] != within[:-1])])
    return np.cumsum(begins)


def normals(seed: int, purpose: Purpose, rows: int) -> Units:
    """Standard normal draws by the inverse of the distribution function (scipy.special.ndtri)."""
    return np.asarray(ndtri(inner(units(seed, purpose, rows))))


def inner(draws: Units) -> Units:
    """Draws in [0, 1) moved off 0, where the normal quantile is infinite."""
    return np.maximum(draws, 2.0**-54)
