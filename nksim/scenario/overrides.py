"""Values given beside the files, as by `--set society.size=5000`.

An override can only name what exists: a key of the schema, or a setting of a lever that the
scenario has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nksim.core.errors import Fault, ScenarioError
from nksim.scenario.catalogue import lever_leaves, scenario_leaves, section_keys
from nksim.scenario.document import parse_document
from nksim.scenario.gone import gone_key
from nksim.scenario.keys import lever_kind, nearest, nearest_key
from nksim.scenario.layers import lever_name, levers_of, merge, names_of
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.nodes import Node, Place, mapping_node, to_node, to_plain

OPTION = Place(option="--set")


def parse_override(text: str) -> tuple[str, Any]:
    """A `key=value` of the command line as its key and its value, read as YAML."""
    key, equals, written = text.partition("=")
    key = key.strip()
    if not equals or not key:
        raise ScenarioError(
            [OPTION.fault(f"must be key=value (got {text}; for example society.size=5000)")]
        )
    if not written.strip():
        return key, None
    node, faults = parse_document(written, "", f"--set {key}")
    if faults:
        raise ScenarioError([Fault(fault.message, key=f"--set {key}") for fault in faults])
    return key, to_plain(node)


def leaves_of(key: str, given: object) -> Iterator[str]:
    """The keys of single values that an override sets: several where a mapping is given."""
    if isinstance(given, Mapping) and given:
        for name, part in given.items():
            yield from leaves_of(f"{key}.{name}", part)
    else:
        yield key


def override(root: Node, overrides: Mapping[str, Any], faults: list[Fault]) -> Node:
    """The tree with these values put in.

    Keys that do not exist are added to the faults, and values that two overrides set.
    """
    set_by: dict[str, str] = {}
    for key, given in overrides.items():
        for leaf in leaves_of(key, given):
            if leaf in set_by:
                words = f"is set by {set_by[leaf]} and by {key}; keep one"
                faults.append(OPTION.fault(words, leaf))
            set_by[leaf] = key
        node = to_node(given, OPTION)
        root = (
            _override_lever(root, key, node, faults)
            if key.startswith("levers.")
            else _override_key(root, key, node, faults)
        )
    return root


def _override_key(root: Node, key: str, node: Node, faults: list[Fault]) -> Node:
    if not _exists(root, key):
        word = key.rpartition(".")[2]
        near = gone_key(key) or _nearest(key) or "; `nksim show` lists all keys"
        faults.append(OPTION.fault(f"unknown key (got {word or 'nothing'}{near})", key))
        return root
    if key == "levers" and node.content == []:
        return mapping_node({**root.content, "levers": node}, root.place)
    for part in reversed(key.split(".")):
        node = mapping_node({part: node}, OPTION)
    return merge(root, node, faults)


def _nearest(key: str) -> str:
    """The nearest known key in words: of the same section if that is known, else of all."""
    section, _, word = key.rpartition(".")
    known = section_keys().get(section)
    if known:
        return nearest_key(word, known)
    return nearest(key, [*scenario_leaves(), *section_keys()]) or nearest_key(word, ())


def _exists(root: Node, key: str) -> bool:
    if key == "levers" or key in scenario_leaves() or (key and key in section_keys()):
        return True
    section, _, argument = key.partition(".")
    if section != "network" or not argument:
        return False
    network = root.content.get("network")
    return bool(network and isinstance(network.content, dict) and "generator" in network.content)


def _override_lever(root: Node, key: str, node: Node, faults: list[Fault]) -> Node:
    levers, items = root.content.get("levers"), levers_of(root)
    position, setting = _find(items, key.removeprefix("levers."))
    if position is None:
        faults.append(_unknown_lever(items, key))
        return root
    kind = lever_kind(root, ("levers", position))
    known = tuple(lever_leaves(kind)) if kind in LEVER_SETTINGS else (setting,)
    if setting not in known:
        near = gone_key(f"levers.{kind}.{setting}") or nearest(setting, known)
        words = near or f"; allowed {', '.join(known)}"
        faults.append(OPTION.fault(f"unknown key (got {setting}{words})", key))
        return root
    old = items[position]
    items[position] = mapping_node({**old.content, setting: node}, old.place)
    place = levers.place if levers else OPTION
    return mapping_node({**root.content, "levers": Node(items, place)}, root.place)


def _find(items: list[Node], rest: str) -> tuple[int | None, str]:
    name, _, setting = rest.rpartition(".")
    for position, item in enumerate(items):
        if lever_name(item) == name:
            return position, setting
    return None, setting


def _unknown_lever(items: list[Node], key: str) -> Fault:
    written = key.removeprefix("levers.")
    name = written.rpartition(".")[0] or written
    names = names_of(items)
    if name in names:
        words = f"names a lever but none of its settings (for example {key}.strength)"
        return OPTION.fault(words, key)
    allowed = ", ".join(names) or "none, the scenario has no levers"
    near = nearest(name, names)
    words = f"no lever of this name (got {name}; allowed {allowed}{near})"
    return OPTION.fault(words, key)
