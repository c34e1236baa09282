"""Runs of mixtures: one past for each seed, forked where a mixture parts from the baseline.

1. the baseline is run to its end, and what its districts suggest is recorded
2. a second run of it stops wherever a mixture begins; a fork goes on from there to the end
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nksim.core.environment import Environments
from nksim.engines.contract import Engine
from nksim.engines.passing import observations_of, pass_weeks
from nksim.engines.recalling import Path, follow_path, recorded_path
from nksim.engines.run import new_engine
from nksim.inference.explaining.parts import Mixture
from nksim.observations.observations import Observations
from nksim.running.progress import SILENT, Progress
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

Make = Callable[[], Mixture]  # mixtures are large, and made when they are run


@dataclass(frozen=True, eq=False)
class Past:
    """The baseline of one seed, from which mixtures are forked."""

    scenario: Scenario
    society: Society
    seed: int
    baseline: Environments
    progress: Progress = SILENT

    @cached_property
    def path(self) -> Path:
        """What the districts of the baseline suggest, week by week."""
        engine = self._engine()
        path = recorded_path(engine, self.baseline, self._look_up)
        engine.close()
        return path

    def runs(self, mixtures: Sequence[tuple[int, Make]]) -> Iterator[tuple[int, Observations]]:
        """Run mixtures, each given with its first week; yields its place and what it leaves."""
        trunk = self._engine()
        starts = [start for start, _ in mixtures]
        for place in sorted(range(len(starts)), key=starts.__getitem__):
            start, make = mixtures[place]
            pass_weeks(trunk, self.baseline, start, self._look_up)
            branch = trunk.fork(own_week=False)
            observed = self._run(branch, make())
            yield place, observed
        trunk.close()

    def _run(self, engine: Engine, mixture: Mixture) -> Observations:
        environments, hear = mixture.environments, self.progress.advance
        if mixture.follows:
            follow_path(engine, environments, self.path, mixture.follows, hear)
        else:
            pass_weeks(engine, environments, engine.clock.weeks, hear)
        return observations_of(engine, environments)

    def _look_up(self, weeks: int) -> None:
        """The past is no progress, but it can be interrupted."""
        self.progress.advance(0)

    def _engine(self) -> Engine:
        return new_engine(self.scenario, self.society, self.seed, environments=self.baseline)
