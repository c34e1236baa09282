"""Where people live: provinces, districts, units and households as ranges of citizens.

What enters are the population settings and the census; what leaves are row starts: citizens
first[k]:first[k+1] live in k.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import Purpose, hash_two, stream, unit
from nksim.core.jit import kernel
from nksim.evidence.register import provinces
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.sections import Population

Starts = NDArray[np.int64]

# Shares of households of one to eight people; mean 3.9 (2008 census, evidence row P14; the shape
# is assumed).
_SIZES = np.cumsum([0.05, 0.12, 0.22, 0.29, 0.19, 0.08, 0.035, 0.015])
_SIZES_MEAN = 3.905


class Settlement(NamedTuple):
    """Row starts of provinces, districts and households, and the district of each household."""

    province_first: Starts  # (11,)
    district_first: Starts  # (districts + 1,)
    district_province: NDArray[np.int64]  # (districts,)
    household_first: Starts  # (households + 1,)
    household_district: NDArray[np.int64]  # (households,)


def apportion(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Split a total by weights with the largest remainders (Hamilton's method)."""
    exact = total * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    short = total - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:short]] += 1
    return np.asarray(parts)


def census_weights() -> NDArray[np.float64]:
    """People of each province in the 2008 census, in the order of PROVINCES."""
    people = {row.province: float(row.population_2008) for row in provinces()}
    return np.array([people[name] for name in PROVINCES])


def settle(population: Population, seed: int) -> Settlement:
    """Divide citizens into provinces, districts and households."""
    by_province = apportion(population.size, census_weights())
    counts = [
        max(1, round(int(people) / population.district_size)) if people else 0
        for people in by_province
    ]
    sizes = np.concatenate(
        [
            apportion(int(people), np.ones(n))
            for people, n in zip(by_province, counts, strict=True)
            if n
        ]
    )
    district_first = _starts(sizes)
    key = stream(seed, Purpose.HOUSEHOLD)
    shift = population.household_size - _SIZES_MEAN
    with np.errstate(over="ignore"):
        houses = np.zeros(len(sizes), np.int64)
        fill_households(district_first, key, _SIZES, shift, houses, np.zeros(0, np.int64))
        household_first = np.zeros(int(houses.sum()) + 1, np.int64)
        fill_households(district_first, key, _SIZES, shift, houses, household_first)
    household_first[-1] = population.size
    province = np.repeat(np.arange(len(PROVINCES)), counts)
    return Settlement(
        _starts(by_province),
        district_first,
        province,
        household_first,
        np.repeat(np.arange(len(sizes)), houses),
    )


def _starts(sizes: NDArray[np.int64]) -> Starts:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


@kernel
def fill_households(district_first, key, table, shift, houses, first):
    """Fill every district with households; counts them, and writes first members if asked."""
    written = 0
    for d in range(len(district_first) - 1):
        place, end, count = district_first[d], district_first[d + 1], 0
        while place < end:
            if len(first) > 0:
                first[written] = place
            draw = unit(hash_two(key, np.uint64(d), np.uint64(2 * count)))
            size = 1
            while size < len(table) and draw >= table[size - 1]:
                size += 1
            whole = int(
                np.floor(shift + unit(hash_two(key, np.uint64(d), np.uint64(2 * count + 1))))
            )
            place += max(1, size + whole)
            count += 1
            written += 1
        houses[d] = count
