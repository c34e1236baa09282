"""Runs that are one until their policies part, each shared stretch simulated once.

Two scenarios share their past if they have the same society, constants and dates, and the same
Environment in every week until they part. An engine is then forked at the first week that differs:
the copy and the original go on by themselves. A forked run is the unforked one bit for bit, since
every draw is keyed and nothing else enters a week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nksim.engines.contract import Engine
from nksim.engines.passing import observations_of, strides
from nksim.engines.run import new_engine
from nksim.experiments.checkpoints import Checkpoints
from nksim.experiments.courses import Course, course_of
from nksim.experiments.how import How
from nksim.observations.observations import Observations
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society
from nksim.store.identity import run_key

DEFAULT = How()
Advance = Callable[[int], None]
Outcome = tuple[int, Observations | Exception]  # position of a scenario, and what became of it


@dataclass(frozen=True)
class Stretch:
    """Scenarios (by position) that are one from week `start` to `end`, and what becomes of them."""

    members: tuple[int, ...]
    start: int
    end: int
    branches: tuple[Stretch, ...] = ()

    @property
    def weeks(self) -> int:
        """Weeks to be simulated in this stretch and all that follow."""
        return self.end - self.start + sum(branch.weeks for branch in self.branches)


def stretches(courses: Sequence[Course]) -> tuple[Stretch, ...]:
    """How these courses part: a tree for each group that begins as one."""
    return _stretches(tuple(courses))


@lru_cache(maxsize=2)  # every replicate of a study has the same courses
def _stretches(courses: tuple[Course, ...]) -> tuple[Stretch, ...]:
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
) -> Iterator[Outcome]:
    """Yield the position of each scenario with its Observations as they are finished.

    A run that fails gives its error in their place. `advance(weeks)` hears of weeks that have
    passed; an Interrupted that it raises ends everything.
    """
    courses = [course_of(scenario) for scenario in scenarios]
    for tree in stretches(courses) if how.shares_pasts else alone(courses):
        yield from _Tree(scenarios, courses, society, seed, how, advance).runs(tree)


class Interrupted(BaseException):
    """The work has been broken off from outside."""


def _stretch(courses: Sequence[Course], members: tuple[int, ...], start: int) -> Stretch:
    first = courses[members[0]]
    ends = [first.parts_from(courses[other], start) for other in members[1:]]
    end = min(ends, default=first.length)
    if end == first.length:
        return Stretch(members, start, end)
    groups: dict[bytes, list[int]] = {}
    for member in members:
        groups.setdefault(courses[member].bytes_by_week[end].tobytes(), []).append(member)
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

    def runs(self, tree: Stretch) -> Iterator[Outcome]:
        try:
            scenario, course = self._of(tree)
            engine = self._engine(scenario, course)
            checkpoints = self._checkpoints(tree, scenario)
            resumed = checkpoints.resume(engine) if checkpoints else 0
        except Exception as error:
            yield from ((member, error) for member in tree.members)
            return
        self.advance(resumed)
        yield from self._grow(tree, engine, checkpoints)

    def _of(self, stretch: Stretch) -> tuple[Scenario, Course]:
        return self.scenarios[stretch.members[0]], self.courses[stretch.members[0]]

    def _engine(self, scenario: Scenario, course: Course) -> Engine:
        how = self.how
        return new_engine(
            scenario,
            self.society,
            self.seed,
            how.engine,
            how.threads,
            how.events,
            how.citizen,
            environments=course.environments,
        )

    def _checkpoints(self, tree: Stretch, scenario: Scenario) -> Checkpoints | None:
        """Only a run by itself leaves checkpoints."""
        how = self.how
        if len(tree.members) > 1 or not how.leaves_checkpoints or how.checkpointing is None:
            return None
        return how.checkpointing.of(run_key(scenario, self.seed))

    def _grow(
        self, stretch: Stretch, engine: Engine, checkpoints: Checkpoints | None = None
    ) -> Iterator[Outcome]:
        """Let a stretch pass, then its branches: the last on the engine itself, others on forks."""
        _, course = self._of(stretch)
        try:
            self._pass(stretch, engine, checkpoints)
            observed = None if stretch.branches else observations_of(engine, course.environments)
        except Exception as error:
            engine.close()
            yield from ((member, error) for member in stretch.members)
            return
        if observed is not None:
            engine.close()
            yield from ((member, observed) for member in stretch.members)
            return
        for branch in stretch.branches[:-1]:
            yield from self._grow(branch, engine.fork(own_week=False))
        yield from self._grow(stretch.branches[-1], engine)

    def _pass(self, stretch: Stretch, engine: Engine, checkpoints: Checkpoints | None) -> None:
        _, course = self._of(stretch)
        most = checkpoints.every_weeks if checkpoints is not None else None
        for weeks in strides(engine, course.environments, stretch.end, most):
            if checkpoints is not None and checkpoints.is_due(engine.week):
                checkpoints.keep(engine)
            self.advance(weeks)
