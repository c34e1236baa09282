"""Files that extend one another, merged into one tree.

Every value still knows its file and line.

Mappings merge, lists of levers append, a lever with a name that is there already takes that lever's
place, and `without` leaves levers of the extended file out by their names. A number with its range
and source is one value and is replaced as one; so is a network.
"""

from __future__ import annotations

import os
import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from nksim.core import reading
from nksim.core.characters import visible
from nksim.core.errors import Fault, FileError, ScenarioError
from nksim.scenario.document import parse_document
from nksim.scenario.nodes import UNREADABLE, Node, Place, list_node, mapping_node
from nksim.scenario.shipped import located

LARGEST_FILE = 1 << 20  # bytes
LONGEST_CHAIN = 20  # files that extend one another
NOWHERE = Place()
_WRITTEN = re.compile(r"[-+]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][-+]?\d{1,3})?|true|false")
QUANTITY_KEYS = frozenset({"value", "range", "source"})


def read_layers(path: str | os.PathLike[str], faults: list[Fault]) -> Node:
    """The tree of a scenario file merged over all that it extends.

    Faults that leave the file readable are added to `faults`.
    """
    return _read(located(path), Place(), faults, ())


def extend(
    node: Node,
    folder: Path,
    faults: list[Fault],
    chain: tuple[Path, ...] = (),
    base: Node | None = None,
) -> Node:
    """The tree over the file that its key `extends` names; without the key, over `base`, if any."""
    if node.content is UNREADABLE:
        raise ScenarioError(faults)
    if not isinstance(node.content, dict):
        raise ScenarioError(
            [
                node.place.fault(
                    f"must be a mapping of keys to values at the top (got {describe(node.content)})"
                )
            ]
        )
    content = dict(node.content)
    named, left_out = content.pop("extends", None), content.pop("without", None)
    own = mapping_node(content, node.place)
    if named is not None:
        base = _base(named, folder, faults, chain)
    elif base is None:
        base = mapping_node({}, node.place)
    if left_out is not None:
        base = _without(base, left_out, faults)
    return merge(base, own, faults)


def _base(named: Node, folder: Path, faults: list[Fault], chain: tuple[Path, ...]) -> Node:
    try:
        return _read_named(named, folder, faults, chain)
    except ScenarioError as error:
        faults.extend(error.faults)
        return mapping_node({}, named.place)


def _without(base: Node, left_out: Node, faults: list[Fault]) -> Node:
    """The tree without the levers that a list names."""
    items = levers_of(base)
    known = names_of(items)
    names = left_out.content if isinstance(left_out.content, list) else [left_out]
    for item in names:
        if item.content not in known:
            faults.append(_nothing_to_leave_out(item, known))
    gone = {item.content for item in names if isinstance(item.content, str)}
    left = [item for item in items if lever_name(item) not in gone]
    levers = list_node(left, base.place)
    return mapping_node({**base.content, "levers": levers}, base.place)


def levers_of(root: Node) -> list[Node]:
    """The levers of a tree; none if it has no list of them."""
    levers = root.content.get("levers")
    if levers is None or not isinstance(levers.content, list):
        return []
    return list(levers.content)


def names_of(levers: list[Node]) -> list[str]:
    """The names of those levers that carry one."""
    return [name for name in map(lever_name, levers) if name]


def _nothing_to_leave_out(item: Node, known: list[str]) -> Fault:
    near = get_close_matches(str(item.content), known, n=1)
    words = f"; did you mean {near[0]}?" if near else ""
    allowed = ", ".join(known) or "none: what is extended has no levers"
    got = describe(item.content)
    message = f"no lever of this name to leave out (got {got}; allowed {allowed}{words})"
    return item.place.fault(message, "without")


def merge(base: Node, over: Node, faults: list[Fault], path: str = "") -> Node:
    """One tree over another."""
    if path == "levers" and isinstance(over.content, list):
        return _merge_levers(base, over, faults)
    if not _mergeable(base, over, path):
        return over
    content = dict(base.content)
    for key, node in over.content.items():
        inner = f"{path}.{key}".lstrip(".")
        below = content.get(key) or (Node([], node.place) if inner == "levers" else None)
        content[key] = merge(below, node, faults, inner) if below else node
    return mapping_node(content, over.place)


def lever_name(node: Node) -> str | None:
    """The name that a lever carries in the file."""
    name = node.content.get("name") if isinstance(node.content, dict) else None
    return name.content if name is not None and isinstance(name.content, str) else None


def describe(content: object) -> str:
    """A value in the words of an error message."""
    if content is None:
        return "nothing"
    if isinstance(content, dict):
        return "a mapping"
    if isinstance(content, list | tuple):
        return f"a list of {len(content)}"
    if isinstance(content, bool):
        return "true" if content else "false"
    if not isinstance(content, str | int | float | date):
        return f"a {type(content).__name__}"
    words = str(content)
    return visible(words if len(words) <= 60 else f"{words[:57]}...")


def no_text(content: object) -> str:
    """The same where no text is allowed: of a number, true or false in quotes that it is text."""
    if isinstance(content, str) and _WRITTEN.fullmatch(content):
        return f"{content} as text in quotes ('{content}'): leave them out"
    return describe(content)


def read_text(path: Path, place: Place = NOWHERE) -> str:
    """The text of an input file; ScenarioError names the place that asked for it, if any did."""
    try:
        return reading.read_text(path, what="scenario", limit=LARGEST_FILE)
    except FileError as error:
        raise ScenarioError([file_fault(error, place, "extends")]) from None


def file_fault(error: FileError, place: Place, key: str) -> Fault:
    """What is wrong with a file: told where it is named, unless the fault is in the file itself."""
    if place.line and not error.line:
        return place.fault(f"{error.reason} (got {error.path})", key)
    return Place(error.path, error.line, error.column).fault(error.reason)


def _read(path: Path, place: Place, faults: list[Fault], chain: tuple[Path, ...]) -> Node:
    text = read_text(path, place)
    node, found = parse_document(text, str(path))
    faults.extend(found)
    return extend(node, path.parent, faults, (*chain, _real(path)))


def _read_named(named: Node, folder: Path, faults: list[Fault], chain: tuple[Path, ...]) -> Node:
    if not isinstance(named.content, str) or not named.content:
        raise ScenarioError(
            [
                named.place.fault(
                    f"must be the path of one file (got {describe(named.content)})", "extends"
                )
            ]
        )
    path = located(named.content, folder, named.place)
    if _real(path) in chain:
        loop = " -> ".join(step.name for step in (*chain, path))
        raise ScenarioError(
            [named.place.fault(f"goes round in a loop ({loop}); remove one of them", "extends")]
        )
    if len(chain) >= LONGEST_CHAIN:
        raise ScenarioError(
            [
                named.place.fault(
                    f"is the end of too long a chain (allowed {LONGEST_CHAIN} files that extend"
                    " one another); write some of them into one",
                    "extends",
                )
            ]
        )
    return _read(path, named.place, faults, chain)


def _real(path: Path) -> Path:
    """Where a path leads; also a loop of links leads somewhere, and cannot be read there."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a NUL or half a surrogate pair
        return path


def _mergeable(base: Node, over: Node, path: str) -> bool:
    if not isinstance(base.content, dict) or not isinstance(over.content, dict):
        return False
    if path == "network" and {"file", "generator"} & over.content.keys():
        return False
    return not path or not QUANTITY_KEYS & (base.content.keys() | over.content.keys())


def _merge_levers(base: Node, over: Node, faults: list[Fault]) -> Node:
    items: list[Node] = list(base.content) if isinstance(base.content, list) else []
    if items and not over.content:
        names = ", ".join(names_of(items))
        words = f"adds no lever and takes none away; name those to leave out: without: [{names}]"
        faults.append(over.place.fault(words, "levers"))
    positions = {lever_name(item): position for position, item in enumerate(items)}
    positions.pop(None, None)
    fresh: dict[str, Node] = {}
    for item in over.content:
        name = lever_name(item)
        if name in fresh:
            faults.append(_given_twice(item, name, fresh[name]))
        elif name in positions:
            items[positions[name]] = item
        else:
            items.append(item)
        if name:
            fresh.setdefault(name, item)
    return list_node(items, over.place)


def _given_twice(item: Node, name: str | None, first: Node) -> Fault:
    words = f"is given twice in one file (first on line {first.place.line})"
    return item.place.fault(f"{words}; every lever needs a name of its own", f"levers.{name}")
