"""Runs that are one until their policies part, each shared stretch simulated once.

Two scenarios share their past if they have the same society, constants and dates, and the same
Environment in every week until they part. An engine is then forked at the first week that differs:
the copy and the original go on by themselves. A forked run is the unforked one bit for bit, since
every draw is keyed and nothing else enters a week.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nksim.engines.contract import Engine
from nksim.engines.passing import observations_of, strides
from nksim.engines.run import new_engine
from nksim.observations.observations import Observations
from nksim.running.checkpoints import Checkpoints
from nksim.running.courses import Course
from nksim.running.progress import SILENT, Progress
from nksim.running.societies import Lender
from nksim.running.stretches import Stretch, courses_of, stretches_of
from nksim.running.work import Batch
from nksim.scenario.scenario import Scenario
from nksim.store.identity import run_key

Outcome = tuple[int, Observations | Exception]  # position of a scenario, and what became of it


class Interrupted(BaseException):
    """The work has been broken off from outside."""


def run_forked(batch: Batch, progress: Progress = SILENT) -> Iterator[Outcome]:
    """Yield the position of each task with its Observations as they are finished.

    A run that fails gives its error in their place; an Interrupted that `progress` raises ends
    everything.
    """
    courses, lender = courses_of(batch), Lender(batch)
    trees = list(stretches_of(batch, courses))
    for tree in trees:
        grown = _Tree(batch, courses, lender, progress, tree is trees[-1])
        yield from grown.runs(tree)


@dataclass(frozen=True)
class _Tree:
    batch: Batch
    courses: Sequence[Course]
    lender: Lender
    progress: Progress
    is_last: bool

    def runs(self, tree: Stretch) -> Iterator[Outcome]:
        try:
            engine = self._engine(tree)
            checkpoints = self._checkpoints(tree)
            resumed = checkpoints.resume(engine) if checkpoints else 0
            if resumed is None:
                engine.close()
                del engine  # there is no room for two large ones
                engine, resumed = self._engine(tree), 0
        except Exception as error:
            yield from ((member, error) for member in tree.members)
            return
        self.progress.advance(resumed)
        yield from self._grow(tree, engine, checkpoints)

    def _scenario(self, stretch: Stretch) -> Scenario:
        return self.batch.tasks[stretch.members[0]].scenario

    def _course(self, stretch: Stretch) -> Course:
        return self.courses[stretch.members[0]]

    def _engine(self, tree: Stretch) -> Engine:
        options = self.batch.options
        alone = self.is_last and not tree.branches
        engine = new_engine(
            self._scenario(tree),
            self.lender.give() if alone else self.lender.lend(),
            self.batch.seed,
            options.engine,
            options.threads,
            options.events,
            options.citizen,
            environments=self._course(tree).environments,
        )
        if alone:
            engine.own_society()
        return engine

    def _checkpoints(self, tree: Stretch) -> Checkpoints | None:
        """Only a run by itself leaves checkpoints."""
        where = self.batch.checkpoints
        if where is None or len(tree.members) > 1 or not self.batch.options.is_forkable:
            return None
        return where.of(run_key(self._scenario(tree), self.batch.seed))

    def _grow(
        self, stretch: Stretch, engine: Engine, checkpoints: Checkpoints | None = None
    ) -> Iterator[Outcome]:
        """Let a stretch pass, then its branches: the last on the engine itself, others on forks."""
        try:
            observed = self._pass(stretch, engine, checkpoints)
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

    def _pass(
        self, stretch: Stretch, engine: Engine, checkpoints: Checkpoints | None
    ) -> Observations | None:
        """Let the weeks of a stretch pass; at the end of a run, what it leaves."""
        environments = self._course(stretch).environments
        most = checkpoints.every_weeks if checkpoints is not None else None
        for weeks in strides(engine, environments, stretch.end, most):
            if checkpoints is not None and checkpoints.is_due(engine.week):
                checkpoints.keep(engine)
            self.progress.advance(weeks)
        return None if stretch.branches else observations_of(engine, environments)
