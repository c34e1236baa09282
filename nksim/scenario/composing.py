"""Building the tree of a YAML document from its events, so that no text can do harm.

An alias bomb or a thousand brackets are not built, and every fault that leaves a readable document
is collected, not raised.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent
from ruamel.yaml.nodes import ScalarNode

from nksim.core.characters import text_fault, visible
from nksim.core.errors import Fault, ScenarioError
from nksim.scenario.nodes import DEEPEST, LONGEST_NUMBER, UNREADABLE, Node, Place, mapping_node

MOST_NODES = 50_000
YAML_TAG = "tag:yaml.org,2002:"
SCALAR_TAGS = ("str", "int", "float", "bool", "null", "timestamp")


class Composer:
    """Builds the tree of one document from its events.

    An alias is counted at its full size and never expanded.
    """

    def __init__(self, text: str, origin: Place) -> None:
        self.origin = origin
        self.faults: list[Fault] = []
        self.reached = self._place_of_start()
        self._events = self._watched(text)
        self._scalars = YAML(typ="safe", pure=True)
        self._anchors: dict[str, Node | None] = {}
        self._seen = 0

    def compose(self) -> Node:
        """The tree; ScenarioError where there is no document, or more than one."""
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

    def _watched(self, text: str) -> Iterator[Any]:
        """The events of a text, and how far it has been read."""
        for event in YAML(typ="safe", pure=True).parse(text):
            self.reached = self._place(event)
            yield event

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
            return self._untagged(event, "seq", self._sequence(place, depth))
        assert isinstance(event, MappingStartEvent)
        return self._untagged(event, "map", self._mapping(place, depth))

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
                        "holds too many values, counting aliases at full length (allowed "
                        f"{MOST_NODES:,})"
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
            if key is UNREADABLE:
                continue
            if not isinstance(key, str):
                self.faults.append(at.fault(f"a key must be a word (got {_key_in_words(key)})"))
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
        kind = str(tag).removeprefix(YAML_TAG)
        if kind == "merge":
            return event.value
        if kind not in SCALAR_TAGS:
            wrong = f"the tag {event.tag} is not allowed; write a plain value"
            if event.tag is None:
                wrong = f"the sign {event.value} has a meaning of its own in YAML; put it in quotes"
            return self._unreadable(event, wrong)
        if kind in ("int", "float") and len(event.value) > LONGEST_NUMBER:
            return self._unreadable(event, f"has too many digits ({LONGEST_NUMBER} are allowed)")
        try:
            made = self._scalars.constructor.construct_object(
                ScalarNode(tag, event.value, event.start_mark, event.end_mark)
            )
        except (ValueError, ArithmeticError, LookupError, YAMLError) as error:
            reason = str(error) if isinstance(error, ValueError) else f"it is no {kind}"
            got = visible(event.value[:40]) or "nothing"
            return self._unreadable(
                event, f"cannot be read as a number or date: {reason} (got {got})"
            )
        wrong = text_fault(made) if isinstance(made, str) else ""
        return self._unreadable(event, wrong) if wrong else made

    def _unreadable(self, event: Any, wrong: str) -> Any:
        self.faults.append(self._place(event).fault(wrong))
        return UNREADABLE

    def _untagged(self, event: Any, plain: str, node: Node) -> Node:
        """A mapping or list, unless it claims to be something else: a set, an object of Python."""
        if event.tag in (None, f"{YAML_TAG}{plain}"):
            return node
        wrong = f"the tag {event.tag} is not allowed; write a plain mapping or list"
        return Node(self._unreadable(event, wrong), node.place, node.size)


def _key_in_words(key: Any) -> str:
    if isinstance(key, dict | list):
        return "a mapping" if isinstance(key, dict) else "a list"
    return "nothing" if key is None else f"{key}"
