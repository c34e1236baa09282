"""The model as a Mesa user reads it: citizens on a networkx graph, `step()` as the list of phases, a DataCollector for the series.

It is the readable specification of what the compiled engine does fast, and equal to it bit for bit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import networkx as nx
import numpy as np

from nksim.core.checks import checked_seed
from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, CELLS, LAYER_COUNTS, LAYERS, index_of
from nksim.core.draws import Purpose, draw_one, draw_two, halves_one, halves_two, stream
from nksim.core.errors import InputError
from nksim.engines.caseload import CaseLoad
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.counting import count_layers, observe
from nksim.engines.citizens.population import citizens_of, graph_of
from nksim.engines.citizens.week import PHASES
from nksim.engines.settings import (
    appeal_by_age,
    border_provinces,
    coefficients,
    contact_rates,
    people_per_finder,
)
from nksim.levers.environment import Environment, baseline
from nksim.levers.policy import environment_of
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society

CELL, LAYER = index_of(CELL_COUNTS), index_of(LAYER_COUNTS)


class NKModel(mesa.Model):  # type: ignore[misc]
    """A society of citizens, one week a step.

    `rng` (or `seed`, not both) is the seed of every draw, the scenario's own if left out; people
    and ties are built with it unless a `society` is given. `citizen` is a subclass of Citizen.
    `graph` carries layer, bond and complicity on its edges; `datacollector` a row a week for the whole country.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path,
        *,
        rng: int | None = None,
        seed: int | None = None,
        citizen: type[Citizen] = Citizen,
        society: Society | None = None,
    ) -> None:
        self._scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self.luck = self.scenario.run.seed if (given := _one_of(rng, seed)) is None else given
        super().__init__(rng=self.luck)
        self.society = society if society is not None else build_society(self.scenario, self.luck)
        self.clock = Clock(self.scenario.run.start, self.scenario.run.until)
        self.week = 0
        self.c = coefficients(self.scenario)
        self.rates = dict(zip(LAYERS, contact_rates(self.scenario).tolist(), strict=True))
        self.appeal = appeal_by_age(self.scenario, self.clock).tolist()
        self.border_provinces = border_provinces().tolist()
        self.per_finder = people_per_finder(self.society.people)
        self.first_environment = baseline(self.scenario, self.clock.year_of(0))
        self.environment: Environment = self.first_environment
        self.citizens = citizens_of(self, citizen)
        self.graph: nx.Graph = graph_of(self)
        self.ties = sorted(
            (tie for *_, tie in self.graph.edges(data=True)),
            key=lambda tie: (tie["low"], tie["high"]),
        )
        self.desks = CaseLoad(self.society.people.province, self.luck)
        self.punished: list[Citizen] = []
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

    def step(self) -> None:
        """Let one week pass: policy, supply, contact, solitary, surveillance, sanction, witnessing, belief, observation."""
        self.pass_week(environment_of(self.scenario, self.clock, self.week))
        self.running = self.week < self.clock.weeks

    def pass_week(self, environment: Environment) -> None:
        """The phases in their order; inside a phase everyone decides from the state at its beginning."""
        self.environment = environment
        self.counts = np.zeros((CELLS, len(CELL_COUNTS)), np.int64)
        self.layer_counts = np.zeros((len(LAYERS), len(LAYER_COUNTS)), np.int64)
        self._streams: dict[Purpose, np.uint64] = {}
        with np.errstate(over="ignore"):
            for phase in PHASES:
                phase(self)
            observe(self)
            count_layers(self)
        self.week += 1
        self.datacollector.collect(self)

    # -- luck -------------------------------------------------------------------------------------------------------

    def stream_of(self, purpose: Purpose, always: bool = False) -> np.uint64:
        """The stream of a purpose this week; `always` the one that is the same in every week."""
        if always:
            return stream(self.luck, purpose, 0)
        if purpose not in self._streams:
            self._streams[purpose] = stream(self.luck, purpose, self.week)
        return self._streams[purpose]

    def draw(
        self, purpose: Purpose, a: int, b: int | None = None, *, always: bool = False
    ) -> float:
        """A number in [0, 1) for a citizen or an ordered pair, keyed by seed, purpose and week."""
        key = self.stream_of(purpose, always)
        return draw_one(key, a) if b is None else draw_two(key, a, b)

    def two_draws(self, purpose: Purpose, a: int, b: int | None = None) -> tuple[float, float]:
        """Two numbers in [0, 1) from the two halves of one hash."""
        key = self.stream_of(purpose)
        return halves_one(key, a) if b is None else halves_two(key, a, b)

    # -- counts -----------------------------------------------------------------------------------------------------

    def count(self, citizen: Citizen, column: str, by: int = 1) -> None:
        """Add to a count of the citizen's cell."""
        self.counts[citizen.cell, CELL[column]] += by

    def count_layer(self, layer: str, column: str, by: int = 1) -> None:
        """Add to a count of a layer of ties."""
        self.layer_counts[LAYERS.index(layer), LAYER[column]] += by

    def total(self, column: str) -> int:
        """The count of this week for the whole country."""
        return int(self.counts[:, CELL[column]].sum())


def _one_of(rng: int | None, seed: int | None) -> int | None:
    """The seed under either of its names; InputError for two that differ."""
    if rng is not None and seed is not None and rng != seed:
        raise InputError(f"rng={rng} and seed={seed} are two names of one thing; give one of them")
    given = seed if rng is None else rng
    return None if given is None else checked_seed(given, name="seed" if rng is None else "rng")


def _reporter(column: str) -> Any:
    """A DataCollector's reporter for one column."""
    return lambda model: model.total(column)
