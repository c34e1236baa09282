"""What is written down while a run goes on: a week's counts come in, Observations leave at its end.

A record can be forked with its engine: runs that were one until some week share what was written until then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import SURVEY_COUNTS
from nksim.engines.state import state_hash
from nksim.levers.environment import Environment
from nksim.observations.observations import Observations

if TYPE_CHECKING:
    from nksim.engines.run import Engine

Counts = NDArray[np.int64]
SURVEY_EVERY = 13  # weeks


@dataclass
class Record:
    """The weeks of one run so far."""

    cells: list[Counts] = field(default_factory=list)
    layers: list[Counts] = field(default_factory=list)
    environments: list[Environment] = field(default_factory=list)
    survey_weeks: list[int] = field(default_factory=list)
    surveys: list[Counts] = field(default_factory=list)

    @property
    def weeks(self) -> int:
        """How many weeks are written down."""
        return len(self.cells)

    def let_pass(self, engine: Engine, environment: Environment) -> None:
        """Let a week pass and write down what happened in it."""
        cells, layers = engine.step(environment)
        self.cells.append(cells)
        self.layers.append(layers)
        self.environments.append(environment)
        if self.weeks % SURVEY_EVERY == 0:
            self.survey_weeks.append(self.weeks - 1)
            self.surveys.append(engine.survey())

    def fork(self) -> Record:
        """A record that goes on from here by itself; the weeks written so far are shared."""
        return Record(
            list(self.cells),
            list(self.layers),
            list(self.environments),
            list(self.survey_weeks),
            list(self.surveys),
        )

    def observations(self, engine: Engine) -> Observations:
        """What the run leaves behind, with the hash of the engine's final state."""
        return Observations(
            clock=engine.clock,
            cells=np.stack(self.cells),
            layers=np.stack(self.layers),
            survey_weeks=np.array(self.survey_weeks, np.int64),
            survey=np.stack(self.surveys)
            if self.surveys
            else np.zeros((0, 2, len(SURVEY_COUNTS)), np.int64),
            environment={
                name: np.stack([getattr(e, name) for e in self.environments])
                for name in Environment._fields
            },
            state_hash=state_hash(engine.snapshot()),
            events=engine.events_table(),
        )
