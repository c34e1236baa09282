"""Runs that are one until their policies part: scenarios and a seed come in, Observations leave, each shared stretch simulated once.

Two scenarios share their past if they have the same society, constants and dates, and the same Environment in every
week until they part. An engine is then forked at the first week that differs: the copy and the original go on by themselves.
A forked run is the unforked one bit for bit, since every draw is keyed and nothing else enters a week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.engines.recording import Record
from nksim.engines.run import new_engine
from nksim.engines.settings import appeal_by_age, coefficients, contact_rates
from nksim.experiments.checkpoints import Checkpoints
from nksim.experiments.how import How
from nksim.levers.environment import Environment, baseline
from nksim.levers.policy import environments
from nksim.observations.observations import Observations
from nksim.scenario.identity import scenario_hash, society_key
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society
from nksim.store.identity import run_key

DEFAULT = How()
REMEMBERED = 64  # courses of scenarios kept: a study's, not a sweep's thousands
Advance = Callable[[int], None]


@dataclass(frozen=True, eq=False)
class Course:
    """What a scenario sets before its people: its constants as one key, and the Environment of every week, worked out when it is first asked for."""

    scenario: Scenario
    constants: str
    length: int  # weeks

    @cached_property
    def weeks(self) -> NDArray[np.float64]:
        """Every Environment, shape (weeks, fields, provinces)."""
        return np.stack([np.stack(environment) for environment in environments(self.scenario)])

    def environment(self, week: int) -> Environment:
        """The Environment of one week."""
        return Environment(*self.weeks[week])


@dataclass(frozen=True)
class Stretch:
    """Scenarios (by position) that are one from week `start` to week `end`, and what becomes of them then."""

    members: tuple[int, ...]
    start: int
    end: int
    branches: tuple[Stretch, ...] = ()

    @property
    def weeks(self) -> int:
        """Weeks to be simulated in this stretch and all that follow."""
        return self.end - self.start + sum(branch.weeks for branch in self.branches)


def course_of(scenario: Scenario) -> Course:
    """The course of a scenario; remembered, since every replicate asks for it again."""
    return _course(scenario_hash(scenario), _Unhashed(scenario))


def stretches(courses: Sequence[Course]) -> tuple[Stretch, ...]:
    """How these courses part: a tree for each group that begins as one."""
    groups: dict[str, list[int]] = {}
    for position, course in enumerate(courses):
        groups.setdefault(course.constants, []).append(position)
    return tuple(_stretch(courses, tuple(members), 0) for members in groups.values())


def alone(courses: Sequence[Course]) -> tuple[Stretch, ...]:
    """The same courses, each simulated from its first week by itself."""
    return tuple(Stretch((position,), 0, course.length) for position, course in enumerate(courses))


def run_forked(
    scenarios: Sequence[Scenario],
    society: Society,
    seed: int,
    how: How = DEFAULT,
    advance: Advance = lambda weeks: None,
) -> Iterator[tuple[int, Observations | Exception]]:
    """Yield the position of each scenario with its Observations, or with the error at which it failed, as they are finished.

    `advance(weeks)` is called after every week simulated; an Interrupted that it raises ends everything.
    """
    courses = [course_of(scenario) for scenario in scenarios]
    for tree in stretches(courses) if how.shares_pasts else alone(courses):
        yield from _Tree(scenarios, courses, society, seed, how, advance).runs(tree)


class Interrupted(BaseException):
    """The work has been broken off from outside."""


class _Unhashed:
    """A scenario that counts by the hash that is given beside it."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashed)

    def __hash__(self) -> int:
        return 0


@lru_cache(REMEMBERED)
def _course(_: str, unhashed: _Unhashed) -> Course:
    scenario = unhashed.scenario
    clock = Clock(scenario.run.start, scenario.run.until)
    constants = repr(
        (
            society_key(scenario),
            scenario.run.start,
            clock.weeks,
            coefficients(scenario),
            contact_rates(scenario).tolist(),
            scenario.attitudes.risk_base,
            appeal_by_age(scenario, clock).tolist(),
            [field.tolist() for field in baseline(scenario, clock.year_of(0))],
        )
    )
    return Course(scenario, sha256(constants.encode()).hexdigest(), clock.weeks)


def _stretch(courses: Sequence[Course], members: tuple[int, ...], start: int) -> Stretch:
    if len(members) == 1:
        return Stretch(members, start, courses[members[0]].length)
    first = courses[members[0]].weeks
    parted = [
        np.flatnonzero((courses[other].weeks[start:] != first[start:]).any(axis=(1, 2)))
        for other in members[1:]
    ]
    ends = [start + int(weeks[0]) for weeks in parted if len(weeks)]
    if not ends:
        return Stretch(members, start, len(first))
    end = min(ends)
    groups: dict[bytes, list[int]] = {}
    for member in members:
        groups.setdefault(courses[member].weeks[end].tobytes(), []).append(member)
    return Stretch(
        members,
        start,
        end,
        tuple(_stretch(courses, tuple(group), end) for group in groups.values()),
    )


@dataclass(frozen=True)
class _Tree:
    scenarios: Sequence[Scenario]
    courses: Sequence[Course]
    society: Society
    seed: int
    how: How
    advance: Advance

    def runs(self, tree: Stretch) -> Iterator[tuple[int, Observations | Exception]]:
        try:
            scenario = self.scenarios[tree.members[0]]
            machine: Any = new_engine(
                scenario,
                self.society,
                self.seed,
                self.how.engine,
                self.how.threads,
                self.how.events,
                self.how.citizen,
            )
            checkpoints = self._checkpoints(tree, scenario)
            record = (
                checkpoints.resume(machine, self.courses[tree.members[0]])
                if checkpoints
                else Record()
            )
        except Exception as error:
            yield from ((member, error) for member in tree.members)
            return
        self.advance(record.weeks)
        yield from self._grow(tree, machine, record, checkpoints)

    def _checkpoints(self, tree: Stretch, scenario: Scenario) -> Checkpoints | None:
        """Only a run by itself leaves checkpoints."""
        if (
            len(tree.members) > 1
            or not self.how.leaves_checkpoints
            or self.how.checkpointing is None
        ):
            return None
        return self.how.checkpointing.of(run_key(scenario, self.seed))

    def _grow(
        self, stretch: Stretch, machine: Any, record: Record, checkpoints: Checkpoints | None = None
    ) -> Iterator[tuple[int, Observations | Exception]]:
        """Let a stretch pass, then each of its branches: the last on the engine itself, the others on forks of it."""
        try:
            self._pass(stretch, machine, record, checkpoints)
            observed = None if stretch.branches else record.observations(machine)
        except Exception as error:
            machine.close()
            yield from ((member, error) for member in stretch.members)
            return
        if observed is not None:
            machine.close()
            yield from ((member, observed) for member in stretch.members)
            return
        for branch in stretch.branches[:-1]:
            yield from self._grow(branch, machine.fork(), record.fork())
        yield from self._grow(stretch.branches[-1], machine, record)

    def _pass(
        self, stretch: Stretch, machine: Any, record: Record, checkpoints: Checkpoints | None
    ) -> None:
        course = self.courses[stretch.members[0]]
        for week in range(record.weeks, stretch.end):
            record.let_pass(machine, course.environment(week))
            if checkpoints is not None and checkpoints.is_due(record.weeks):
                checkpoints.keep(machine, record)
            self.advance(1)
