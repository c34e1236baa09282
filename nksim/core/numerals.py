"""How numbers are written for people and for files: none is written as -0, inf or nan.

A number without a value is a dash for people, null in JSON and empty in CSV. What rounds to zero
has no sign.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

NO_VALUE = "-"
MORE_DIGITS = 2  # for a signed number that would otherwise look like nothing at all


def decimal(number: float | None, digits: int, *, signed: bool = False) -> str:
    """A number with so many decimals and commas between thousands; a dash if it has no value.

    A signed number that is not zero but would round to it has up to two digits more.
    """
    if number is None or not isfinite(number):
        return NO_VALUE
    for places in range(digits, digits + 1 + (MORE_DIGITS if signed else 0)):
        words = f"{number:{'+' if signed else ''},.{places}f}"
        if not _is_zero(words):
            return words
    return f"{0:.{digits}f}"


def percent(share: float | None, digits: int = 0, *, signed: bool = False) -> str:
    """A share in percent, with its sign; a dash if it has no value."""
    if share is None:
        return NO_VALUE
    words = decimal(100 * share, digits, signed=signed)
    return words if words == NO_VALUE else f"{words}%"


def short(number: float | None, digits: int = 3) -> str:
    """A number with this many significant digits; a dash if it has no value."""
    if number is None or not isfinite(number):
        return NO_VALUE
    return f"{number:.{digits}g}" if number else "0"


def counted(count: int, noun: str) -> str:
    """How many of what: `1 replicate`, `32 replicates`."""
    ending = "" if count == 1 else "s"
    return f"{count:,} {noun}{ending}"


def to_plain_number(number: Any) -> Any:
    """A number as files hold it: None if it is not finite, 0 without a sign.

    Whatever is no number is returned as it is.
    """
    if not isinstance(number, float):
        return number
    return number + 0.0 if isfinite(number) else None


def to_json_values(answer: Any) -> Any:
    """The same tree of mappings and lists with numbers as files hold them."""
    if isinstance(answer, dict):
        return {key: to_json_values(inner) for key, inner in answer.items()}
    if isinstance(answer, list | tuple):
        return [to_json_values(inner) for inner in answer]
    return to_plain_number(answer)


def _is_zero(words: str) -> bool:
    return not any(sign in words for sign in "123456789")
