"""The settings of a policy's levers as parts: each off at its lever's neutral value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from hashlib import blake2b

from nksim.analysis.shapley import alone, whole, without
from nksim.analysis.splits import Kind, Part
from nksim.core.clock import Clock
from nksim.core.environment import Environments
from nksim.core.errors import InputError
from nksim.inference.explaining.parts import BASELINE, Mixture, chosen, first_difference
from nksim.levers.neutral import NEUTRAL
from nksim.levers.policy import PartOfLever, other_course
from nksim.levers.schedule import strengths_of, weeks_in_force
from nksim.scenario.levers import Lever
from nksim.scenario.quantities import quantities
from nksim.scenario.scenario import Scenario
from nksim.store.identity import short_hash

# Where a lever stands: in both scenarios alike, in the baseline alone, in the policy alone.
BOTH, BEFORE, AFTER = "both", "before", "after"
Standing = tuple[Lever, str]
DIGITS = 12


@dataclass(frozen=True, eq=False)
class SettingGame:
    """The settings of the levers by which a policy differs from the baseline.

    `key` is the hash of the policy, `course` has the baseline's Environments; `levers` are those
    of both, in an order that both have.
    """

    policy: str
    key: str
    baseline: Scenario
    course: Environments
    levers: tuple[Standing, ...]
    parts: tuple[Part, ...]
    kind: Kind = "setting"

    def start(self, coalition: int) -> int:
        """The first week in which a lever is in force that is not as in the baseline."""
        clock = Clock(self.baseline.run.start, self.baseline.run.until)
        weeks = [len(self.course)]
        for lever, _ in self._changed(coalition):
            strengths = strengths_of(lever, clock)
            in_force = weeks_in_force(strengths)
            if in_force is not None:
                weeks.append(in_force.start)
        return min(weeks)

    def identity(self, coalition: int) -> str:
        """The levers that are not as in the baseline, and which of their settings are neutral."""
        if coalition == whole(len(self.parts)):
            return self.key
        changed = [
            (lever.model_dump_json(), sorted(off)) for lever, off in self._changed(coalition)
        ]
        told = blake2b(repr(changed).encode(), digest_size=DIGITS)
        return told.hexdigest() if changed else BASELINE

    def mixture(self, coalition: int) -> Mixture:
        """These settings as the policy has them, the others as the baseline."""
        levers = list(self._levers(coalition))
        start = self.start(coalition)
        course = other_course(self.course, self.baseline, levers, start)
        return Mixture(course)

    def _levers(self, coalition: int) -> Iterator[PartOfLever]:
        on = chosen(self.parts, coalition)
        return ((lever, _neutral(lever, standing, on)) for lever, standing in self.levers)

    def _changed(self, coalition: int) -> Iterator[PartOfLever]:
        """The levers that are not as in the baseline."""
        pairs = zip(self._levers(coalition), self.levers, strict=True)
        for (lever, neutral), (_, standing) in pairs:
            is_off = len(neutral) == len(NEUTRAL[lever.lever])
            if (standing == AFTER and not is_off) or (standing == BEFORE and neutral):
                yield lever, neutral


def setting_game(policy: Scenario, baseline: Scenario, course: Environments) -> SettingGame:
    """The game of a policy's settings; one that changes nothing is no part.

    `course` has the baseline's Environments. Raises InputError for a policy that differs from its
    baseline by more than levers.
    """
    _check_levers_alone(policy, baseline)
    levers = tuple(_merged(baseline.levers, policy.levers))
    parts = tuple(_parts(levers, policy, baseline))
    game = SettingGame(policy.name, short_hash(policy), baseline, course, levers, parts)
    lively = replace(game, parts=tuple(_lively(game)))
    alike = [one.mixture(whole(len(one.parts))).environments for one in (game, lively)]
    return lively if first_difference(*alike) == len(course) else game


def _lively(game: SettingGame) -> Iterator[Part]:
    """The parts that change something, alone or when they are taken from the whole."""
    number, weeks = len(game.parts), len(game.course)
    full = game.mixture(whole(number)).environments
    for place, part in enumerate(game.parts):
        one, others = game.mixture(alone(place)), game.mixture(without(place, number))
        ends = ((one.environments, game.course), (others.environments, full))
        if any(first_difference(*pair) < weeks for pair in ends):
            yield part


def _neutral(lever: Lever, standing: str, on: set[str]) -> frozenset[str]:
    """The settings of a lever that are neutral where parts of these names are on."""
    if standing == BOTH:
        return frozenset()
    return frozenset(
        setting
        for setting in NEUTRAL[lever.lever]
        if (f"{lever.name}.{setting}" in on) != (standing == AFTER)
    )


def _merged(before: Sequence[Lever], after: Sequence[Lever]) -> Iterator[Standing]:
    """The levers of two lists, each list in its own order."""
    one, other = ([lever.model_dump_json() for lever in levers] for levers in (before, after))
    for kind, low, high, first, last in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        gone, come = before[low:high], after[first:last]
        if kind == "equal":
            yield from ((lever, BOTH) for lever in gone)
        else:
            yield from ((lever, BEFORE) for lever in gone)
            yield from ((lever, AFTER) for lever in come)


def _parts(levers: Sequence[Standing], policy: Scenario, baseline: Scenario) -> Iterator[Part]:
    """A part for each setting of the levers that differ, in the order of the study."""
    sources = {
        quantity.key: quantity.source
        for scenario in (baseline, policy)
        for quantity in quantities(scenario)
    }
    names = [
        f"{lever.name}.{setting}"
        for lever, standing in levers
        if standing != BOTH
        for setting in NEUTRAL[lever.lever]
    ]
    for name in dict.fromkeys(names):
        yield Part(name, name, source=sources[f"levers.{name}"])


def _check_levers_alone(policy: Scenario, baseline: Scenario) -> None:
    besides = {"name", "description", "levers", "notes"}
    for section in type(policy).model_fields:
        if section not in besides and getattr(policy, section) != getattr(baseline, section):
            words = f"policy={policy.name} differs from {baseline.name} in `{section}` as well"
            advice = "only what levers do is explained; give both the same values there"
            raise InputError(f"{words}; {advice}")
