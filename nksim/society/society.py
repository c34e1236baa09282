"""A society: citizens as columns and ties as arrays.

It is a pure function of (population settings, network settings, seed).

Citizens stand in the order province, district, unit, household, so that neighbours are near in
memory. A tie is stored once, at its lower end; ties are sorted by (low, high). What changes during
a run is not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class People(NamedTuple):
    """What is fixed about citizens; every array has shape (citizens,).

    Codes are positions in core.columns (AGE_BANDS, SEXES, ROLES, SONGBUN) and scenario.provinces
    (PROVINCES).
    """

    province: NDArray[np.uint8]
    district: NDArray[np.int32]
    unit: NDArray[np.int32]
    household: NDArray[np.int32]
    urban: NDArray[np.uint8]
    border: NDArray[np.uint8]  # 1 in a district at the border
    age: NDArray[np.uint8]
    woman: NDArray[np.uint8]
    songbun: NDArray[np.uint8]
    role: NDArray[np.uint8]
    wealth: NDArray[np.float32]  # quantile, shared in the household
    device_rank: NDArray[
        np.float32
    ]  # quantile, shared: the household has a player once players reach this share
    taste_chinese: NDArray[np.float32]
    taste_korean: NDArray[np.float32]
    risk_aversion: NDArray[np.float32]
    willingness: NDArray[np.float32]  # log-odds
    trust_mean: NDArray[np.float32]  # regime trust at the start, and what propaganda pulls back to


class Ties(NamedTuple):
    """Undirected ties, each once, sorted by (low, high).

    Arrays have the shape (ties,) but for the two row starts.
    """

    low: NDArray[np.uint32]
    high: NDArray[np.uint32]  # always above low
    layer: NDArray[np.uint8]  # position in core.columns.LAYERS
    bond: NDArray[np.uint16]  # at the start, in 2**-15
    first: NDArray[np.int64]  # (citizens + 1,): ties first[i]:first[i+1] have i as their low end
    reverse_first: NDArray[np.int64]  # (citizens + 1,)
    # (ties,): reverse[reverse_first[i]:reverse_first[i+1]] have i as their high end, ascending
    reverse: NDArray[np.uint32]
    # (ties,) with lives, by which a tie's draws are keyed: the two ends' numbers, scattered;
    # (0,) without lives
    key: NDArray[np.uint32]


class Register(NamedTuple):
    """What a society with lives knows of its people and homes beside `People`.

    Weeks are counted from the run's start; places are rows of this society, -1 for nobody.
    """

    number: NDArray[np.uint32]  # (citizens,): never used again; at the start 0..size-1
    birth: NDArray[np.int32]  # (citizens,): week of birth; before the start it is negative
    partner: NDArray[np.int32]  # (citizens,): husband or wife
    mother: NDArray[np.int32]  # (citizens,): if she lives
    father: NDArray[np.int32]
    household_number: NDArray[np.uint32]  # (households,): never used again
    next_number: int  # the first that is free
    next_household: int


@dataclass(frozen=True, eq=False)
class Society:
    """Citizens and their ties, as they are before anything happens."""

    people: People
    ties: Ties
    household_first: NDArray[np.int64]  # (households + 1,): members stand side by side
    district_first: NDArray[np.int64]  # (districts + 1,)
    built_with: int  # the seed of its people and ties; a run has a seed of its own
    labels: tuple[str, ...] | None = None  # names of the nodes of a user's graph, by citizen
    register: Register | None = None  # None where nobody is born, ages or dies

    @cached_property
    def numbers(self) -> NDArray[np.uint32]:
        """The number of each citizen, by which their draws are keyed; the place without lives."""
        if self.register is not None:
            return self.register.number
        return np.arange(self.size, dtype=np.uint32)

    @cached_property
    def household_numbers(self) -> NDArray[np.uint32]:
        """The number of each household, likewise."""
        if self.register is not None:
            return self.register.household_number
        return np.arange(len(self.household_first) - 1, dtype=np.uint32)

    @property
    def size(self) -> int:
        """Number of citizens."""
        return len(self.people.province)

    def name_of(self, citizen: int) -> str:
        """What the user calls a citizen: the name of the node, else the number."""
        return str(citizen) if self.labels is None else self.labels[citizen]

    @property
    def tie_count(self) -> int:
        """Number of ties, each counted once."""
        return len(self.ties.low)

    @property
    def nbytes(self) -> int:
        """Memory that people and ties take, in bytes."""
        arrays = (*self.people, *self.ties, self.household_first, self.district_first)
        register = () if self.register is None else self.register[:6]
        return sum(array.nbytes for array in (*arrays, *register))
