"""The first row of a table of ties: whether it names the columns, and which of them name people.

Headings that are taken for people are two people too many, and nobody hears of it. So usual
headings are none of the people unless they stand below as well, and words over numbers or over
weights are headings, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

Rows = Sequence[Sequence[str]]

ENDS = (
    *(("source", "target"), ("from", "to"), ("ego", "alter"), ("sender", "receiver")),
    *(("src", "dst"), ("source", "dest"), ("source", "destination"), ("origin", "destination")),
    *(("start", "end"), ("head", "tail"), ("tail", "head"), ("parent", "child"), ("left", "right")),
    *(
        ("follower", "followed"),
        ("follower", "followee"),
        ("caller", "callee"),
        ("citing", "cited"),
    ),
    *(("person", "friend"), ("person", "contact"), ("name", "friend"), ("node", "neighbour")),
    *(("node", "neighbor"), ("actor", "partner"), ("giver", "taker"), ("buyer", "seller")),
    *(("u", "v"), ("a", "b"), ("i", "j"), ("x", "y")),
    *(("von", "nach"), ("von", "zu"), ("quelle", "ziel"), ("source", "cible"), ("de", "\u00e0")),
    *(
        ("de", "a"),
        ("origen", "destino"),
        ("보낸사람", "받는사람"),
        ("源", "目标"),
        ("来源", "目标"),
    ),
)
NUMBERED = (
    "id node nodeid name person people actor vertex user citizen member individual agent n v p i x"
)
LONE = frozenset({"source", "target", "ego", "alter", "sender", "receiver"})
WEIGHTS = frozenset({"weight", "weights", "w", "wt", "edgeweight", "tieweight"})
NAMED = WEIGHTS | {"layer", "bond"}
OF_PEOPLE = frozenset({"household", "province", "age", "sex", "role", "songbun"})
NUMBER = re.compile(r"[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?")
_NUMBERS = (("1", "2"), ("a", "b"), ("i", "j"), ("0", "1"))
_SUFFIX = re.compile(r"(?<=.)(?:nodeid|nodename|vertexid|node|vertex|person|id|name|label)$")


class Columns(NamedTuple):
    """Which two columns name people, and what all columns are called, if they have headings."""

    one: int = 0
    other: int = 1
    names: tuple[str, ...] = ()
    sure: bool = True  # False if the first row might have been people


def columns_of(rows: Rows) -> Columns:
    """The columns of a table: by their headings if it has any, else the first two name people."""
    names = tuple(_plain(cell) for cell in rows[0])
    for one, other in _usual(names):
        heads = {names[one], names[other]}
        if heads == {"source", "target"} or not _are_people(rows, one, other):
            return Columns(one, other, names, all(_likeness(head) == "word" for head in heads))
    if _is_heading(rows, names):
        free = [place for place, name in enumerate(names) if name and name not in NAMED]
        one, other = free[:2] if len(free) > 1 else (0, 1)
        return Columns(one, other, names, False)
    return Columns()


def may_be_heading(rows: Rows) -> bool:
    """Whether two people stand in the first row and nowhere else: words, over other words."""
    heads = set(rows[0][:2])
    return (
        len(rows) > 2
        and len(heads) == 2
        and {_likeness(head) for head in heads} == {"word"}
        and not any(heads & set(row[:2]) for row in rows[1:])
    )


def are_of_people(rows: Rows) -> bool:
    """Whether the headings are those of people, who stand in a row each: an id and attributes."""
    names = [_plain(cell) for cell in rows[0]]
    if not OF_PEOPLE & set(names) or len(names) < 2 or _usual(names):
        return False
    ids = {*NUMBERED.split(), "label", "nodelabel", ""}
    ends = {end for pair in ENDS for end in pair if len(end) > 1} - ids
    heads = set(rows[0][:2])
    return (
        bool(OF_PEOPLE & set(names[:2]) or names[0] in ids or _SUFFIX.sub("", names[0]) in ids)
        and not any(_SUFFIX.sub("", name) in ends for name in names)
        and not any(heads & set(row[:2]) for row in rows[1:])
    )


def _plain(cell: str) -> str:
    """A heading without case, quotes, blanks and signs: `From Node-ID` is `fromnodeid`."""
    return re.sub(r"[\W_]+", "", normalize("NFC", cell.casefold()))


def _usual(names: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of columns with usual headings for the two ends of a tie."""
    words = NUMBERED.split()
    pairs = (*ENDS, *((word + one, word + other) for word in words for one, other in _NUMBERS))
    return [
        (heads.index(one), heads.index(other))
        for heads in (list(names), [_SUFFIX.sub("", name) for name in names])
        for one, other in pairs
        if one in heads and other in heads
    ]


def _are_people(rows: Rows, one: int, other: int) -> bool:
    """Whether the first row's words are people: below stand the same, or such as look like them."""
    heads = {rows[0][one], rows[0][other]}
    below = {row[place] for row in rows[1:] for place in (one, other) if place < len(row)}
    short = {_likeness(head) for head in heads} - {"word"}
    if "de" in {head.casefold() for head in heads}:  # French; beside it a letter is a word
        short = set()
    return bool(heads & below or short & {_likeness(name) for name in below if name}) or (
        not below and bool(short)
    )


def _likeness(name: str) -> str:
    """What a short name looks like: one letter, or letters with a number. All others are words."""
    if len(name) == 1:
        return "digit" if name.isdecimal() else "letter"
    return re.sub(r"\d+", "0", name.casefold()) if re.search(r"\d", name) else "word"


def _is_heading(rows: Rows, names: Sequence[str]) -> bool:
    """Whether a first row of unusual words names columns and no people."""
    if len(rows) < 2 or len(names) < 2 or any(NUMBER.fullmatch(cell) for cell in rows[0]):
        return False
    heads = set(rows[0][:2])
    if any(heads & set(row[:2]) for row in rows[1:]):
        return False
    return bool(
        LONE & set(names[:2])
        or NAMED & set(names[2:])
        or (all(names[:2]) and _are_numbers(row[:2] for row in rows[1:]))
        or any(
            names[place] and _are_numbers(row[place : place + 1] for row in rows[1:])
            for place in range(2, len(names))
        )
    )


def _are_numbers(cells: object) -> bool:
    """Whether all that stands in these cells are numbers, and something does."""
    found = [cell for row in cells for cell in row if cell]  # type: ignore[attr-defined]
    return bool(found) and all(NUMBER.fullmatch(cell) for cell in found)
