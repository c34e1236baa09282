"""One finished run for its readers, and the tables of several made at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.cards import card
from nksim.core.numerals import percent
from nksim.observations.cells import cell_columns, layer_year_columns
from nksim.observations.cohorts import cohorts_columns
from nksim.observations.groups import Among, By, group_frame
from nksim.observations.ledger import ledger_columns
from nksim.observations.levers import lever_columns
from nksim.observations.observations import Observations
from nksim.observations.outcome_years import outcome_year_columns, outcomes_of
from nksim.observations.series import (
    environment_columns,
    layer_columns,
    series_columns,
)
from nksim.observations.stack import Columns, Stack, stacked
from nksim.observations.survey import survey_columns
from nksim.observations.tables import TABLES
from nksim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Result:
    """What `nksim.run` returns: its tables are tidy and begin with scenario, replicate and seed."""

    scenario: Scenario
    seed: int
    observations: Observations
    replicate: int = 0

    @property
    def state_hash(self) -> str:
        """The hash of the whole final state."""
        return self.observations.state_hash

    @cached_property
    def stack(self) -> Stack:
        """The counts of this run alone."""
        return stacked([self.observations])

    @cached_property
    def series(self) -> pd.DataFrame:
        """Weekly figures of the country (province "all") and of each province."""
        import pandas as pd

        parts = [
            frame_of("series", series_columns(self.stack, provinces=provinces))
            for provinces in (False, True)
        ]
        return self._with_keys(pd.concat(parts, ignore_index=True))

    @cached_property
    def layers(self) -> pd.DataFrame:
        """Weekly figures of each layer of ties."""
        return self._with_keys(frame_of("layers", layer_columns(self.stack)))

    @cached_property
    def environment(self) -> pd.DataFrame:
        """What people lived under, week by week and province by province."""
        seen = self.observations
        if seen.environments is None:
            return self._with_keys(frame_of("environment", {}))
        columns = environment_columns(seen.clock, seen.environments)
        return self._with_keys(frame_of("environment", columns))

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What each year cost people and the state."""
        return self._with_keys(frame_of("ledger", ledger_columns(self.stack)))

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row: the numbers that judge the run."""
        return self._with_keys(frame_of("outcomes", outcomes_of(self.stack, [self.scenario])))

    @cached_property
    def survey(self) -> pd.DataFrame:
        """The virtual survey beside the truth and the real figures."""
        columns = survey_columns(self.stack, [self.scenario.survey], [self.seed])
        return self._with_keys(frame_of("survey", columns))

    @cached_property
    def levers(self) -> pd.DataFrame:
        """The levers of the scenario with their dates."""
        return self._with_keys(frame_of("levers", lever_columns(self.scenario)))

    @cached_property
    def outcome_years(self) -> pd.DataFrame:
        """A row a calendar year: the same numbers of that year alone."""
        columns = outcome_year_columns(self.stack, [self.scenario])
        return self._with_keys(frame_of("outcome_years", columns))

    @cached_property
    def layer_years(self) -> pd.DataFrame:
        """Yearly figures of each layer of ties."""
        return self._with_keys(frame_of("layer_years", layer_year_columns(self.stack)))

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Yearly counts of each cell of province, age band and sex."""
        return self._with_keys(frame_of("cells", cell_columns(self.stack)))

    def groups(
        self,
        by: By = (),
        among: Among | None = None,
        *,
        at: int | None = None,
        over: Sequence[int] | None = None,
    ) -> pd.DataFrame:
        """Figures by province, age and sex, crossed as named, in a year or over years.

        The arguments are those of `nksim.observations.groups.group_frame`.

        >>> import nksim
        >>> result = nksim.run(nksim.load_scenario("nksim:quick", {"society.size": 300}))
        >>> len(result.groups(["age", "sex"], at=2016))
        8
        """
        return group_frame(self.cells, by, among, at=at, over=over)

    @cached_property
    def cohorts(self) -> pd.DataFrame:
        """Birth cohorts year by year; without rows where people do not live and die."""
        return self._with_keys(frame_of("cohorts", cohorts_columns(self.stack)))

    @property
    def events(self) -> pd.DataFrame | None:
        """Single events, if the run was asked to keep them."""
        events = self.observations.events
        return None if events is None else self._with_keys(events)

    def _repr_html_(self) -> str:
        """The result as a notebook shows it: the run, and where its numbers are."""
        last = self.outcomes.iloc[0]
        facts = {
            "seed": self.seed,
            "weeks": self.observations.weeks,
            "watched within a year": percent(float(last["watched_last_year_share"]), 1),
            "ever watched": percent(float(last["ever_watched_share"]), 1),
            "tables": ", ".join(TABLES),
            "state": self.state_hash[:12],
        }
        return card(f"Result of {self.scenario.name}", facts)

    def _with_keys(self, frame: pd.DataFrame) -> pd.DataFrame:
        keyed = frame.copy()
        keyed.insert(0, "scenario", self.scenario.name)
        keyed.insert(1, "replicate", self.replicate)
        keyed.insert(2, "seed", self.seed)
        return keyed


def frame_of(table: str, columns: Columns, run: int = 0) -> pd.DataFrame:
    """The rows of one of several runs as a frame, with the declared types of the table."""
    import pandas as pd

    declared = {column.name: column.dtype for column in TABLES[table]}
    rows = {name: _rows(values, run) for name, values in columns.items()}
    return pd.DataFrame(rows).astype({name: declared[name] for name in rows})


def _rows(values: Any, run: int) -> Any:
    """What one run has of a column: of its own, or what all share."""
    array = np.asarray(values)
    if array.ndim > 1:
        return array[run]
    return array
