"""Keyed randomness: a draw is a pure function of (seed, purpose, week, a, b).

There is no stream whose next number is taken.

Two runs with one seed therefore differ only where their policies make people decide differently:
same people, same ties, same luck. Adding a citizen leaves the draws of all others as they were.

A phase takes one `stream` for its (seed, purpose, week) and hashes the citizens or ties concerned
into it. Mixing is the 64-bit finaliser "variant 13" of Stafford (2011), as used by SplitMix64
(Steele et al. 2014).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from nksim.core.jit import kernel, rule

_ODD = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32, _S11 = (np.uint64(bits) for bits in (30, 27, 31, 32, 11))
_LOW = np.uint64(0xFFFFFFFF)
_TO_UNIT = 1.0 / (1 << 53)
_TO_UNIT_32 = 1.0 / (1 << 32)


class Purpose(IntEnum):
    """What a draw decides. One purpose, one stream: a new purpose never shifts an old one."""

    HOUSEHOLD = 1
    AGE = 2
    SEX = 3
    SONGBUN = 4
    WEALTH = 5
    ROLE = 6
    TASTE_CHINESE = 7
    TASTE_KOREAN = 8
    RISK_AVERSION = 9
    WILLINGNESS = 10
    DEVICE = 11
    INFORMANT = 12
    RADIO = 13
    TIES = 14
    BOND = 15
    REGIME_TRUST = 16
    URBAN = 17
    BORDER = 18
    LOSS = 30
    IMPORT = 31
    DELIVERY = 32
    CONTACT = 33
    ORIGIN = 34
    HOST = 35
    OFFER = 36
    JOIN = 37
    COPY = 38
    SOLITARY = 39
    LISTEN = 40
    SEARCH = 41
    FIND = 42
    REPORT = 43
    NOTICE = 44
    STYLE_CHECK = 45
    NAMING = 46
    FOLLOW_UP = 47
    PROOF = 48
    CONFESSION = 49
    BRIBE = 50
    SENTENCE = 51
    PUBLIC = 52
    ATTEND = 53
    FASHION = 54
    SILENCED = 55
    SURVEY = 56
    MOOD = 57
    DELIVERED = 58
    CONFESSOR = 59
    POLITICAL = 60
    SPEECH = 61
    COURTSHIP = 62
    ESCAPE = 63


class YearlyPurpose(IntEnum):
    """What a draw at a turn of the year decides; numbers are shared with no `Purpose`.

    They stand by themselves because a week takes the streams of every `Purpose`, and never these.
    """

    BIRTH_WEEK = 64
    DEATH = 65
    BIRTH = 66
    MARRIAGE = 67
    ACROSS = 68
    PRIORITY = 69
    GAP = 70
    WITH_PARENTS = 71
    UNIT = 72
    SHELTER = 73
    TIE_LOSS = 74
    TIE_MAKING = 75
    WORKPLACE = 76
    TIE_KEY = 77
    PAIRING = 78
    HOME_MAKING = 79


@rule
def mix(x: np.uint64) -> np.uint64:
    """Scatter 64 bits so that any change of the input changes half of them; a bijection."""
    x = (x ^ (x >> _S30)) * _FIRST
    x = (x ^ (x >> _S27)) * _SECOND
    return x ^ (x >> _S31)


@rule
def hash_one(stream: np.uint64, a: np.uint64 | int) -> np.uint64:
    """64 random bits for one citizen, household or district `a` in a stream."""
    return mix(stream + a * _ODD)


@rule
def hash_two(stream: np.uint64, a: np.uint64, b: np.uint64) -> np.uint64:
    """64 random bits for an ordered pair (a, b), each below 2**32, in a stream."""
    return mix(stream + ((a << _S32) | b) * _ODD)


@rule
def unit(bits: np.uint64) -> float:
    """A number in [0, 1) from the upper 53 of 64 random bits."""
    return float(bits >> _S11) * _TO_UNIT


@rule
def upper_unit(bits: np.uint64) -> float:
    """A number in [0, 1) from the upper 32 bits: half of a hash that serves two decisions."""
    return float(bits >> _S32) * _TO_UNIT_32


@rule
def lower_unit(bits: np.uint64) -> float:
    """A number in [0, 1) from the lower 32 bits: the other half."""
    return float(bits & _LOW) * _TO_UNIT_32


@kernel
def _stream(seed: np.uint64, purpose: np.uint64, week: np.uint64) -> np.uint64:
    return mix(mix(mix(seed + _ODD) + purpose * _ODD) + week * _ODD)


@kernel
def week_streams(
    seed: np.uint64, week: np.uint64, purposes: NDArray[np.uint64], keys: NDArray[np.uint64]
) -> None:
    """The streams of all these purposes in one week, each at its own place in `keys`."""
    for purpose in purposes:
        keys[purpose] = _stream(seed, purpose, week)


@kernel
def _draw_one(stream: np.uint64, a: np.uint64) -> float:
    return unit(hash_one(stream, a))


@kernel
def _draw_two(stream: np.uint64, a: np.uint64, b: np.uint64) -> float:
    return unit(hash_two(stream, a, b))


@kernel
def _halves_one(stream: np.uint64, a: np.uint64) -> tuple[float, float]:
    bits = hash_one(stream, a)
    return upper_unit(bits), lower_unit(bits)


@kernel
def _halves_two(stream: np.uint64, a: np.uint64, b: np.uint64) -> tuple[float, float]:
    bits = hash_two(stream, a, b)
    return upper_unit(bits), lower_unit(bits)


@kernel
def _count_below(stream: np.uint64, number: np.uint64, chance: float) -> int:
    found = 0
    for a in range(number):
        if unit(hash_one(stream, np.uint64(a))) < chance:
            found += 1
    return found


def stream(seed: int, purpose: Purpose | YearlyPurpose, week: int = 0) -> np.uint64:
    """The 64-bit key of one purpose in one week; `week` counts from 0 and may be negative."""
    with np.errstate(over="ignore"):
        return np.uint64(
            _stream(np.uint64(seed), np.uint64(int(purpose)), np.uint64(week & 0xFFFFFFFF))
        )


def draw_one(key: np.uint64, a: int) -> float:
    """A number in [0, 1) for `a` in the stream `key`: what kernels compute, for Python."""
    return float(_draw_one(key, np.uint64(a)))


def draw_two(key: np.uint64, a: int, b: int) -> float:
    """A number in [0, 1) for the ordered pair (a, b) in the stream `key`."""
    return float(_draw_two(key, np.uint64(a), np.uint64(b)))


def count_below(key: np.uint64, number: int, chance: float) -> int:
    """How many of the draws for 0, 1, ... `number - 1` lie below a chance: a binomial draw."""
    with np.errstate(over="ignore"):
        return int(_count_below(key, np.uint64(number), float(chance)))


def halves_one(key: np.uint64, a: int) -> tuple[float, float]:
    """Two numbers in [0, 1) for `a`: from the upper and from the lower half of its bits."""
    upper, lower = _halves_one(key, np.uint64(a))
    return float(upper), float(lower)


def halves_two(key: np.uint64, a: int, b: int) -> tuple[float, float]:
    """Two numbers in [0, 1) for the ordered pair (a, b): its bits' upper and lower half."""
    upper, lower = _halves_two(key, np.uint64(a), np.uint64(b))
    return float(upper), float(lower)


def draw(seed: int, purpose: Purpose, week: int, a: int, b: int | None = None) -> float:
    """A number in [0, 1): a pure function of its arguments."""
    with np.errstate(over="ignore"):
        key = stream(seed, purpose, week)
        return draw_one(key, a) if b is None else draw_two(key, a, b)
