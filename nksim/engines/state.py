"""What changes during a run, as records and columns, by which both engines are compared.

Shares are fixed-point integers (core.units); weeks are counted from the run's start; codes stand
in rules.codes. What a meeting reads of a citizen stands at the front of the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import AGE_BANDS, SEXES
from nksim.core.units import to_belief
from nksim.rules.codes import NONE
from nksim.society.society import People, Society

Records = NDArray[np.void]
CACHE_LINE = 64  # bytes

# One citizen in one cache line: traits that hold for life, and what changes.
CITIZEN = np.dtype(
    (
        np.record,
        [
            ("willingness", "f4"),  # log-odds
            ("taste", "f4", (2,)),  # by origin
            ("risk_aversion", "f4"),
            ("perceived_risk", "i4"),
            ("suspicion", "i4"),
            ("regime_trust", "i4"),
            ("load", "i4"),  # own guilt
            ("title", "i2", (2,)),  # release week of the newest title held, or NONE, by origin
            ("device_rank", "f4"),
            ("cell", "u1"),  # province, age band and sex
            ("role", "u1"),
            ("status", "u1"),
            ("marks", "u1"),
            ("knowledge", "u2"),  # of the outside, in 1/2**15
            ("wealth_class", "u1"),
            ("case", "u1"),  # accusation of the open case, or 0
            ("habit", "i4"),
            ("first", "i2", (2,)),  # week of the first viewing, or NONE, by origin
            ("last", "i2", (2,)),  # week of the last viewing, or NONE, by origin
            ("release", "i2"),  # week in which a term ends
            ("spread", "i2"),  # last week of hosting a group or giving a copy, or NONE
        ],
    )
)

# What a citizen met with this week; all zero between two weeks. Small amounts are in 1/2**15.
MET_WITH = np.dtype(
    (
        np.record,
        [
            ("companions_trust", "i8"),  # summed
            ("companions", "i4"),
            ("heard", "u2"),  # rises of fear, summed
            ("alarm", "u2"),  # rises of suspicion, summed
            ("grief", "u2"),  # bonds to those punished, summed
            ("exposure", "u2"),  # greatest appeal of what was watched of South Korea
            ("guests", "u1"),  # from other homes, at most 255
            ("arrested", "u1"),  # what followed one's own arrest, or 0
            ("unused", "u2"),
        ],
    )
)

# What a district has lately seen (a year, per 1,000 people), and what that suggests to its people.
DISTRICT = np.dtype(
    (
        np.record,
        [
            ("seen", "f8"),  # of arrests and searches, by weight
            ("told", "f8"),  # of arrests on somebody's word, by loudness
            ("fear", "f8"),  # perceived risk suggested
            ("doubt", "f8"),  # suspicion suggested
        ],
    )
)


class State(NamedTuple):
    """Citizens and districts as records, and what changes of ties and country.

    Bond and complicity have shape (ties,), `deaths` (1,): executions lately to be expected, a year
    and million people.
    """

    citizens: Records
    bond: NDArray[np.uint16]
    complicity: NDArray[np.uint16]
    districts: Records
    deaths: NDArray[np.float64]


def cells_of(people: People) -> NDArray[np.uint8]:
    """The cell of each citizen: province, age band and sex as one number."""
    cell = people.province.astype(np.int64) * len(AGE_BANDS) + people.age
    return (cell * len(SEXES) + people.woman).astype(np.uint8)


def new_state(society: Society, risk: float, suspicion: float) -> State:
    """Everybody at liberty, nobody holding anything: the state before the first week.

    `risk` and `suspicion` are those that nothing stirs.
    """
    citizens = blank(society, slice(None), risk, suspicion)
    districts = aligned(len(society.district_first) - 1, DISTRICT)
    districts["fear"], districts["doubt"] = risk, suspicion
    complicity = np.zeros(society.tie_count, np.uint16)
    return State(citizens, society.ties.bond.copy(), complicity, districts, np.zeros(1))


def blank(society: Society, rows: Any, risk: float, suspicion: float) -> Records:
    """Records of some citizens who have lived nothing yet, at liberty and without a title."""
    people = People(*(column[rows] for column in society.people))
    citizens = aligned(len(people.province), CITIZEN)
    for name in ("willingness", "risk_aversion", "device_rank", "role"):
        citizens[name] = getattr(people, name)
    citizens["wealth_class"] = np.minimum(people.wealth * np.float32(32.0), 31).astype(np.uint8)
    citizens["taste"][:, 0], citizens["taste"][:, 1] = people.taste_chinese, people.taste_korean
    citizens["cell"] = cells_of(people)
    for name in ("title", "first", "last", "spread"):
        citizens[name] = NONE
    citizens["perceived_risk"] = to_belief(risk)
    citizens["suspicion"] = to_belief(suspicion)
    trust = people.trust_mean.astype(np.float64)
    citizens["regime_trust"] = np.floor(trust * 1048576.0 + 0.5).astype(np.int32)
    return citizens


def aligned(count: int, dtype: np.dtype[Any]) -> Records:
    """So many records, all zero, the first at the beginning of a cache line."""
    room = np.zeros(count * dtype.itemsize + CACHE_LINE, np.uint8)
    start = -room.ctypes.data % CACHE_LINE
    return room[start : start + count * dtype.itemsize].view(dtype)


def copied(records: Records) -> Records:
    """The same records elsewhere."""
    other = aligned(len(records), records.dtype)
    other[:] = records
    return other


def columns_of(state: State) -> dict[str, NDArray[Any]]:
    """Every column of a state by its name; those of origins one by one."""
    people = state.citizens
    origins = (("chinese", 0), ("korean", 1))
    columns: dict[str, NDArray[Any]] = {
        f"{name}_{origin}": people[name][:, place]
        for name in ("title", "first", "last")
        for origin, place in origins
    }
    later = (
        "perceived_risk",
        "suspicion",
        "regime_trust",
        "knowledge",
        "load",
        "habit",
        "status",
        "role",
        "wealth_class",
        "release",
        "spread",
        "marks",
        "case",
    )
    columns |= {name: people[name] for name in later}
    columns |= {name: state.districts[name] for name in DISTRICT.names or ()}
    return columns | {"deaths": state.deaths, "bond": state.bond, "complicity": state.complicity}


def hash_of(columns: Mapping[str, NDArray[Any]]) -> str:
    """sha256 over columns in order, 64 hexadecimal digits: equal hashes mean equal columns."""
    digest = hashlib.sha256()
    for name, column in columns.items():
        digest.update(f"{name}:{column.dtype.str}:{column.shape}".encode())
        digest.update(np.ascontiguousarray(column).data)
    return digest.hexdigest()


def state_hash(state: State) -> str:
    """The hash of everything that changes: equal hashes mean equal states, bit for bit."""
    return hash_of(columns_of(state))
