"""What changes during a run, as columns: the compiled engine works on them, the citizens engine is compared through them.

Shares are fixed-point integers (core.units); weeks are counted from the run's start; codes stand in rules.codes.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.units import to_belief
from nksim.rules.codes import NONE
from nksim.society.society import Society


class State(NamedTuple):
    """Citizens' changing columns, shape (citizens,), and the ties', shape (ties,)."""

    title_chinese: NDArray[np.int16]  # release week of the newest title held, or NONE
    title_korean: NDArray[np.int16]
    first_chinese: NDArray[np.int16]  # week of the first viewing, or NONE
    first_korean: NDArray[np.int16]
    last_chinese: NDArray[np.int16]  # week of the last viewing, or NONE
    last_korean: NDArray[np.int16]
    perceived_risk: NDArray[np.int32]
    regime_trust: NDArray[np.int32]
    load: NDArray[np.int32]
    habit: NDArray[np.int32]
    status: NDArray[np.uint8]
    release: NDArray[np.int16]  # week in which a term ends
    marks: NDArray[np.uint8]
    case: NDArray[np.uint8]  # accusation of the open case, or 0
    bond: NDArray[np.uint16]
    complicity: NDArray[np.uint16]


class Week(NamedTuple):
    """What a citizen did and met with this week, shape (citizens,); cleared when the next begins."""

    doing: NDArray[np.uint8]
    exposure: NDArray[np.int32]  # greatest appeal watched
    companions: NDArray[np.int32]
    companions_trust: NDArray[np.int64]
    heard: NDArray[np.int32]
    shift: NDArray[np.int32]
    caught: NDArray[np.uint8]  # accusation, or 0
    able: NDArray[
        np.uint8
    ]  # holds a title, has a player, is not at liberty: as the week's meetings find them


def new_state(society: Society, risk_base: float) -> State:
    """Everybody at liberty, nobody holding anything: the state before the first week."""
    n = society.size

    def weeks() -> NDArray[np.int16]:
        return np.full(n, NONE, np.int16)

    trust = np.floor(society.people.trust_mean.astype(np.float64) * 1048576.0 + 0.5).astype(
        np.int32
    )
    return State(
        weeks(),
        weeks(),
        weeks(),
        weeks(),
        weeks(),
        weeks(),
        np.full(n, to_belief(risk_base), np.int32),
        trust,
        np.zeros(n, np.int32),
        np.zeros(n, np.int32),
        np.zeros(n, np.uint8),
        np.zeros(n, np.int16),
        np.zeros(n, np.uint8),
        np.zeros(n, np.uint8),
        society.ties.bond.copy(),
        np.zeros(society.tie_count, np.uint16),
    )


def new_week(size: int) -> Week:
    """A week in which nothing has happened yet."""
    return Week(
        np.zeros(size, np.uint8),
        np.zeros(size, np.int32),
        np.zeros(size, np.int32),
        np.zeros(size, np.int64),
        np.zeros(size, np.int32),
        np.zeros(size, np.int32),
        np.zeros(size, np.uint8),
        np.zeros(size, np.uint8),
    )


def state_hash(state: State) -> str:
    """sha256 over every column in order: equal hashes mean equal states, bit for bit."""
    digest = hashlib.sha256()
    for name, column in state._asdict().items():
        digest.update(f"{name}:{column.dtype.str}:{column.shape}".encode())
        digest.update(np.ascontiguousarray(column).data)
    return digest.hexdigest()
