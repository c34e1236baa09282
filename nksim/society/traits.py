"""Who people are: ages, sexes, classes, roles, tastes and fears drawn for a settlement.

Every draw is keyed by citizen or household, so that adding people leaves all others as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from nksim.core.draws import Purpose
from nksim.evidence.register import provinces
from nksim.rules.codes import OLD, YOUNG
from nksim.rules.logistic import sigma
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.sections import Differences, Population
from nksim.society.blocks import Block, blocks_of, in_order
from nksim.society.luck import Units, inner, normals, units, units_of
from nksim.society.settlement import Settlement
from nksim.society.society import People

WEALTH_IN_DEVICES = 0.5  # correlation of wealth with getting a player early; assumed


class Known(NamedTuple):
    """Age bands and sexes that are known before anything is drawn, shape (citizens,)."""

    age: NDArray[np.uint8]
    woman: NDArray[np.uint8]


def draw_people(
    population: Population,
    place: Settlement,
    seed: int,
    threads: int = 1,
    known: Known | None = None,
) -> People:
    """All fixed traits of the citizens of a settlement, block by block."""
    people = no_people(population.size)
    age_shares = shares_of_ages(population, place)
    homes = Homes(place, population)

    def draw_block(block: Block) -> None:
        rows = slice(block.first, block.last)
        mine = People(**{name: column[rows] for name, column in people._asdict().items()})
        fill_places(mine, block, place, homes)
        fill_homes(mine, block, place, homes, population, seed)
        if known is None:
            fill_selves(mine, block, place, age_shares, population, seed)
            return
        mine.age[:], mine.woman[:] = known.age[rows], known.woman[rows]
        fill_traits(mine, population, lambda of: units(seed, of, block.first, block.last))

    for _ in in_order(draw_block, blocks_of(place), threads):
        pass
    return people


def no_people(size: int) -> People:
    """Columns with room for this many citizens."""
    small, number, quantity = np.uint8, np.int32, np.float32
    types = (small, number, number, number, *[small] * 6, *[quantity] * 7)
    return People(*(np.empty(size, kind) for kind in types))


def fill_places(mine: People, block: Block, place: Settlement, homes: Homes) -> None:
    """Province, district and border of the citizens of a block."""
    sizes = np.diff(place.district_first[block.districts.start : block.districts.stop + 1])
    mine.province[:] = np.repeat(place.district_province[block.districts], sizes)
    mine.district[:] = np.repeat(
        np.arange(block.districts.start, block.districts.stop, dtype=np.int32), sizes
    )
    mine.border[:] = np.repeat(homes.border[block.districts], sizes)


def fill_homes(
    mine: People, block: Block, place: Settlement, homes: Homes, population: Population, seed: int
) -> None:
    """What the members of a household share: unit, town, class, wealth and player."""
    lo, hi = block.households.start, block.households.stop
    sizes = np.diff(place.household_first[lo : hi + 1])
    unit_of = homes.units(lo, hi)
    first_unit, last_unit = int(unit_of[0]), int(unit_of[-1])
    town = units(seed, Purpose.URBAN, first_unit, last_unit + 1) < population.urban_share
    wealth = units(seed, Purpose.WEALTH, lo, hi)
    edges = [population.core_share, population.core_share + population.wavering_share]
    mine.household[:] = np.repeat(np.arange(lo, hi, dtype=np.int32), sizes)
    mine.unit[:] = np.repeat(unit_of, sizes)
    mine.urban[:] = np.repeat(town[unit_of - first_unit], sizes)
    mine.songbun[:] = np.repeat(
        np.searchsorted(edges, units(seed, Purpose.SONGBUN, lo, hi), side="right"), sizes
    )
    mine.wealth[:] = np.repeat(wealth.astype(np.float32), sizes)
    mine.device_rank[:] = np.repeat(device_ranks(wealth, seed, lo).astype(np.float32), sizes)


def fill_selves(
    mine: People,
    block: Block,
    place: Settlement,
    age_shares: tuple[Units, Units],
    population: Population,
    seed: int,
) -> None:
    """What everyone has of their own: age, sex, role, tastes, fears and trust."""
    lo, hi = block.first, block.last
    heads = place.household_first[block.households] - lo
    mine.age[:] = draw_ages(age_shares, units(seed, Purpose.AGE, lo, hi), heads)
    mine.woman[:] = units(seed, Purpose.SEX, lo, hi) < population.women_share
    fill_traits(mine, population, lambda purpose: units(seed, purpose, lo, hi))


def draw_selves(
    mine: People, numbers: NDArray[np.uint32], population: Population, seed: int
) -> None:
    """What people of known age, sex and class have of their own, by their numbers."""
    fill_traits(mine, population, lambda purpose: units_of(seed, purpose, numbers))


def fill_traits(mine: People, population: Population, draws_of: Callable[[Purpose], Units]) -> None:
    """Role, tastes, fears and trust, from the draws of each purpose."""
    mine.role[:] = draw_roles(population, mine, draws_of(Purpose.ROLE))
    mine.taste_chinese[:] = tastes(population.taste_chinese, draws_of(Purpose.TASTE_CHINESE))
    mine.taste_korean[:] = tastes(population.taste_korean, draws_of(Purpose.TASTE_KOREAN))
    mine.risk_aversion[:] = draws_of(Purpose.RISK_AVERSION)
    willingness = np.asarray(ndtri(inner(draws_of(Purpose.WILLINGNESS))))
    mine.willingness[:] = population.willingness_mean + population.willingness_spread * willingness
    mine.trust_mean[:] = trusts(population, mine.songbun, draws_of(Purpose.REGIME_TRUST))
    set_apart(mine, population.differences)


def set_apart(mine: People, apart: Differences) -> None:
    """Shift what groups differ in; where nothing differs, nothing is touched."""
    young, old, woman = mine.age == YOUNG, mine.age == OLD, mine.woman == 1
    for trait, group, shift in (
        (mine.willingness, young, apart.willingness_young),
        (mine.willingness, old, apart.willingness_old),
        (mine.willingness, woman, apart.willingness_woman),
    ):
        trait[group] += np.float32(shift)
    for share, group, shift in (
        (mine.taste_korean, young, apart.taste_korean_young),
        (mine.taste_korean, woman, apart.taste_korean_woman),
        (mine.risk_aversion, young, apart.risk_aversion_young),
        (mine.risk_aversion, woman, apart.risk_aversion_woman),
        (mine.trust_mean, young, apart.trust_young),
        (mine.trust_mean, old, apart.trust_old),
    ):
        share[group] = np.clip(share[group] + np.float32(shift), 0.0, 1.0)


def shares_of_ages(population: Population, place: Settlement) -> tuple[Units, Units]:
    """Shares of the age bands among first members, who are adults, and among all others.

    Together they are as set.
    """
    children, young, middle = (
        population.children_share,
        population.young_share,
        population.middle_share,
    )
    shares = np.array([children, young, middle, max(0.0, 1.0 - children - young - middle)])
    adults = np.array([0.0, 0.5 * young, middle, shares[3]])
    head = adults / adults.sum() if adults.sum() > 0 else np.array([0.0, 0.0, 1.0, 0.0])
    mean = population.size / (len(place.household_first) - 1)
    others = np.clip(shares * mean - head, 0.0, None)
    return head, others / others.sum() if others.sum() > 0 else head


def draw_ages(
    shares: tuple[Units, Units], draws: Units, heads: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Age bands; `heads` are the rows of the first members of households."""
    head, others = shares
    age = np.searchsorted(np.cumsum(others)[:-1], draws, side="right")
    age[heads] = np.searchsorted(np.cumsum(head)[:-1], draws[heads], side="right")
    return age


def draw_roles(population: Population, mine: People, draws: Units) -> NDArray[np.uint8]:
    """Traders, officials and informants among adults; positions in core.columns.ROLES."""
    roles = roles_of(population, population.trader_share, draws)
    if population.differences.trader_woman:
        women = mine.woman == 1
        roles[women] = roles_of(population, trading_women(population), draws[women])
    return np.where(mine.age == 0, 0, roles).astype(np.uint8)


def roles_of(population: Population, trader: float, draws: Units) -> NDArray[np.uint8]:
    """Roles where so large a share trades."""
    official = trader + population.official_share
    edges = [trader, official, official + population.informant_share]
    return np.array([1, 2, 3, 0], np.uint8)[np.searchsorted(edges, draws, side="right")]


def trading_women(population: Population) -> float:
    """The share of women who trade, where it differs from that of men by some log-odds."""
    share = population.trader_share
    if not 0.0 < share < 1.0:
        return share
    most = 1.0 - population.official_share - population.informant_share
    odds = math.log(share / (1.0 - share)) + population.differences.trader_woman
    return min(sigma(odds), most)


def device_ranks(wealth: Units, seed: int, lo: int = 0) -> Units:
    """Quantile at which a household gets a player, from household lo on.

    Uniform, and earlier for the wealthy (a Gaussian copula).
    """
    return ranks(wealth, normals(seed, Purpose.DEVICE, lo, lo + len(wealth)))


def ranks(wealth: Units, own: Units) -> Units:
    """Quantiles from those of wealth and normal draws of their own."""
    return np.asarray(
        ndtr(np.sqrt(1.0 - WEALTH_IN_DEVICES**2) * own - WEALTH_IN_DEVICES * ndtri(inner(wealth)))
    )


def tastes(mean: float, draws: Units) -> Units:
    """Tastes between 0 and 1 with this mean: a uniform draw to the power (1 - mean) / mean."""
    if mean <= 0.0 or mean >= 1.0:
        return np.full(len(draws), mean)
    return np.asarray(draws ** ((1.0 - mean) / mean))


def trust_means(
    population: Population, songbun: NDArray[np.uint8], seed: int, lo: int = 0
) -> NDArray[np.float32]:
    """Regime trust at the start, from citizen lo on: by class, uniform, within 0 and 1."""
    draws = units(seed, Purpose.REGIME_TRUST, lo, lo + len(songbun))
    return trusts(population, songbun, draws)


def trusts(population: Population, songbun: NDArray[np.uint8], draws: Units) -> NDArray[np.float32]:
    """Regime trust at the start of people of these classes, from their draws."""
    means = np.array([population.trust_core, population.trust_wavering, population.trust_hostile])[
        songbun
    ]
    spread = population.trust_spread * (2.0 * draws - 1.0)
    return np.clip(means + spread, 0.0, 1.0).astype(np.float32)


def border_districts(population: Population, place: Settlement) -> NDArray[np.bool_]:
    """The first districts of each province that borders China, the share rounded up."""
    bordering = {row.province for row in provinces() if row.borders_china}
    border = np.zeros(len(place.district_province), bool)
    for position, name in enumerate(PROVINCES):
        districts = np.flatnonzero(place.district_province == position)
        if name in bordering:
            border[districts[: int(np.ceil(population.border_district_share * len(districts)))]] = (
                True
            )
    return border


class Homes:
    """Kinds of districts, and the neighbourhood unit of each household.

    A unit is about thirty households side by side, never across districts.
    """

    def __init__(self, place: Settlement, population: Population) -> None:
        self.border = border_districts(population, place)
        self.district, self.in_unit = place.household_district, population.unit_households
        self.first_house = np.searchsorted(place.household_first, place.district_first)
        self.first_unit = np.cumsum(
            np.concatenate([[0], -(-np.diff(self.first_house) // self.in_unit)])
        )

    def units(self, lo: int, hi: int) -> NDArray[np.int64]:
        """The units of households lo..hi."""
        district = self.district[lo:hi]
        found = (
            self.first_unit[district]
            + (np.arange(lo, hi) - self.first_house[district]) // self.in_unit
        )
        return np.asarray(found, np.int64)

    def unit_starts(self) -> NDArray[np.int64]:
        """The first household of each unit, and the end of the last."""
        district = np.repeat(np.arange(len(self.border)), np.diff(self.first_unit))
        within = np.arange(len(district)) - self.first_unit[district]
        return np.append(
            self.first_house[district] + within * self.in_unit, self.first_house[-1]
        ).astype(np.int64)
