"""A tree of values, each with the file, line and column where it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nksim.core.characters import text_fault
from nksim.core.errors import Fault, ScenarioError

UNREADABLE: Any = object()  # in place of a value for which there is a fault already
DEEPEST = 30
LONGEST_NUMBER = 100  # digits


@dataclass(frozen=True)
class Place:
    """Where something was written: a file's line and column, or an option of the command line."""

    file: str = ""
    line: int = 0
    column: int = 0
    option: str = ""

    def fault(self, message: str, key: str = "") -> Fault:
        """Something wrong here."""
        return Fault(message, self.file, self.line, self.column, f"{self.option} {key}".strip())


@dataclass(frozen=True)
class Node:
    """A value and its place; for a value in a mapping that is the place of its key.

    `content` is a mapping of keys to nodes, a list of nodes, or a plain value; `size` counts the
    nodes in it.
    """

    content: Any
    place: Place
    size: int = 1


def mapping_node(content: dict[str, Node], place: Place) -> Node:
    """A mapping of nodes as one node."""
    inside = sum(node.size for node in content.values())
    return Node(content, place, 1 + inside)


def list_node(items: list[Node], place: Place) -> Node:
    """A list of nodes as one node."""
    inside = sum(item.size for item in items)
    return Node(items, place, 1 + inside)


def to_node(content: object, place: Place, depth: int = 0) -> Node:
    """A Python mapping, sequence or value as a tree of nodes, all at one place."""
    if depth > DEEPEST:
        raise ScenarioError([place.fault(f"is nested too deeply (allowed up to {DEEPEST} levels)")])
    content = _of_python(content)
    if isinstance(content, Mapping):
        return mapping_node(
            {_word(key, place): to_node(inner, place, depth + 1) for key, inner in content.items()},
            place,
        )
    if isinstance(content, Sequence) and not isinstance(content, str | bytes):
        return Node(
            [to_node(inner, place, depth + 1) for inner in content], place, 1 + len(content)
        )
    if isinstance(content, str) and (wrong := text_fault(content)):
        raise ScenarioError([place.fault(wrong)])
    if isinstance(content, int) and content.bit_length() > 4 * LONGEST_NUMBER:
        raise ScenarioError([place.fault("a number has too many digits")])
    return Node(content, place)


def _of_python(content: object) -> object:
    """Numbers and arrays of numpy as Python's own."""
    to_list = getattr(content, "tolist", None)
    return to_list() if type(content).__module__ == "numpy" and callable(to_list) else content


def _word(key: object, place: Place) -> str:
    if isinstance(key, str):
        return str(key)
    raise ScenarioError([place.fault(f"a key must be a word (got {type(key).__name__})")])


def to_plain(node: Node) -> Any:
    """The tree without its places: mappings, lists and values."""
    if isinstance(node.content, dict):
        return {key: to_plain(inner) for key, inner in node.content.items()}
    if isinstance(node.content, list):
        return [to_plain(inner) for inner in node.content]
    return node.content
