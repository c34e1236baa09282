"""What a program hands over, checked before anything is done with it.

Every check returns the value in its plain form, or raises InputError: the value by its name, what is allowed, and what to do.
"""

from __future__ import annotations

import operator
import os

from nksim.core.errors import InputError
from nksim.core.numerals import counted

LARGEST_SEED = 2**63 - 1
WORKERS_A_CORE, MOST_WORKERS = 4, 256


def checked_seed(seed: object, *, name: str = "seed", runs: int = 1) -> int:
    """A seed as a plain integer: any whole number from 0 to 2**63 - 1, of Python or numpy.

    `runs` is how many runs have seeds in a row from this one on: the last must be allowed too.
    """
    return checked_count(seed, name=name, low=0, high=LARGEST_SEED - (runs - 1))


def checked_count(given: object, *, name: str, low: int, high: int) -> int:
    """A whole number between two bounds as a plain integer; True, 1.0 and "1" are none."""
    number = _whole(given)
    if number is None or not low <= number <= high:
        raise InputError(
            f"{name}={_shown(given)} is not allowed; give a whole number from {low} to {high}"
        )
    return number


def checked_workers(given: object, *, name: str) -> int:
    """How many are to work at once on this machine: at most four a core, and 256 where it has fewer cores than that."""
    cores = os.cpu_count() or 1
    most = min(WORKERS_A_CORE * cores, max(MOST_WORKERS, cores))
    try:
        return checked_count(given, name=name, low=1, high=most)
    except InputError as error:
        raise InputError(f"{error}: this machine has {counted(cores, 'core')}") from None


def _whole(given: object) -> int | None:
    """The integer that something is, not what it could be turned into."""
    if isinstance(given, bool) or type(given).__name__ in ("bool", "bool_"):
        return None
    try:
        return operator.index(given)  # type: ignore[arg-type]
    except TypeError:
        return None


def _shown(given: object) -> str:
    """A value as it is written in Python, cut where it is long."""
    try:
        words = repr(given)
    except (
        Exception
    ):  # an object of the user's own may fail at that too; integers of 5,000 digits do
        words = f"<{type(given).__name__}>"
    return words if len(words) <= 60 else f"{words[:57]}..."
