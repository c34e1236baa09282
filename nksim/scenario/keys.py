"""Dotted keys: from a position in a tree to the words a person would write.

Also to the key's place in the schema, and to the nearest known key.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, TypeAlias

from nksim.scenario.catalogue import Leaf, lever_leaves, scenario_leaves, section_keys
from nksim.scenario.layers import lever_name
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.nodes import Node, Place

Path: TypeAlias = tuple[str | int, ...]


def key_at(root: Node, path: Path) -> str:
    """The dotted key of a position.

    A lever is named, `levers.new-law.strength`, or `levers[2]` if it has no name.
    """
    words: list[str] = []
    for depth, part in enumerate(path):
        if isinstance(part, str):
            words.append(part)
            continue
        is_lever = path[0] == "levers" and depth == 1
        item = node_at(root, path[: depth + 1])
        name = lever_name(item) if is_lever else None
        if name:
            words.append(name)
        else:
            words[-1] += f"[{part + 1}]"
    return ".".join(words)


def node_at(root: Node, path: Path) -> Node:
    """The node at a position, or the nearest one above it."""
    node = root
    part: Any
    for part in path:
        if (isinstance(node.content, dict) and part in node.content) or (
            isinstance(node.content, list) and isinstance(part, int) and part < len(node.content)
        ):
            node = node.content[part]
        else:
            break
    return node


def place_at(root: Node, path: Path) -> Place:
    """Where a position was written, or the nearest one above it."""
    return node_at(root, path).place


def lever_kind(root: Node, path: Path) -> str | None:
    """The known kind of the lever in which a position lies."""
    if len(path) < 2 or path[0] != "levers":
        return None
    item = node_at(root, path[:2]).content
    kind = item.get("lever") if isinstance(item, dict) else None
    if kind is None or not isinstance(kind.content, str):
        return None
    return kind.content if kind.content in LEVER_SETTINGS else None


def schema_key(root: Node, path: Path) -> str:
    """The key of a position as the schema has it: settings of levers by kind, `levers.law.name`."""
    words = [str(part) for part in path]
    if path and path[0] == "levers" and len(path) > 1:
        words[1] = lever_kind(root, path) or words[1]
    return ".".join(words)


def leaf_at(root: Node, path: Path) -> Leaf | None:
    """What the schema says of a position."""
    if not path or path[0] != "levers":
        return scenario_leaves().get(_dotted(path))
    kind = lever_kind(root, path)
    if kind is None or len(path) < 3:
        return None
    return lever_leaves(kind).get(str(path[2]))


def _dotted(path: Path) -> str:
    """A position outside the levers as the schema writes it."""
    return ".".join(map(str, path))


def is_section(path: Path) -> bool:
    """Whether keys stand at a position, and not a value."""
    if path and path[0] == "levers":
        return len(path) < 3
    return _dotted(path) in section_keys()


def known_keys(root: Node, path: Path) -> tuple[str, ...]:
    """The keys that may stand in the section at a position."""
    if path and path[0] == "levers":
        kind = lever_kind(root, path)
        return tuple(lever_leaves(kind)) if kind else ()
    keys = section_keys().get(_dotted(path), ())
    return keys if path else ("extends", "without", *keys)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of an error message, `; did you mean size?`; empty if no known word is near."""
    near = get_close_matches(word, [key for key in known if key], n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def nearest_key(word: str, known: Iterable[str]) -> str:
    """The same for a key that may have been written in the wrong section."""
    near = nearest(word, known)
    if near:
        return near
    elsewhere: dict[str, str] = {}  # the first key of each last word
    for key in (*scenario_leaves(), *section_keys()):
        last = key.rpartition(".")[2]
        if last:
            elsewhere.setdefault(last, key)
    similar = get_close_matches(word, elsewhere, n=1, cutoff=0.8)
    return f"; did you mean {elsewhere[similar[0]]}?" if similar else ""
