"""A society is built: population settings, network settings and a seed go in, citizens and their ties come out.

1. settle: provinces, districts, households
2. draw people
3. propose ties, layer by layer
4. assemble them
"""

from __future__ import annotations

from math import gcd

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose, draw, stream
from nksim.rules.codes import TRADER
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Population
from nksim.society.assembly import assemble
from nksim.society.proposals import Places, Wishes, count_proposals, propose
from nksim.society.settlement import Settlement, settle
from nksim.society.society import People, Society, Ties
from nksim.society.traits import draw_people

# In rings of thirty some workmates are proposed twice or are tied already; so many more proposals make up for it (measured).
WORK_REPEATED = 1.13


def build_society(scenario: Scenario, seed: int | None = None) -> Society:
    """The society of a scenario: a pure function of its society and network sections and the seed (the scenario's own if left out).

    Raises GraphError if the network section names a graph that cannot be a society.
    """
    luck = scenario.run.seed if seed is None else seed
    if scenario.network is not None:
        from nksim.society.graphs import load_graph, society_from_graph

        return society_from_graph(load_graph(scenario.network, luck), scenario, luck)
    return settled_society(scenario.society, luck)


def settled_society(population: Population, seed: int) -> Society:
    """A society after the census, of any size."""
    place = settle(population, seed)
    people = draw_people(population, place, seed)
    ties = tie_people(population, place, people, seed)
    return Society(people, ties, place.household_first, place.district_first, seed)


def tie_people(population: Population, place: Settlement, people: People, seed: int) -> Ties:
    """Propose and assemble the ties of all layers."""
    places, wishes, key = places_of(place, people, seed), wishes_of(population), stream(seed, Purpose.TIES)
    with np.errstate(over="ignore"):
        counts = np.zeros(population.size, np.int64)
        count_proposals(people, places, wishes, key, counts)
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        slots = int(start[-1])
        low, high, layer = np.empty(slots, np.uint32), np.empty(slots, np.uint32), np.empty(slots, np.uint8)
        propose(0, population.size, people, places, wishes, key, start, low, high, layer)
        return assemble(population.size, low, high, layer, bond_means(population), population.bond_spread, seed)


def wishes_of(population: Population) -> Wishes:
    """Proposals a citizen: half the ties of a layer; in the market, where only adults have any, more for each adult."""
    ties, adults = population.ties, max(1e-9, 1.0 - population.children_share)
    traders = population.trader_share
    market = max(0.0, ties.market / 2.0 / adults - traders) if ties.market > 0 else 0.0
    return Wishes(
        ties.kin / 2.0, ties.friend / 2.0, ties.neighbour / 2.0, WORK_REPEATED * ties.work / 2.0, market,
        population.friend_same_age, population.friend_same_district,
    )  # fmt: skip


def places_of(place: Settlement, people: People, seed: int) -> Places:
    """Row starts of all places, and the strides that shuffle districts into workplaces."""
    sizes = np.diff(place.district_first)
    unit_first = np.concatenate([[0], np.flatnonzero(np.diff(people.unit)) + 1, [len(people.unit)]]).astype(np.int64)
    traders = np.flatnonzero(people.role == TRADER).astype(np.uint32)
    trader_first = np.searchsorted(traders, place.district_first).astype(np.int64)
    stride = np.array([stride_of(int(size), d, seed) for d, size in enumerate(sizes)], np.int64)
    return Places(place.province_first, place.district_first, unit_first, place.household_first, stride, traders, trader_first)


def stride_of(size: int, district: int, seed: int) -> int:
    """A stride coprime to the district's size, so that steps of it visit everyone once."""
    stride = 1 + int(draw(seed, Purpose.TIES, 1, district) * size)
    while gcd(stride, size) != 1:
        stride += 1
    return stride


def bond_means(population: Population) -> NDArray[np.float64]:
    """Mean bond at the start, by layer."""
    return np.array([getattr(population.bond, layer) for layer in LAYERS])
