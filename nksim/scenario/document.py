"""YAML text goes in, a tree of nodes comes out: plain values, each with the file, line and column where it stands.

A scenario may come from a stranger. Text is therefore read event by event, without building what an alias
bomb or a thousand brackets would build, and every fault that leaves a readable document is collected, not raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent
from ruamel.yaml.nodes import ScalarNode

from nksim.core.errors import Fault, ScenarioError

UNREADABLE: Any = object()  # in place of a value for which there is a fault already
MOST_NODES = 50_000
DEEPEST = 30


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

    `content` is a mapping of keys to nodes, a list of nodes, or a plain value; `size` counts the nodes in it.
    """

    content: Any
    place: Place
    size: int = 1


def mapping_node(content: dict[str, Node], place: Place) -> Node:
    """A mapping of nodes as one node."""
    return Node(content, place, 1 + sum(node.size for node in content.values()))


def parse_document(text: str, file: str, option: str = "") -> tuple[Node, list[Fault]]:
    """The tree of one YAML document and the faults that do not keep it from being read.

    Raises ScenarioError if there is no document, more than one, or no YAML at all.
    """
    composer = _Composer(text, Place(file, option=option))
    try:
        return composer.compose(), composer.faults
    except MarkedYAMLError as error:
        raise ScenarioError([_syntax_fault(error, composer.origin)]) from None
    except YAMLError as error:
        raise ScenarioError(
            [composer.origin.fault(f"is not YAML: {str(error).splitlines()[0]}")]
        ) from None


def to_node(content: object, place: Place, depth: int = 0) -> Node:
    """A Python mapping, sequence or value as a tree of nodes, all at one place."""
    if depth > DEEPEST:
        raise ScenarioError([place.fault(f"is nested too deeply (allowed up to {DEEPEST} levels)")])
    if isinstance(content, Mapping):
        return mapping_node(
            {str(key): to_node(inner, place, depth + 1) for key, inner in content.items()}, place
        )
    if isinstance(content, Sequence) and not isinstance(content, str | bytes):
        return Node(
            [to_node(inner, place, depth + 1) for inner in content], place, 1 + len(content)
        )
    item = getattr(content, "item", None)
    return Node(item() if callable(item) else content, place)


def to_plain(node: Node) -> Any:
    """The tree without its places: mappings, lists and values."""
    if isinstance(node.content, dict):
        return {key: to_plain(inner) for key, inner in node.content.items()}
    if isinstance(node.content, list):
        return [to_plain(inner) for inner in node.content]
    return node.content


def _syntax_fault(error: MarkedYAMLError, origin: Place) -> Fault:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    problem = " ".join(str(part) for part in (error.context, error.problem) if part)
    advice = "; indent with spaces, not tabs" if "\\t" in problem else ""
    return Place(origin.file, line, column, origin.option).fault(f"is not YAML: {problem}{advice}")


class _Composer:
    """Builds the tree of one document from its events; an alias is counted at its full size and never expanded."""

    def __init__(self, text: str, origin: Place) -> None:
        self.origin = origin
        self.faults: list[Fault] = []
        self._events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
        self._scalars = YAML(typ="safe", pure=True)
        self._anchors: dict[str, Node | None] = {}
        self._seen = 0

    def compose(self) -> Node:
        kinds = iter(self._events)
        next(kinds)
        if type(next(kinds)).__name__ == "StreamEndEvent":
            raise ScenarioError(
                [self.origin.fault("is empty; `nksim new` writes a file to start from")]
            )
        root = self._node(next(kinds), self._place_of_start(), 0)
        next(kinds)
        if type(next(kinds)).__name__ != "StreamEndEvent":
            raise ScenarioError(
                [self.origin.fault("holds more than one document; keep one to a file")]
            )
        return root

    def _place_of_start(self) -> Place:
        return Place(self.origin.file, 1, 1, self.origin.option)

    def _place(self, event: Any) -> Place:
        return Place(
            self.origin.file,
            event.start_mark.line + 1,
            event.start_mark.column + 1,
            self.origin.option,
        )

    def _node(self, event: Any, place: Place, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event, place)
        if depth > DEEPEST:
            raise ScenarioError(
                [place.fault(f"is nested too deeply (allowed up to {DEEPEST} levels)")]
            )
        if event.anchor:
            self._anchors[event.anchor] = None
        node = self._fresh(event, place, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _fresh(self, event: Any, place: Place, depth: int) -> Node:
        self._count(1, place)
        if isinstance(event, ScalarEvent):
            return Node(self._scalar(event, place), place)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(place, depth)
        assert isinstance(event, MappingStartEvent)
        return self._mapping(place, depth)

    def _alias(self, event: Any, place: Place) -> Node:
        node = self._anchors.get(event.anchor)
        if node is None:
            what = (
                "stands for something that contains it"
                if event.anchor in self._anchors
                else "has no anchor before it"
            )
            raise ScenarioError([self._place(event).fault(f"the alias *{event.anchor} {what}")])
        self._count(node.size, place)
        return Node(node.content, place, node.size)

    def _count(self, size: int, place: Place) -> None:
        self._seen += size
        if self._seen > MOST_NODES:
            raise ScenarioError(
                [
                    place.fault(
                        f"holds too many values, counting aliases at full length (allowed {MOST_NODES:,})"
                    )
                ]
            )

    def _sequence(self, place: Place, depth: int) -> Node:
        items: list[Node] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            items.append(self._node(event, self._place(event), depth + 1))
        return Node(items, place, 1 + sum(item.size for item in items))

    def _mapping(self, place: Place, depth: int) -> Node:
        content: dict[str, Node] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            at = self._place(event)
            key = self._node(event, at, depth + 1).content
            node = self._node(next(self._events), at, depth + 1)
            if not isinstance(key, str):
                got = (
                    f"a {type(key).__name__}"
                    if isinstance(key, dict | list)
                    else "nothing"
                    if key is None
                    else f"{key}"
                )
                self.faults.append(at.fault(f"a key must be a word (got {got})"))
            elif key in content:
                self.faults.append(
                    at.fault(
                        f"is given twice (first on line {content[key].place.line}); keep one", key
                    )
                )
            else:
                content[key] = node
        return mapping_node(content, place)

    def _scalar(self, event: Any, place: Place) -> Any:
        tag = event.ctag or self._scalars.resolver.resolve(ScalarNode, event.value, event.implicit)
        try:
            if str(tag).endswith(":merge"):
                return event.value
            return self._scalars.constructor.construct_object(
                ScalarNode(tag, event.value, event.start_mark, event.end_mark)
            )
        except YAMLError:
            self.faults.append(
                self._place(event).fault(f"the tag {event.tag} is not allowed; write a plain value")
            )
        except ValueError as error:
            self.faults.append(
                self._place(event).fault(
                    f"cannot be read as a number or date: {error} (got {event.value[:40]})"
                )
            )
        return UNREADABLE
