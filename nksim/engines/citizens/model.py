"""The model as a Mesa user reads it: citizens on a networkx graph, `step()` as a list of phases.

A DataCollector keeps the series. It is the readable specification of what the compiled engine does
fast, and equal to it bit for bit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import networkx as nx
import numpy as np

from nksim.core.checks import checked_class, checked_kind, checked_seed
from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS
from nksim.core.draws import Purpose
from nksim.core.environment import Environments
from nksim.core.errors import InputError
from nksim.demography.turning import Turn
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.community import community_of
from nksim.engines.citizens.traits import traits_of
from nksim.engines.citizens.turning import turned
from nksim.engines.citizens.week import WEEK
from nksim.engines.citizens.world import CELL, World
from nksim.engines.counts import new_tables, record_week
from nksim.engines.lives import Lives, infants
from nksim.levers.policy import environments as environments_of
from nksim.rules.codes import INFANT
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society

BUILD_IT = "build it first: nksim.build_society(scenario)"


class NKModel(mesa.Model):  # type: ignore[misc]
    """A society of citizens, one week a step.

    `rng` (or `seed`, not both) is the seed of every draw, the scenario's own if left out; people
    and ties are built with it unless a `society` is given. `citizen` is a subclass of Citizen.
    `graph` carries layer, bond and complicity on its edges; `datacollector` a row a week for the
    whole country.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path,
        *,
        rng: int | None = None,
        seed: int | None = None,
        citizen: type[Citizen] = Citizen,
        society: Society | None = None,
        events: bool = False,
    ) -> None:
        self._scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        given = _one_of(rng, seed)
        luck = self.scenario.run.seed if given is None else given
        super().__init__(rng=luck)
        checked_class(citizen, Citizen, name="citizen")
        if society is not None:
            checked_kind(society, Society, name="society", advice=BUILD_IT)
        self.society = society if society is not None else build_society(self.scenario, luck)
        self.clock = Clock(self.scenario.run.start, self.scenario.run.until)
        self.world = World(self.scenario, self.society, luck, self.clock, events)
        self.environments = environments_of(self.scenario)
        traits = traits_of(self.society)
        people = [citizen(self, index, self.world, each) for index, each in enumerate(traits)]
        life = self.scenario.enforcement.case_life_weeks
        self.community = community_of(self.society, people, life)
        ties = self.society.ties
        self.tables = new_tables(self.clock, ties.layer, ties.bond)
        self.lives, self._citizen = Lives(self.scenario, self.society, self.clock), citizen
        for place in np.flatnonzero(infants(self.society, 0, self.scenario)).tolist():
            people[place].status = INFANT
        self.week = self._turned = 0
        self.datacollector = mesa.DataCollector(
            model_reporters={column.name: _reporter(column.name) for column in CELL_COUNTS}
        )

    @property
    def scenario(self) -> Scenario:
        """The scenario that is simulated.

        Mesa 3.5 has a record of its own by this name, which its constructor assigns; what is
        assigned here after that replaces nothing, since a scenario holds for a whole run.
        """
        return self._scenario

    @scenario.setter
    def scenario(self, scenario: object) -> None:
        if isinstance(scenario, Scenario) and scenario is not self._scenario:
            raise InputError(
                f"scenario={scenario.name}: a model keeps the scenario that it was made with;"
                " make another NKModel for another scenario"
            )

    @property
    def seed(self) -> int:
        """The seed of every draw."""
        return self.world.seed

    @property
    def environment(self) -> Environments:
        """The week's Environment, a record of numbers for each province."""
        return self.world.environment

    def draw(self, purpose: Purpose, a: int, b: int | None = None) -> float:
        """A number in [0, 1) for a citizen or an ordered pair, keyed by seed, purpose and week."""
        return self.world.draw(purpose, a, b)

    @property
    def citizens(self) -> list[Citizen]:
        """The citizens in the society's order; `agents` has the same as Mesa keeps them."""
        return self.community.citizens

    @property
    def graph(self) -> nx.Graph:
        """The social graph: nodes are citizens' places in the society, edges are ties."""
        return self.community.graph

    @property
    def ties(self) -> list[Tie]:
        """The edges' attributes, in the society's order."""
        return self.community.ties

    def step(self) -> None:
        """Let one week pass, as the scenario's policies have it."""
        self.pass_week(self.environments)

    def pass_week(self, environments: Environments) -> None:
        """Policy, then the phases in their order; `environments` has shape (weeks, provinces).

        Inside a phase everyone decides from the state at its beginning.
        """
        with np.errstate(over="ignore"):
            if self.turns_now:
                self.turn_year()
            self.world.begin_week(self.week, environments[self.week])
            for phase in WEEK:
                phase(self.community, self.world)
        self.datacollector.collect(self)
        self.world.remember_week()
        record_week(self.week, self.world.counts, self.tables)
        self.week += 1
        self.running = self.week < self.clock.weeks

    @property
    def turns_now(self) -> bool:
        """Whether the year turns before the week that comes next."""
        return self.week in self.lives.weeks and self.week > self._turned

    def turn_year(self) -> Turn:
        """Let the year turn: people are born, marry and die, ties come and go."""
        turn = self.lives.turn(self.week, self.society)
        self.community = turned(self.community, self, turn, self._citizen)
        self.society, self._turned = turn.society, self.week
        return turn

    def total(self, column: str) -> int:
        """The count of the week that is passing, for the whole country."""
        return int(self.world.counts.cells[:, CELL[column]].sum())


def _one_of(rng: int | None, seed: int | None) -> int | None:
    """The seed under either of its names; InputError for two that differ."""
    if rng is not None and seed is not None and rng != seed:
        raise InputError(f"rng={rng} and seed={seed} are two names of one thing; give one of them")
    given = seed if rng is None else rng
    return None if given is None else checked_seed(given, name="seed" if rng is None else "rng")


def _reporter(column: str) -> Any:
    """A DataCollector's reporter for one column."""
    return lambda model: model.total(column)
