"""A study: a baseline and the alternatives to compare with it, from files or at hand.

An alternative is a scenario file, or a mapping of what differs: from the file that it `extends`,
else from the baseline. Every fault of every scenario is said at once, with its file and line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from nksim.core.cards import card, names_in_short
from nksim.core.characters import name_fault
from nksim.core.checks import LARGEST_SEED, checked_count, checked_seed
from nksim.core.errors import MOST_FAULTS, Fault, InputError, ScenarioError
from nksim.observations.costs_first import LEADING, with_costs
from nksim.observations.outcomes import OUTCOMES
from nksim.observations.period import Period
from nksim.scenario.document import Place, parse_document
from nksim.scenario.keys import nearest
from nksim.scenario.layers import describe, read_text
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import LONGEST_NAME, Scenario
from nksim.scenario.shipped import located
from nksim.studies.posterior import Posterior
from nksim.studies.scenarios_file import ScenariosFile, renamed
from nksim.studies.tasks import Task, tasks_of

KEYS = (
    "name",
    "description",
    "baseline",
    "alternatives",
    "replicates",
    "seed",
    "outcomes",
    "leading",
)
REPLICATES, MOST_REPLICATES = 32, 100_000


@dataclass(frozen=True)
class Study:
    """What is compared with what, over how many replicates; `outcomes` empty means all.

    `leading` are those of the first table, empty for the usual six. `period` are the years that are
    asked about, None for those in which the scenarios differ.

    With a posterior each seed has a draw of its own, the same for the baseline and every
    alternative.
    """

    name: str
    baseline: Scenario
    alternatives: tuple[Scenario, ...]
    replicates: int = REPLICATES
    seed: int = 1
    outcomes: tuple[str, ...] = ()
    description: str = ""
    posterior: Posterior | None = None
    leading: tuple[str, ...] = ()
    period: Period | None = None

    def __post_init__(self) -> None:
        names = [scenario.name for scenario in self.scenarios]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InputError(
                f"name={twice[0]} is given to two scenarios of study={self.name}; every"
                " scenario of a study needs a name of its own"
            )
        if not self.alternatives:
            raise InputError(
                f"study={self.name} has a baseline and nothing to compare with it; give at"
                " least one alternative"
            )

        checked_count(self.replicates, name="replicates", low=1, high=MOST_REPLICATES)
        checked_seed(self.seed, runs=self.replicates)
        for scenario in self.alternatives:
            if (scenario.run.start, scenario.run.until) != (
                self.baseline.run.start,
                self.baseline.run.until,
            ):
                ran, first = (
                    f"{run.start} to {run.until}" for run in (scenario.run, self.baseline.run)
                )
                raise InputError(
                    f"{scenario.name} runs from {ran} and the baseline {self.baseline.name}"
                    f" from {first}; only the same years can be compared"
                )

    @property
    def unshared(self) -> tuple[str, ...]:
        """A sentence for each alternative in which others live than in the baseline."""
        found = {one.name: _keys_of_people(one, self.baseline) for one in self.alternatives}
        return tuple(
            f"{name} and the baseline {self.baseline.name} share no people and ties, since"
            f" {', '.join(keys)} differ{'s' if len(keys) == 1 else ''}: their differences are not"
            " the policy's alone; a study of its own, with a baseline that has the same, tells more"
            for name, keys in found.items()
            if keys
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
        return tasks_of(self.scenarios, self.seed, self.replicates, self.posterior)

    @property
    def in_first_table(self) -> tuple[str, ...]:
        """The outcomes of the first table, costs to people first."""
        known = self.outcomes or tuple(one.name for one in OUTCOMES)
        usual = tuple(name for name in LEADING if name in known) or known[: len(LEADING)]
        return with_costs(self.leading or usual)

    def _repr_html_(self) -> str:
        """The study as a notebook shows it."""
        facts = {
            "": self.description,
            "baseline": self.baseline.name,
            "alternatives": names_in_short([one.name for one in self.alternatives]),
            "replicates": f"{self.replicates:,}, from seed {self.seed}",
            "outcomes": names_in_short(list(self.outcomes)) or "all",
        }
        return card(f"Study {self.name}", facts)

    def with_replicates(self, replicates: int) -> Study:
        """The same study over more or fewer replicates."""
        return replace(self, replicates=replicates)


def _keys_of_people(one: Scenario, other: Scenario) -> list[str]:
    """The keys that say who lives in which ties, where these differ."""
    sections = ["society", *(["life"] if one.lives and other.lives else [])]
    keys = [
        f"{section}.{name}"
        for section in sections
        for name in type(getattr(one, section)).model_fields
        if getattr(getattr(one, section), name) != getattr(getattr(other, section), name)
    ]
    if one.lives and other.lives:
        keys = [key for key in keys if key != "life.enabled"]
    keys += ["life.enabled"] if one.lives != other.lives else []
    return [*keys, *(["network"] if _graph_of(one) != _graph_of(other) else [])]


def _graph_of(scenario: Scenario) -> dict[str, Any] | None:
    """The graph that a scenario is given, however its ties are taken."""
    if scenario.network is None:
        return None
    return scenario.network.model_dump(exclude={"layer", "weight"})


def study_of(baseline: Scenario, alternatives: Mapping[str, Scenario], **settings: Any) -> Study:
    """A study of scenarios at hand; alternatives take the names under which they are given."""
    for name in alternatives:
        if wrong := name_fault(name, LONGEST_NAME):
            raise InputError(f"a name of alternatives {wrong}")
    named = tuple(renamed(scenario, name) for name, scenario in alternatives.items())
    return Study(settings.pop("name", "study"), baseline, named, **settings)


def is_study(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a study and not a scenario: it names a baseline or alternatives."""
    node, _ = parse_document(read_text(located(path), Place()), str(path))
    return isinstance(node.content, dict) and bool({"baseline", "alternatives"} & {*node.content})


def load_study(
    paths: Sequence[str | os.PathLike[str]], overrides: Mapping[str, object] | None = None
) -> Study:
    """The study of a study file, or of a baseline's and its alternatives' scenario files.

    `overrides` change every scenario. Raises ScenarioError with every fault of every scenario.
    """
    if isinstance(paths, str | os.PathLike):
        raise InputError(f"paths={paths} is one path; give a list of them: [{str(paths)!r}]")
    if len(paths) == 1 and is_study(paths[0]):
        return _StudyFile(located(paths[0]), overrides or {}).load()
    if len(paths) < 2:
        raise InputError(
            f"{paths[0]} is one scenario and no study: give a study file with `baseline` and"
            " `alternatives`, or a baseline and its alternatives"
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


class _StudyFile(ScenariosFile):
    """One study file while it is read."""

    def load(self) -> Study:
        """The study; ScenarioError with every fault."""
        self.refuse_unknown(KEYS)
        tree = self.tree("baseline", self.keys.get("baseline"), None)
        baseline = None if tree is None else self.scenario(tree, None)
        alternatives = [self.alternative(name, node, tree) for name, node in self.alternatives()]
        name, description = self.name(), self.text("description")
        replicates, seed = (
            self.count("replicates", 2, MOST_REPLICATES),
            self.count("seed", 0, LARGEST_SEED),
        )
        outcomes, leading = self.outcomes("outcomes"), self.outcomes("leading")
        self.raise_faults()
        assert baseline is not None
        whole = tuple(alternative for alternative in alternatives if alternative is not None)
        study = partial(Study, name, baseline, whole, outcomes=outcomes, description=description)
        study = partial(study, leading=leading)
        try:
            return study(
                replicates=replicates or REPLICATES,
                seed=baseline.run.seed if seed is None else seed,
            )
        except InputError as error:
            place = self.keys["alternatives"].place
            raise ScenarioError([place.fault(str(error), "alternatives")]) from None

    def outcomes(self, key: str) -> tuple[str, ...]:
        """The outcomes that are named under a key, or none for all."""
        node = self.keys.get(key)
        if node is None:
            return ()
        if not isinstance(node.content, list):
            self.faults.append(
                node.place.fault(f"must be a list of outcomes (got {describe(node.content)})", key)
            )
            return ()
        known = [outcome.name for outcome in OUTCOMES]
        unknown = [item for item in node.content if item.content not in known]
        for item in unknown[:MOST_FAULTS]:
            words = (
                f"unknown outcome (got {describe(item.content)}; allowed"
                f" {', '.join(known)}{nearest(str(item.content), known)})"
            )
            self.faults.append(item.place.fault(words, key))
        return tuple(item.content for item in node.content if item.content in known)
