"""One of two worlds: a scenario and a seed, its events, and its people at any week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from nksim.core.clock import Clock
from nksim.core.environment import Environments
from nksim.engines.citizens.moment import Moment
from nksim.engines.contract import Engine, EngineName
from nksim.engines.passing import pass_weeks
from nksim.engines.run import new_engine
from nksim.engines.state import State
from nksim.inference.two_worlds.log import Log
from nksim.levers.policy import environments
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

Hear = Callable[[int], None]
RUNG_WEEKS = 52  # an engine is kept every so many weeks


class World:
    """A scenario that is lived with a seed; `log` are its events since the worlds may differ.

    Its people at any week come from the same run made again, as far as that week.
    """

    def __init__(
        self, scenario: Scenario, society: Society, seed: int, log: Log, engine: EngineName
    ) -> None:
        self.scenario, self.society, self.seed, self.log = scenario, society, seed, log
        self._engine_name: EngineName = engine
        self._moments: dict[int, Moment] = {}
        self._rungs: dict[int, Engine] = {}

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name

    @cached_property
    def clock(self) -> Clock:
        """The weeks of the run."""
        return Clock(self.scenario.run.start, self.scenario.run.until)

    @cached_property
    def environments(self) -> Environments:
        """What people live under, shape (weeks, provinces)."""
        return environments(self.scenario)

    def moment(self, week: int) -> Moment:
        """The beginning of a week."""
        if week not in self._moments:
            engine = self._engine_at(week)
            engine.begin_week()
            self._moments[week] = self._moment(week, engine.society, engine.snapshot())
            engine.close()
        return self._moments[week]

    def states(self, hear: Hear = lambda weeks: None) -> Iterator[tuple[State, Society]]:
        """The state at the end of every week, and the society of the year.

        A state changes as soon as the next is asked for.
        """
        engine = self._new_engine()
        for week in range(self.clock.weeks):
            engine.pass_weeks(self.environments, week + 1)
            hear(1)
            yield engine.snapshot(), engine.society
        engine.close()

    def _engine_at(self, week: int) -> Engine:
        """An engine between two weeks; copies are kept on the way, since others will be asked."""
        if self._engine_name != "compiled":
            return self._passed(self._new_engine(), week)
        rung = week // RUNG_WEEKS * RUNG_WEEKS
        if rung not in self._rungs:
            lower = [each for each in self._rungs if each < rung]
            engine = self._rungs[max(lower)].fork() if lower else self._new_engine()
            self._rungs[rung] = self._passed(engine, rung)
        return self._passed(self._rungs[rung].fork(), week)

    def _passed(self, engine: Engine, week: int) -> Engine:
        pass_weeks(engine, self.environments, week)
        return engine

    def _moment(self, week: int, society: Society, state: State) -> Moment:
        here = self.environments[week]
        kept = State(
            state.citizens.copy(),
            state.bond.copy(),
            state.complicity.copy(),
            state.districts.copy(),
            state.deaths.copy(),
        )
        return Moment(self.scenario, society, self.seed, week, here, kept)

    def _new_engine(self) -> Engine:
        given = self.environments
        return new_engine(
            self.scenario, self.society, self.seed, self._engine_name, environments=given
        )
