"""Building a society from population settings, network settings and a seed.

1. settle: provinces, districts, households
2. draw people
3. propose ties, layer by layer
4. assemble them
"""

from __future__ import annotations

import warnings
from math import gcd

import numpy as np
from numpy.typing import NDArray

from nksim.core.checks import checked_kind, checked_seed, checked_workers
from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose, draw, stream
from nksim.core.errors import GraphWarning
from nksim.rules.codes import CHILD, TRADER
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Population
from nksim.society.ages import ByAge, by_age, nobody_by_age
from nksim.society.assembly import (
    BlockTies,
    Proposals,
    block_ties,
    count_blocks,
    deal_to_blocks,
    join_blocks,
)
from nksim.society.blocks import Block, blocks_of, in_order
from nksim.society.families import make_families
from nksim.society.keys import keys_of
from nksim.society.proposals import Places, Wishes, most_proposals, propose, propose_home
from nksim.society.rates.pyramid import check_start
from nksim.society.settlement import Settlement, settle
from nksim.society.society import People, Society, Ties
from nksim.society.traits import Homes, draw_people

# In rings of thirty some workmates are proposed twice or are tied already; so many more proposals
# make up for it (measured).
WORK_REPEATED = 1.13


def build_society(scenario: Scenario, seed: int | None = None, threads: int = 1) -> Society:
    """The society of a scenario and seed (the scenario's own if left out).

    A pure function of the sections society and network and of the seed.

    Threads change nothing but the time it takes. Warns with GraphWarning of what a graph of the
    network section says and nobody uses; raises GraphError if it cannot be a society.
    """
    checked_kind(scenario, Scenario, name="scenario", advice="load it: nksim.load_scenario(...)")
    checked_workers(threads, name="threads")
    used = scenario.run.seed if seed is None else checked_seed(seed)
    if scenario.network is not None:
        return graph_society(scenario, used)
    if scenario.lives:
        return society_with_lives(scenario, used, threads)
    return settled_society(scenario.society, used, threads)


def society_with_lives(scenario: Scenario, seed: int, threads: int = 1) -> Society:
    """A society of families, whose people are born, marry and die."""
    population, life = scenario.society, scenario.life
    check_start(scenario.run.start)
    families = make_families(settle(population, seed), scenario, seed)
    place, birth = families.place, families.register.birth
    people = draw_people(population, place, seed, threads, families.known)
    ages = by_age(0, birth, place.district_first, life.friend_age_gap)
    ties = tie_people(population, place, people, seed, threads, ages, families.kin)
    keys = keys_of(ties.low, ties.high, families.register.number)
    return Society(
        people,
        ties._replace(key=keys),
        place.household_first,
        place.district_first,
        seed,
        None,
        families.register,
    )


def graph_society(scenario: Scenario, seed: int) -> Society:
    """A society of a user's own graph."""
    from nksim.society.graph_sources import read_network
    from nksim.society.graphs import society_of

    found, unused = read_network(scenario, seed)
    for sentence in unused:
        warnings.warn(sentence, GraphWarning, stacklevel=3)
    return society_of(found, scenario, seed)


def settled_society(population: Population, seed: int, threads: int = 1) -> Society:
    """A society after the census, of any size."""
    place = settle(population, seed)
    people = draw_people(population, place, seed, threads)
    ties = tie_people(population, place, people, seed, threads)
    return Society(people, ties, place.household_first, place.district_first, seed)


def tie_people(
    population: Population,
    place: Settlement,
    people: People,
    seed: int,
    threads: int = 1,
    ages: ByAge | None = None,
    kin: Proposals | None = None,
) -> Ties:
    """Ties of all layers; with lives friends are found by `ages`, and some `kin` are known.

    First those beyond districts, dealt to the blocks of their low ends; then block by block.
    """
    places = places_of(population, place, people, seed, ages)
    wishes = wishes_of(population) if kin is None else wishes_with_lives(population, people, kin)
    means, key, blocks = bond_means(population), stream(seed, Purpose.TIES), blocks_of(place)
    most = most_proposals(wishes)

    def far(block: Block) -> Proposals:
        room = room_for(most * (block.last - block.first))
        count = propose(block.first, block.last, True, people, places, wishes, key, room)
        return Proposals(room.low[:count].copy(), room.tied[:count].copy())

    found = list(in_order(far, blocks, threads))
    dealt, bounds = deal(found + ([] if kin is None else [kin]), blocks, people.district)

    def ties_of(b: int) -> BlockTies:
        block, part = blocks[b], slice(bounds[b], bounds[b + 1])
        home = room_for(pairs_at_home(place, block))
        near = room_for(most * (block.last - block.first))
        propose_home(block.first, block.last, people, places, *home)
        count = propose(block.first, block.last, False, people, places, wishes, key, near)
        mine = (
            home,
            Proposals(near.low[:count], near.tied[:count]),
            Proposals(dealt.low[part], dealt.tied[part]),
        )
        return block_ties(block.first, block.last, mine, means, population.bond_spread, seed)

    size, at_home = population.size, sum(pairs_at_home(place, block) for block in blocks)
    at_most = int(bounds[-1]) + most * size + at_home
    made = in_order(ties_of, range(len(blocks)), threads)
    return join_blocks(size, at_most, made, threads)


def room_for(count: int) -> Proposals:
    """Room for this many proposals."""
    low = np.empty(count, np.uint32)
    tied = np.empty(count, np.uint32)
    return Proposals(low, tied)


def pairs_at_home(place: Settlement, block: Block) -> int:
    """Pairs who live in one household of the block."""
    sizes = np.diff(place.household_first[block.households.start : block.households.stop + 1])
    return int((sizes * (sizes - 1) // 2).sum())


def deal(
    found: list[Proposals], blocks: list[Block], district: NDArray[np.int32]
) -> tuple[Proposals, NDArray[np.int64]]:
    """All proposals in the order of their low ends' blocks, and row starts; empties the list."""
    block_of = np.repeat(
        np.arange(len(blocks)), [block.districts.stop - block.districts.start for block in blocks]
    )
    bounds = np.zeros(len(blocks) + 1, np.int64)
    for some in found:
        count_blocks(some.low, district, block_of, bounds)
    np.cumsum(bounds, out=bounds)
    dealt, place = room_for(int(bounds[-1])), bounds[:-1].copy()
    found.reverse()
    while found:
        deal_to_blocks(*found.pop(), district, block_of, place, *dealt)
    return dealt, bounds


def wishes_with_lives(population: Population, people: People, kin: Proposals) -> Wishes:
    """The same where children are as many as they are, and some kin are known already."""
    children = float((people.age == CHILD).mean())
    usual = wishes_of(population.model_copy(update={"children_share": children}))
    colleagues = usual.work * (1.0 - children + children / WORK_REPEATED)
    return usual._replace(kin=max(0.0, usual.kin - len(kin.low) / population.size), work=colleagues)


def wishes_of(population: Population) -> Wishes:
    """Proposals a citizen: half the ties of a layer; in the market for adults only, so more."""
    ties, adults = population.ties, max(1e-9, 1.0 - population.children_share)
    traders = population.trader_share
    market = max(0.0, ties.market / 2.0 / adults - traders) if ties.market > 0 else 0.0
    return Wishes(
        ties.kin / 2.0,
        ties.friend / 2.0,
        ties.neighbour / 2.0,
        WORK_REPEATED * ties.work / 2.0,
        market,
        population.friend_same_age,
        population.friend_same_district,
    )


def places_of(
    population: Population,
    place: Settlement,
    people: People,
    seed: int,
    ages: ByAge | None = None,
) -> Places:
    """Row starts of all places, and the strides that shuffle districts into workplaces."""
    sizes = np.diff(place.district_first)
    unit_first = place.household_first[Homes(place, population).unit_starts()]
    traders = np.flatnonzero(people.role == TRADER).astype(np.uint32)
    trader_first = np.searchsorted(traders, place.district_first).astype(np.int64)
    stride = np.array([stride_of(int(size), d, seed) for d, size in enumerate(sizes)], np.int64)
    return Places(
        place.province_first,
        place.district_first,
        unit_first,
        place.household_first,
        stride,
        traders,
        trader_first,
        np.searchsorted(place.district_province, np.arange(len(PROVINCES) + 1)).astype(np.int64),
        nobody_by_age() if ages is None else ages,
    )


def stride_of(size: int, district: int, seed: int) -> int:
    """A stride coprime to the district's size, so that steps of it visit everyone once."""
    stride = 1 + int(draw(seed, Purpose.TIES, 1, district) * size)
    while gcd(stride, size) != 1:
        stride += 1
    return stride


def bond_means(population: Population) -> NDArray[np.float64]:
    """Mean bond at the start, by layer."""
    return np.array([getattr(population.bond, layer) for layer in LAYERS])
