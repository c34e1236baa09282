"""Names of people in a graph: what may be one, and which two look like one and the same.

Of two names that differ by what nobody sees, nobody can tell which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, DecimalException
from unicodedata import normalize

from nksim.core.characters import name_fault
from nksim.core.errors import GraphError
from nksim.society.graph_files.plain_graph import PlainGraph

LONGEST_NAME = 1000
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?")
_PLAIN = re.compile(r"0|-?[1-9][0-9]*")  # as every program writes a whole number
_FLOAT = ".0"  # what pandas writes behind the whole numbers of a column in which one is missing


def check_name(name: object) -> None:
    """GraphError for a name that is too long, or holds what cannot be seen."""
    text = str(name)
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_NAME and text.strip():
        return
    if fault := name_fault(text, LONGEST_NAME):
        reason = re.sub(r" \(got .*\)(?=; take it out$)", "", fault, flags=re.DOTALL)
        raise GraphError(f"node {text!a:.80}: the name {reason}")


def check_alike(names: Iterable[object]) -> None:
    """GraphError for two names that are the same letters, written in two ways of Unicode."""
    seen = dict[str, str]()
    for text in map(str, names):
        other = text if text.isascii() else seen.setdefault(normalize("NFC", text), text)
        if other != text:
            raise GraphError(
                f"nodes {other!a:.80} and {text!a:.80} are one name, {text!r:.80}, written in two"
                " ways of Unicode; write it in one (NFC), or give one of them another name"
            )


def same_numbers(names: Iterable[object]) -> list[str]:
    """What is to be said of names that are one number written otherwise, such as 01 and 1."""
    numbers = [text for text in map(str, names) if _NUMBER.fullmatch(text)]
    if all(map(_PLAIN.fullmatch, numbers)):
        return []
    first, again = dict[Decimal, str](), list[tuple[str, str]]()
    for text in numbers:
        if (value := _value(text)) is not None and (other := first.setdefault(value, text)) != text:
            again.append((other, text))
    if not again:
        return []
    one, other = again[0]
    return [
        f"names that are one number written otherwise are people apart: {len(again)} (such as"
        f" {one!r:.40} and {other!r:.40}); if they are one person, write the name in one way"
    ]


def make_whole(graph: PlainGraph) -> None:
    """Names that end in `.0` lose it where all names are whole numbers; that is said."""
    ending = next((name for name in graph.people if name.endswith(_FLOAT)), None)
    if ending is None or not all(map(_is_whole, graph.people)):
        return
    people = {_whole(name): told for name, told in graph.people.items()}
    graph.ties = [(_whole(one), _whole(other), told) for one, other, told in graph.ties]
    graph.left_aside.append(
        f"all names are whole numbers, and are read as such: {ending!r:.40} is"
        f" {_whole(ending)!r:.40}"
    )
    graph.people = people


def _is_whole(name: str) -> bool:
    value = _value(name) if _NUMBER.fullmatch(name) else None
    return value is not None and value == value.to_integral_value()


def _whole(name: str) -> str:
    digits = name.removesuffix(_FLOAT)
    return digits if digits.lstrip("+-").isdigit() else name


def _value(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except (DecimalException, ValueError):
        return None
