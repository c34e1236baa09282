"""A study: a baseline and the alternatives to compare with it. A study file or scenario files come in, a frozen Study leaves.

An alternative is a scenario file, or a mapping of what differs: from the file that it `extends`, else from the baseline.
Every fault of every scenario is said at once, with its file and line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nksim.core.errors import Fault, InputError, ScenarioError
from nksim.experiments.bundle import Task
from nksim.observations.outcomes import OUTCOMES
from nksim.scenario.document import Node, Place, parse_document
from nksim.scenario.keys import nearest
from nksim.scenario.layers import describe, extend, read_layers, read_text
from nksim.scenario.loading import load_scenario, resolve
from nksim.scenario.posterior import Posterior, drawn
from nksim.scenario.scenario import Scenario
from nksim.scenario.shipped import located

KEYS = ("name", "description", "baseline", "alternatives", "replicates", "seed", "outcomes")
REPLICATES, MOST_REPLICATES = 32, 100_000


@dataclass(frozen=True)
class Study:
    """What is compared with what, over how many replicates; `outcomes` empty means all.

    With a posterior each seed has a draw of its own, the same for the baseline and every alternative.
    """

    name: str
    baseline: Scenario
    alternatives: tuple[Scenario, ...]
    replicates: int = REPLICATES
    seed: int = 1
    outcomes: tuple[str, ...] = ()
    description: str = ""
    posterior: Posterior | None = None

    def __post_init__(self) -> None:
        names = [scenario.name for scenario in self.scenarios]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InputError(
                f"name={twice[0]} is given to two scenarios of study={self.name}; every scenario of a study needs a name of its own"
            )
        if not self.alternatives:
            raise InputError(
                f"study={self.name} has a baseline and nothing to compare with it; give at least one alternative"
            )

        for scenario in self.alternatives:
            if (scenario.run.start, scenario.run.until) != (
                self.baseline.run.start,
                self.baseline.run.until,
            ):
                ran, first = (
                    f"{run.start} to {run.until}" for run in (scenario.run, self.baseline.run)
                )
                raise InputError(
                    f"{scenario.name} runs from {ran} and the baseline {self.baseline.name} from {first}; only the same years can be compared"
                )

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The baseline, then the alternatives."""
        return (self.baseline, *self.alternatives)

    @property
    def seeds(self) -> range:
        """The seed of every replicate."""
        return range(self.seed, self.seed + self.replicates)

    @property
    def tasks(self) -> list[Task]:
        """Every run, a seed at a time."""
        return [
            Task(drawn(scenario, self.posterior, seed), seed, number)
            for number, seed in enumerate(self.seeds)
            for scenario in self.scenarios
        ]

    def with_replicates(self, replicates: int) -> Study:
        """The same study over more or fewer replicates."""
        return replace(self, replicates=replicates)


def study_of(baseline: Scenario, alternatives: Mapping[str, Scenario], **settings: Any) -> Study:
    """A study of scenarios at hand; alternatives take the names under which they are given."""
    named = tuple(_named(scenario, name) for name, scenario in alternatives.items())
    return Study(settings.pop("name", "study"), baseline, named, **settings)


def is_study(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a study and not a scenario: it names alternatives."""
    node, _ = parse_document(read_text(located(path), Place()), str(path))
    return isinstance(node.content, dict) and "alternatives" in node.content


def load_study(
    paths: Sequence[str | os.PathLike[str]], overrides: Mapping[str, object] | None = None
) -> Study:
    """The study of a study file, or of a baseline's and its alternatives' scenario files.

    `overrides` change every scenario. Raises ScenarioError with every fault of every scenario.
    """
    if len(paths) == 1 and is_study(paths[0]):
        return StudyFile(located(paths[0]), overrides or {}).load()
    if len(paths) < 2:
        raise InputError(
            f"{paths[0]} is one scenario and no study: give a study file with `baseline` and `alternatives`, or a baseline and its alternatives"
        )
    scenarios = _load_all(paths, overrides or {})
    return Study(
        "+".join(scenario.name for scenario in scenarios)[:100],
        scenarios[0],
        tuple(scenarios[1:]),
        seed=scenarios[0].run.seed,
    )


def _load_all(
    paths: Sequence[str | os.PathLike[str]], overrides: Mapping[str, object]
) -> list[Scenario]:
    scenarios, faults = list[Scenario](), list[Fault]()
    for path in paths:
        try:
            scenarios.append(load_scenario(path, overrides))
        except ScenarioError as error:
            faults.extend(error.faults)
    if faults:
        raise ScenarioError(list(dict.fromkeys(faults)))
    return scenarios


def _named(scenario: Scenario, name: str) -> Scenario:
    return scenario.model_copy(update={"name": name}).with_notes(scenario.notes)


class StudyFile:
    """One study or sweep file while it is read; faults come together in `faults`."""

    def __init__(self, path: Path, overrides: Mapping[str, object]) -> None:
        self.path, self.overrides = path, overrides
        self.faults: list[Fault] = []
        root, found = parse_document(read_text(path, Place()), str(path))
        self.faults.extend(found)
        self.root = root
        self.keys: dict[str, Node] = dict(root.content)

    def load(self) -> Study:
        """The study; ScenarioError with every fault."""
        self.refuse_unknown(KEYS)
        tree = self.tree("baseline", self.keys.get("baseline"), None)
        baseline = None if tree is None else self.scenario(tree, None)
        alternatives = [self.alternative(name, node, tree) for name, node in self.alternatives()]
        name, description = self.text("name") or self.path.stem, self.text("description")
        replicates, seed = (
            self.count("replicates", 2, MOST_REPLICATES),
            self.count("seed", 0, 2**63 - 1),
        )
        outcomes = self.outcomes()
        self.raise_faults()
        assert baseline is not None
        whole = tuple(alternative for alternative in alternatives if alternative is not None)
        return Study(
            name,
            baseline,
            whole,
            replicates or REPLICATES,
            baseline.run.seed if seed is None else seed,
            outcomes,
            description,
        )

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """A fault for each key that such a file does not have."""
        for key, node in self.keys.items():
            if key not in known:
                self.faults.append(
                    node.place.fault(
                        f"unknown key (got {key}; allowed {', '.join(known)}{nearest(key, known)})",
                        key,
                    )
                )

    def raise_faults(self) -> None:
        """ScenarioError with the faults found so far, if there are any."""
        if self.faults:
            raise ScenarioError(list(dict.fromkeys(self.faults)))

    def alternatives(self, *, needed: bool = True) -> list[tuple[str, Node]]:
        """The names of alternatives with what stands behind them."""
        node = self.keys.get("alternatives")
        if node is None and not needed:
            return []
        node = node or Node(None, self.root.place)
        if not isinstance(node.content, dict) or not node.content:
            self.faults.append(
                node.place.fault(
                    f"must be a mapping of names to scenarios (got {describe(node.content)})",
                    "alternatives",
                )
            )
            return []
        return list(node.content.items())

    def alternative(self, name: str, node: Node, base: Node | None) -> Scenario | None:
        """The scenario of an alternative, under its name."""
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
        if not path.is_file():
            near = (
                nearest(path.name, sorted(other.name for other in path.parent.iterdir()))
                if path.parent.is_dir()
                else ""
            )
            raise ScenarioError(
                [node.place.fault(f"there is no such file {node.content}{near}", "scenario")]
            )
        return path

    def scenario(self, tree: Node, name: str | None) -> Scenario | None:
        """The resolved scenario of a tree; its faults are collected."""
        try:
            scenario = resolve(tree, self.overrides, [])
        except ScenarioError as error:
            self.faults.extend(error.faults)
            return None
        return scenario if name is None else _named(scenario, name)

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
        if (
            isinstance(node.content, bool)
            or not isinstance(node.content, int)
            or not low <= node.content <= high
        ):
            self.faults.append(
                node.place.fault(
                    f"must be a whole number (got {describe(node.content)}; allowed {low} to {high})",
                    key,
                )
            )
            return None
        return node.content

    def outcomes(self) -> tuple[str, ...]:
        """The outcomes named, or none for all."""
        node = self.keys.get("outcomes")
        if node is None:
            return ()
        if not isinstance(node.content, list):
            self.faults.append(
                node.place.fault(
                    f"must be a list of outcomes (got {describe(node.content)})", "outcomes"
                )
            )
            return ()
        known = [outcome.name for outcome in OUTCOMES]
        for item in node.content:
            if item.content not in known:
                words = f"unknown outcome (got {describe(item.content)}; allowed {', '.join(known)}{nearest(str(item.content), known)})"
                self.faults.append(item.place.fault(words, "outcomes"))
        return tuple(item.content for item in node.content if item.content in known)
