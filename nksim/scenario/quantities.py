"""Numbers with ranges and sources: split when read, joined again for whoever asks.

`{value: 0.3, range: [0.1, 0.5], source: P25}` becomes the value for the run, and a note on the
side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nksim.core.errors import Fault
from nksim.scenario.catalogue import Leaf, default_scenario, in_words, lever_leaves, scenario_leaves
from nksim.scenario.fields import Note
from nksim.scenario.keys import Path, is_section, key_at, leaf_at, nearest
from nksim.scenario.layers import QUANTITY_KEYS, describe
from nksim.scenario.nodes import UNREADABLE, Node, mapping_node
from nksim.scenario.scenario import Scenario

SOURCE = re.compile(r"assumed|[A-Z]\d+[a-z]?")


@dataclass(frozen=True)
class Quantity:
    """A number of a scenario with all that is known of it.

    `low` and `high` bound what is allowed, `range` what is plausible.
    """

    key: str
    value: float
    unit: str
    low: float | None
    high: float | None
    range: tuple[float, float] | None
    source: str
    meaning: str


def quantities(scenario: Scenario) -> tuple[Quantity, ...]:
    """Every number of a scenario: with its own range and source, else those of the schema."""
    return tuple(_quantity(scenario, *each) for each in _numbers(scenario))


def split_quantities(root: Node, faults: list[Fault]) -> tuple[Node, dict[str, Note]]:
    """The tree with plain values, and the ranges and sources by dotted key."""
    notes: dict[str, Note] = {}
    return _split(root, root, (), notes, faults), notes


def to_mapping(scenario: Scenario) -> dict[str, Any]:
    """A scenario as a mapping of its file's shape.

    Numbers with a range or source are written out with them.
    """
    mapping = scenario.model_dump(by_alias=True)
    ordered = {"name": mapping["name"], "description": mapping["description"]} | mapping
    ordered["levers"] = [_lever_mapping(lever) for lever in mapping["levers"]]
    ordered = _without_gaps(ordered, ("network",))
    if scenario.network is not None:
        ordered["network"] = _without_gaps(mapping["network"], ("file", "generator"))
    for key, note in scenario.notes.items():
        _write_note(ordered, key, note)
    return ordered


def _lever_mapping(lever: dict[str, Any]) -> dict[str, Any]:
    """A lever with its name and kind first, without what it leaves open."""
    first = {"name": lever["name"], "lever": lever["lever"]}
    return _without_gaps(first | lever, ("until", "provinces"))


def _without_gaps(mapping: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """A mapping without those of these keys that hold nothing."""
    empty = {key for key in keys if mapping.get(key) is None}
    return {key: given for key, given in mapping.items() if key not in empty}


def _write_note(mapping: dict[str, Any], key: str, note: Note) -> None:
    holder: Any = mapping
    *sections, last = key.split(".")
    if key.startswith("levers."):
        name, _, last = key.removeprefix("levers.").rpartition(".")
        holder = next((lever for lever in mapping["levers"] if lever["name"] == name), None)
        sections = []
    for section in sections:
        holder = holder.get(section) if holder else None
    if holder and last in holder:
        spread = {} if note.range is None else {"range": list(note.range)}
        holder[last] = {"value": holder[last], **spread} | (
            {} if note.source is None else {"source": note.source}
        )


def value_at(scenario: Scenario, key: str) -> Any:
    """The value that stands at a dotted key outside the levers; None if there is none."""
    found: Any = scenario
    for part in key.split("."):
        found = getattr(found, part, None)
    return found


def _numbers(scenario: Scenario) -> Iterator[tuple[str, float, Leaf]]:
    for key, leaf in scenario_leaves().items():
        if leaf.numeric:
            yield key, value_at(scenario, key), leaf
    for name, argument in (scenario.network.arguments if scenario.network else {}).items():
        if isinstance(argument, int | float) and not isinstance(argument, bool):
            yield (
                f"network.{name}",
                argument,
                Leaf(f"network.{name}", "number", "Argument of the generator"),
            )
    for lever in scenario.levers:
        for key, leaf in lever_leaves(lever.lever).items():
            if leaf.numeric:
                yield f"levers.{lever.name}.{key}", getattr(lever, key), leaf


def _quantity(scenario: Scenario, key: str, number: float, leaf: Leaf) -> Quantity:
    note = scenario.notes.get(key, Note())
    source = note.source or (leaf.source if number == _default(key, scenario) else "assumed")
    return Quantity(
        key, number, leaf.unit, leaf.low, leaf.high, note.range or leaf.prior, source, leaf.meaning
    )


def _default(key: str, scenario: Scenario) -> Any:
    if not key.startswith("levers."):
        return value_at(default_scenario(), key)
    name, _, setting = key.removeprefix("levers.").rpartition(".")
    lever = next(lever for lever in scenario.levers if lever.name == name)
    return type(lever).model_fields[setting].default


def _split(root: Node, node: Node, path: Path, notes: dict[str, Note], faults: list[Fault]) -> Node:
    if isinstance(node.content, list):
        items = [
            _split(root, item, (*path, position), notes, faults)
            for position, item in enumerate(node.content)
        ]
        return Node(items, node.place, node.size)
    if not isinstance(node.content, dict):
        return node
    if QUANTITY_KEYS & node.content.keys() and not is_section(path):
        return _take(root, node, path, notes, faults)
    return mapping_node(
        {
            key: _split(root, inner, (*path, key), notes, faults)
            for key, inner in node.content.items()
        },
        node.place,
    )


def _take(root: Node, node: Node, path: Path, notes: dict[str, Note], faults: list[Fault]) -> Node:
    key, leaf = key_at(root, path), leaf_at(root, path)
    for name in node.content.keys() - QUANTITY_KEYS:
        wrong = (
            "unknown key beside value, range and source (got "
            f"{name}{nearest(name, sorted(QUANTITY_KEYS))})"
        )
        faults.append(node.content[name].place.fault(wrong, f"{key}.{name}"))
    if "value" not in node.content:
        faults.append(node.place.fault("has a range or a source but no value; add `value:`", key))
        return Node(UNREADABLE, node.place)
    given: Node = node.content["value"]
    if leaf is not None and not leaf.numeric and len(node.content) > 1:
        faults.append(
            node.place.fault(
                "takes no range and no source, which are for numbers; write the value plainly", key
            )
        )
    elif note := _note(node, given, key, leaf, faults):
        notes[key] = note
    return Node(given.content, given.place)


def _note(node: Node, given: Node, key: str, leaf: Leaf | None, faults: list[Fault]) -> Note | None:
    named, spread = node.content.get("source"), node.content.get("range")
    source = named.content if named else None
    if named and (not isinstance(source, str) or not SOURCE.fullmatch(source)):
        wrong = (
            f"is no source (got {describe(source)}; allowed a row of the evidence such as P25 "
            "or C9a, or the word assumed)"
        )
        faults.append(named.place.fault(wrong, f"{key}.source"))
    if spread is None:
        return Note(None, source) if named else None
    mistake = _wrong_range(spread, given.content, leaf)
    if mistake:
        faults.append(spread.place.fault(mistake, f"{key}.range"))
        return None
    low, high = (float(end.content) for end in spread.content)
    return Note((low, high), source)


def _wrong_range(spread: Node, given: Any, leaf: Leaf | None) -> str | None:
    ends = [end.content for end in spread.content] if isinstance(spread.content, list) else []
    if len(ends) != 2 or not all(_is_number(end) for end in ends):
        return f"must be two numbers, [low, high] (got {describe(ends or spread.content)})"
    low, high = ends
    if not low < high:
        return f"must rise from low to high (got [{low}, {high}])"
    if leaf is not None and not _is_allowed(low, high, leaf):
        got = f"[{in_words(low)}, {in_words(high)}]"
        return f"goes beyond what is allowed (got {got}; allowed {leaf.allowed})"
    if _is_number(given) and not low <= given <= high:
        return f"does not include the value (got [{low}, {high}]; value {given})"
    return None


def _is_allowed(low: float, high: float, leaf: Leaf) -> bool:
    """Whether a range lies within the bounds of a key, if it has any."""
    if leaf.low is None or leaf.high is None:
        return True
    return leaf.low <= low and high <= leaf.high


def _is_number(content: Any) -> bool:
    return isinstance(content, int | float) and not isinstance(content, bool)
