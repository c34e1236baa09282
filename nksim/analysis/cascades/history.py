"""What one run has left of single events, with the persons and the weeks that they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.clock import Clock
from nksim.levers.policy import environments
from nksim.scenario.scenario import Scenario
from nksim.society.census import Census

if TYPE_CHECKING:
    import pandas as pd

    from nksim.core.environment import Environments


WORDS = ("event", "layer", "origin", "act", "sanction")


@dataclass(frozen=True, eq=False)
class History:
    """The events of one run; `census` says who the persons are whom they name."""

    scenario: Scenario
    seed: int
    events: pd.DataFrame
    census: Census

    @cached_property
    def clock(self) -> Clock:
        """The weeks of the run."""
        return Clock(self.scenario.run.start, self.scenario.run.until)

    @cached_property
    def environments(self) -> Environments:
        """What people lived under, shape (weeks, provinces)."""
        return environments(self.scenario)

    def of(self, *kinds: str) -> pd.DataFrame:
        """The events of these kinds, their words as plain text."""
        rows = self.events[self.events["event"].isin(kinds)]
        return rows.astype(dict.fromkeys(WORDS, "object"))

    def dates(self, weeks: Any) -> Any:
        """The Mondays of weeks."""
        return self.clock.dates()[np.asarray(weeks, np.int64)].astype("datetime64[ns]")

    def about(self, citizens: Any, column: str, weeks: Any) -> Any:
        """What is known of persons in weeks, by their numbers."""
        return self.census.about(citizens, column, weeks)
