"""What a run leaves behind: integers counted week by week, nothing else; tables are made from them by the floors above."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nksim.core.clock import Clock


@dataclass(eq=False)
class Observations:
    """The counts of one run; columns are declared in core.columns.

    A cell is ((province * 4) + age band) * 2 + woman.
    """

    clock: Clock
    cells: NDArray[np.int64]  # (weeks, CELLS, CELL_COUNTS)
    layers: NDArray[np.int64]  # (weeks, LAYERS, LAYER_COUNTS)
    survey_weeks: NDArray[np.int64]  # (snapshots,)
    survey: NDArray[
        np.int64
    ]  # (snapshots, 2, SURVEY_COUNTS): 0 weighted by odds of escape, 1 the population
    environment: dict[str, NDArray[np.float64]] = field(
        default_factory=dict
    )  # name -> (weeks, 10 provinces)
    state_hash: str = ""  # sha256 of the whole final state
    events: pd.DataFrame | None = None  # with --events
