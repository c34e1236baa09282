"""What a program hands over, checked before anything is done with it.

Every check returns the value in its plain form, or raises InputError: the value by its name, what
is allowed, and what to do.
"""

from __future__ import annotations

import operator
import os
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from nksim.core.characters import visible
from nksim.core.errors import InputError
from nksim.core.numerals import counted

Kind = TypeVar("Kind")
LARGEST_SEED = 2**63 - 1
WORKERS_A_CORE, MOST_WORKERS = 4, 256
A_PATH = "give one as text or as a pathlib.Path"


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
            f"{name}={shown(given)} is not allowed; give a whole number from {low} to {high}"
        )
    return number


def checked_kind(given: object, kind: type[Kind], *, name: str, advice: str) -> Kind:
    """What is of the kind that is needed, or InputError with the advice."""
    if isinstance(given, kind):
        return given
    word = "text" if kind is str else kind.__name__
    raise InputError(f"{name}={shown(given)} is no {word}; {advice}")


def checked_mapping(given: object, *, name: str, advice: str) -> Mapping[str, Any]:
    """A mapping by words, or InputError with the advice."""
    if not isinstance(given, Mapping):
        raise InputError(f"{name}={shown(given)} is no mapping; {advice}")
    for key in given:
        checked_kind(key, str, name=f"a key of {name}", advice=advice)
    return given


def checked_class(given: object, kind: type[Kind], *, name: str) -> type[Kind]:
    """A class of the kind that is needed, not one of its objects."""
    if isinstance(given, type) and issubclass(given, kind):
        return given
    raise InputError(f"{name}={shown(given)} is no class of {kind.__name__}; give a subclass of it")


def checked_flag(given: object, *, name: str) -> bool:
    """True or False, of Python or numpy; 1 and "yes" are neither."""
    if type(given).__name__ in ("bool", "bool_"):
        return bool(given)
    raise InputError(f"{name}={shown(given)} is not allowed; give True or False")


def check_callable(given: object, *, name: str) -> None:
    """InputError for what cannot be called."""
    if not callable(given):
        raise InputError(f"{name}={shown(given)} cannot be called; give a function")


def checked_choice(given: object, *, name: str, allowed: Iterable[str]) -> str:
    """One of the words that are allowed."""
    known = tuple(allowed)
    if isinstance(given, str) and given in known:
        return given
    near = get_close_matches(given, known, n=1) if isinstance(given, str) else []
    words = f"; did you mean {near[0]}?" if near else ""
    choices = ", ".join(known)
    raise InputError(f"{name}={shown(given)} is not allowed; give one of {choices}{words}")


def checked_list(given: object, *, name: str) -> Sequence[object]:
    """A list or tuple of things; one text is not taken for the list of its letters."""
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return given
    raise InputError(f"{name}={shown(given)} is no list; put it in brackets: [{shown(given)}]")


def checked_path(given: object, *, name: str, advice: str = A_PATH) -> Path:
    """The path of a file or folder, from text or whatever stands for a path."""
    try:
        path = os.fspath(given)  # type: ignore[call-overload]
    except TypeError:
        path = None
    if isinstance(path, str) and path and "\0" not in path:
        return Path(path)
    raise InputError(f"{name}={shown(given)} is no path; {advice}")


def checked_workers(given: object, *, name: str) -> int:
    """The number of workers or threads to use, checked against this machine.

    At most four a core are allowed, and 256 where four a core are fewer.
    """
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


def shown(given: object) -> str:
    """A value as it is written in Python, cut where it is long."""
    try:
        words = repr(given)
    except (
        Exception
    ):  # an object of the user's own may fail at that too; integers of 5,000 digits do
        words = f"<{type(given).__name__}>"
    return visible(words if len(words) <= 60 else f"{words[:57]}...").replace("\n", " ")
