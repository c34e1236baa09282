"""Values that one element gives under one name: alike they are one, and contradictions are seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nksim.society.graph_files.plain_graph import is_missing, number_in

_READ = "province age sex role songbun household layer bond weight"
READ = frozenset(_READ.split())
TIMES_UNUSED = "times are not used: whoever and whatever is ever there is there all the time"


def gathered(values: Iterable[Any]) -> Any:
    """The value that all others repeat, missing ones aside; a list where they contradict."""
    values = list(values)
    told = distinct(values)
    if not told:
        return values[0]
    return told[0] if len(told) == 1 else told


def distinct(values: Iterable[Any]) -> list[Any]:
    """The values that are not missing, each once: 1 and 1.0 are one, and so are `a` and ` a`."""
    found: dict[object, Any] = {}
    for value in values:
        if not is_missing(value):
            found.setdefault(_alike(value), value)
    return list(found.values())


def _alike(value: Any) -> object:
    """What is the same for values that say the same."""
    number = number_in(value)
    return str(value).strip() if number is None else number
