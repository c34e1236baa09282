"""The schema applied to a tree of values: a frozen Scenario, or every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from nksim.core.errors import Fault
from nksim.scenario.catalogue import Leaf, default_mapping
from nksim.scenario.gone import gone_key
from nksim.scenario.keys import (
    Path,
    key_at,
    known_keys,
    leaf_at,
    nearest,
    nearest_key,
    place_at,
    schema_key,
)
from nksim.scenario.layers import describe, no_text
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.nodes import UNREADABLE, Node, to_plain
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario

# Keys of other kinds of files, and what is done with those.
OTHER_FILES = {
    "baseline": "study and no scenario; give it to `nksim compare`",
    "alternatives": "study and no scenario; give it to `nksim compare`",
    "design": "sweep and no scenario; give it to `nksim sweep`",
    "scenario": "sweep and no scenario; give it to `nksim sweep`",
    "values": "sweep and no scenario; give it to `nksim sweep`",
}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TYPES = {
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "string_type": "must be text; put it in quotes",
    "date_type": "must be a date without a time",
    "date_from_datetime_inexact": "must be a date without a time",
    "tuple_type": "must be a list",
    "model_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
    "dict_type": "must be a mapping of keys to values",
}


def build_scenario(root: Node, faults: list[Fault]) -> Scenario | None:
    """The scenario that a tree stands for; None, and faults in the list, if it stands for none."""
    plain = _fill(default_mapping(), _strict(to_plain(root)), "")
    try:
        return Scenario.model_validate(plain, strict=True)
    except ValidationError as error:
        faults.extend(
            fault for detail in error.errors() if (fault := _fault(root, detail)) is not None
        )
        return None


def in_file_order(faults: list[Fault]) -> list[Fault]:
    """Faults as they stand in the files, each once; those of one file together."""
    files = list(dict.fromkeys(fault.file for fault in faults))
    once = dict.fromkeys(faults)
    return sorted(once, key=lambda fault: (files.index(fault.file), fault.line, fault.column))


def _fill(default: Any, given: Any, path: str) -> Any:
    if path == "network" or not isinstance(default, Mapping) or not isinstance(given, Mapping):
        return given
    return {
        **default,
        **{key: _fill(default.get(key), inner, path or key) for key, inner in given.items()},
    }


def _strict(plain: Any, key: str = "") -> Any:
    """Lists as tuples, 2e4 as 20000, quoted dates as dates: what the strict schema expects."""
    if isinstance(plain, dict):
        return {
            inner: plain[inner] if inner == "network" else _strict(plain[inner], inner)
            for inner in plain
        }
    if isinstance(plain, list):
        return tuple(_strict(item) for item in plain)
    if isinstance(plain, float) and plain.is_integer() and abs(plain) < 2**53:
        return int(plain)
    if isinstance(plain, str) and key in ("start", "until", "from") and _ISO_DATE.fullmatch(plain):
        return _date(plain)
    return plain


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _fault(root: Node, detail: Any) -> Fault | None:
    path = _path(detail["loc"])
    if detail["input"] is UNREADABLE or _follows_from_another(detail):
        return None
    if (one_of := _one_of_several(root, path)) is not None:
        words = f"must be {one_of.allowed} (got {no_text(detail['input'])})"
        return place_at(root, path[:-1]).fault(words, key_at(root, path[:-1]))
    if detail["type"] == "value_error":
        return _own_fault(root, path, str(detail["ctx"]["error"]))
    if detail["type"].startswith("union_tag"):
        path = (*path, "lever")
    return place_at(root, path).fault(_words(root, path, detail), key_at(root, path))


def _one_of_several(root: Node, path: Path) -> Leaf | None:
    """The key of a position at which pydantic names the kinds that may stand there, one by one."""
    if len(path) < 2 or isinstance(path[-1], int) or leaf_at(root, path) is not None:
        return None
    return leaf_at(root, path[:-1])


def _path(location: tuple[str | int, ...]) -> Path:
    """The position in the file: without the kind that is named between a lever and its keys."""
    if len(location) > 2 and location[0] == "levers":
        return (*location[:2], *location[3:])
    return tuple(location)


def _follows_from_another(detail: Any) -> bool:
    return detail["type"] == "too_short" and bool(detail["input"])


def _own_fault(root: Node, path: Path, message: str) -> Fault:
    """A fault of several keys together, placed at the first key that it names."""
    section = place_at(root, path)
    for word in re.findall(r"\w+", message):
        place = place_at(root, (*path, word))
        if place != section:
            return place.fault(message, key_at(root, (*path, word)))
    return section.fault(message, key_at(root, path))


def _words(root: Node, path: Path, detail: Any) -> str:
    """What is wrong with one key, what was given, what is allowed."""
    kind, given = detail["type"], detail["input"]
    leaf = leaf_at(root, path)
    if kind == "extra_forbidden":
        return _unknown_key(root, path)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_lever(detail)
    if kind == "missing":
        return f"is missing (allowed {leaf.allowed if leaf else 'a value'})"
    if kind == "literal_error":
        return _unknown_choice(root, path, given)
    if kind in ("greater_than_equal", "less_than_equal"):
        return (
            f"is out of range (got {describe(given)}; allowed "
            f"{leaf.allowed if leaf else _bound(detail)})"
        )
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return (
            f"is too {kind.rpartition('_')[2]} (got {describe(given) or 'nothing'}; allowed "
            f"{_length(detail['ctx'])})"
        )
    allowed = f"; allowed {leaf.allowed}" if leaf and leaf.allowed != leaf.kind else ""
    got = describe(given) if kind == "string_type" else no_text(given)
    return f"{_TYPES.get(kind, detail['msg'].lower())} (got {got}{allowed})"


def _bound(detail: Any) -> str:
    limits = {"ge": "from", "le": "up to"}
    return ", ".join(
        f"{limits[name]} {bound:g}" for name, bound in detail["ctx"].items() if name in limits
    )


def _length(context: Mapping[str, Any]) -> str:
    limits = {"min_length": "at least", "max_length": "at most"}
    return ", ".join(f"{limits[name]} {context[name]}" for name in limits if name in context)


def _unknown_key(root: Node, path: Path) -> str:
    word, known = str(path[-1]), known_keys(root, path[:-1])
    if len(path) == 1 and word in OTHER_FILES:
        return f"this file is a {OTHER_FILES[word]}"
    near = gone_key(schema_key(root, path))
    if not near:
        near = nearest(word, known) if path[0] == "levers" else nearest_key(word, known)
    return f"unknown key (got {word}{near or '; allowed ' + ', '.join(known)})"


def _unknown_lever(detail: Any) -> str:
    allowed = f"; allowed {', '.join(LEVER_SETTINGS)}"
    if detail["type"] == "union_tag_not_found":
        return f"is missing ({allowed.removeprefix('; ')})"
    tag = str(detail["ctx"]["tag"])
    near = gone_key(f"levers.{tag}") or allowed + nearest(tag, LEVER_SETTINGS)
    return f"unknown lever (got {tag}{near})"


def _unknown_choice(root: Node, path: Path, given: Any) -> str:
    leaf = leaf_at(root, path[:3] if path[0] == "levers" else path)
    what = (
        "unknown province"
        if "provinces" in path and path[0] == "levers"
        else "is not one of the choices"
    )
    choices = leaf.choices if leaf else PROVINCES
    return (
        f"{what} (got {describe(given)}; allowed "
        f"{', '.join(choices)}{nearest(str(given), choices)})"
    )
