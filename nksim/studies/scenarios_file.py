"""A file that names scenarios, a study or a sweep, while it is read.

Every fault is collected with its place.

A scenario stands there as the path of its file, or written out as what differs from another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nksim.core.characters import name_fault
from nksim.core.errors import MOST_FAULTS, Fault, FileError, ScenarioError
from nksim.core.reading import check_file
from nksim.scenario.document import Node, Place, parse_document
from nksim.scenario.keys import nearest
from nksim.scenario.layers import describe, extend, file_fault, no_text, read_layers, read_text
from nksim.scenario.loading import resolve
from nksim.scenario.scenario import LONGEST_NAME, Scenario
from nksim.scenario.shipped import located

MOST_ALTERNATIVES, LONGEST_STUDY_NAME = 1000, 100


def renamed(scenario: Scenario, name: str) -> Scenario:
    """The same scenario under another name."""
    return scenario.model_copy(update={"name": name}).with_notes(scenario.notes)


class ScenariosFile:
    """One study or sweep file while it is read; faults come together in `faults`."""

    def __init__(self, path: Path, overrides: Mapping[str, object]) -> None:
        self.path, self.overrides = path, overrides
        self.faults: list[Fault] = []
        root, found = parse_document(read_text(path, Place()), str(path))
        if found:
            raise ScenarioError(found)
        self.root = root
        if not isinstance(root.content, dict):
            wrong = f"must be a mapping of keys to values at the top (got {describe(root.content)})"
            raise ScenarioError([root.place.fault(wrong)])
        self.keys: dict[str, Node] = dict(root.content)

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """A fault for each key that such a file does not have."""
        unknown = [(key, node) for key, node in self.keys.items() if key not in known]
        for key, node in unknown[:MOST_FAULTS]:
            words = f"unknown key (got {key}; allowed {', '.join(known)}{nearest(key, known)})"
            self.faults.append(node.place.fault(words, key))

    def raise_faults(self) -> None:
        """ScenarioError with the faults found so far, if there are any."""
        if self.faults:
            raise ScenarioError(list(dict.fromkeys(self.faults)))

    def alternatives(self, *, needed: bool = True) -> list[tuple[str, Node]]:
        """The names of alternatives with what stands behind them."""
        node = self.keys.get("alternatives")
        if node is None and not needed:
            return []
        if node is None or not isinstance(node.content, dict) or not node.content:
            place = self.root.place if node is None else node.place
            self.faults.append(place.fault(_no_alternatives(node), "alternatives"))
            return []
        if len(node.content) > MOST_ALTERNATIVES:
            wrong = f"are too many (got {len(node.content):,}; allowed {MOST_ALTERNATIVES:,})"
            self.faults.append(node.place.fault(wrong, "alternatives"))
            return []
        return list(node.content.items())

    def alternative(self, name: str, node: Node, base: Node | None) -> Scenario | None:
        """The scenario of an alternative, under its name."""
        if wrong := name_fault(name, LONGEST_NAME):
            self.faults.append(node.place.fault(f"the name {wrong}", "alternatives"))
        if (seed := _own_seed(node)) is not None:
            wrong = (
                f"is not given to an alternative (got {describe(seed.content)}): all share the"
                " seeds of this file; give `seed` at its top, and leave it out here"
            )
            self.faults.append(seed.place.fault(wrong, f"alternatives.{name}.run.seed"))
        tree = self.tree(f"alternatives.{name}", node, base)
        return None if tree is None else self.scenario(tree, name)

    def tree(self, key: str, node: Node | None, base: Node | None) -> Node | None:
        """The whole tree of a scenario that is named by its path or written out."""
        if node is None:
            self.faults.append(
                self.root.place.fault(
                    "is missing (allowed a scenario file, or a mapping that extends one)", key
                )
            )
            return None
        faults: list[Fault] = []
        try:
            if isinstance(node.content, str):
                return read_layers(self._path(node), faults)
            return extend(node, self.path.parent, faults, (), base)
        except ScenarioError as error:
            faults.extend(error.faults)
            return None
        finally:
            self.faults.extend(faults)

    def _path(self, node: Node) -> Path:
        path = located(str(node.content), self.path.parent, node.place)
        try:
            check_file(path, what="scenario")
        except FileError as error:
            raise ScenarioError([file_fault(error, node.place, "scenario")]) from None
        return path

    def scenario(self, tree: Node, name: str | None) -> Scenario | None:
        """The resolved scenario of a tree; its faults are collected."""
        try:
            scenario = resolve(tree, self.overrides, [])
        except ScenarioError as error:
            self.faults.extend(error.faults)
            return None
        return scenario if name is None else renamed(scenario, name)

    def name(self) -> str:
        """The name of the file's key, or that of the file."""
        name = self.text("name") or self.path.stem
        if wrong := name_fault(name, LONGEST_STUDY_NAME):
            place = self.keys["name"].place if "name" in self.keys else self.root.place
            self.faults.append(place.fault(wrong, "name"))
        return name

    def text(self, key: str) -> str:
        """The text of a key, or none."""
        node = self.keys.get(key)
        if node is None or isinstance(node.content, str):
            return node.content if node else ""
        self.faults.append(node.place.fault(f"must be text (got {describe(node.content)})", key))
        return ""

    def count(self, key: str, low: int, high: int) -> int | None:
        """The whole number of a key, or None."""
        node = self.keys.get(key)
        if node is None:
            return None
        if isinstance(node.content, bool) or not isinstance(node.content, int):
            wrong = f"must be a whole number (got {no_text(node.content)}"
        elif not low <= node.content <= high:
            wrong = f"is out of range (got {describe(node.content)}"
        else:
            return node.content
        self.faults.append(node.place.fault(f"{wrong}; allowed {low} to {high})", key))
        return None


def _own_seed(node: Node) -> Node | None:
    """The seed that a scenario gives which is written out, if it gives one."""
    run = node.content.get("run") if isinstance(node.content, dict) else None
    seed = run.content.get("seed") if run and isinstance(run.content, dict) else None
    return seed if isinstance(seed, Node) else None


def _no_alternatives(node: Node | None) -> str:
    """What is wrong where no alternatives are named."""
    advice = "a mapping of names to scenarios, for example no-law: {without: [new-law]}"
    if node is None:
        return f"is missing (allowed {advice})"
    if node.content == {}:
        return f"is empty: nothing is compared with the baseline (allowed {advice})"
    return f"must be {advice} (got {describe(node.content)})"
