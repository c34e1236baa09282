"""What a run leaves behind: integers counted week by week and year by year."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import COHORT_COUNTS, COHORTS, SURVEY_EVERY
from nksim.core.environment import Environments


def no_cohorts() -> NDArray[np.int64]:
    """The birth cohorts of people who do not live and die: no year has any."""
    return np.zeros((0, COHORTS, len(COHORT_COUNTS)), np.int64)


@dataclass(eq=False)
class Observations:
    """The counts of the weeks that have passed in one run; columns are declared in core.columns.

    A cell is (province * age bands + age) * sexes + sex. `survey` has, every thirteenth week, the
    answers weighted by odds of escape (0) and of everybody alike (1); `years` the sums of each
    calendar year (0) and the counts of its last week (1).
    """

    clock: Clock
    provinces: NDArray[np.int64]  # (weeks, provinces, CELL_COUNTS)
    layers: NDArray[np.int64]  # (weeks, LAYERS, LAYER_COUNTS)
    years: NDArray[np.int64]  # (years, 2, CELLS, CELL_COUNTS)
    survey: NDArray[np.int64]  # (snapshots, 2, SURVEY_COUNTS)
    # (years, COHORTS, COHORT_COUNTS): nothing without lives
    cohorts: NDArray[np.int64] = field(default_factory=no_cohorts)
    environments: Environments | None = None  # (weeks, provinces)
    state_hash: str = ""  # sha256 of the whole final state
    events: pd.DataFrame | None = None  # where single events are kept

    @property
    def weeks(self) -> int:
        """How many weeks have passed."""
        return len(self.provinces)

    @property
    def country(self) -> NDArray[np.int64]:
        """Counts of the whole country, shape (weeks, CELL_COUNTS)."""
        return np.asarray(self.provinces.sum(axis=1))

    @property
    def survey_weeks(self) -> NDArray[np.int64]:
        """The weeks at the end of which people were asked."""
        return SURVEY_EVERY * np.arange(1, len(self.survey) + 1) - 1
