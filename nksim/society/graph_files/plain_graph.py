"""A graph as its file has it: people, ties, and what the reader left aside.

Names are text, as the user wrote them. Nothing is judged here: a tie may stand twice, or join a
person with themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nksim.core.errors import GraphError

Attributes = dict[str, Any]
_NO_VALUE = "nan -nan na n/a #n/a <na> null none nil . - ? 1.#ind -1.#ind 1.#qnan -1.#qnan"
NO_VALUE = frozenset(_NO_VALUE.split())


@dataclass
class PlainGraph:
    """What a file holds; `left_aside` are sentences about what it says and nobody reads."""

    people: dict[Any, Attributes] = field(default_factory=dict)
    ties: list[tuple[Any, Any, Attributes]] = field(default_factory=list)
    directed: bool = False
    left_aside: list[str] = field(default_factory=list)

    def add_person(self, name: Any, attributes: Attributes) -> None:
        """One person; GraphError for a name that is taken."""
        if name in self.people:
            raise GraphError(f"node {name!r} is given twice; give every node an id of its own")
        self.people[name] = attributes

    def add_tie(self, one: Any, other: Any, attributes: Attributes) -> None:
        """One tie between two names."""
        self.ties.append((one, other, attributes))

    def add_people_of_ties(self, *, say: bool = True) -> None:
        """Names that only ties know are people as well; where people have a list it is said."""
        known = len(self.people)
        for one, other, _ in self.ties:
            self.people.setdefault(one, {})
            self.people.setdefault(other, {})
        if say and len(self.people) > known:
            first = list(self.people)[known]
            self.left_aside.append(
                f"nodes of which only ties tell: {len(self.people) - known} (such as {first!r});"
                " they are people like the others"
            )


def is_missing(value: object) -> bool:
    """Whether an attribute has no value: nothing, blanks, NaN, NA, null and the like."""
    if value is None:
        return True
    if isinstance(value, float):
        return value != value
    return isinstance(value, str) and (
        not value or value.isspace() or value.strip().casefold() in NO_VALUE
    )


def number_in(text: object) -> float | None:
    """A number, also one written as text; None if it is none."""
    if isinstance(text, bool) or not isinstance(text, int | float | str):
        return None
    if isinstance(text, str) and "_" in text:
        return None  # Python reads 0_1 as 1
    try:
        return float(text)
    except (ValueError, OverflowError):
        return None


def listed(words: Iterable[object], most: int = 8) -> str:
    """Some words with commas between them, each cut short, and how many more there are."""
    shown = [str(word)[:40] for word in words]
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more
