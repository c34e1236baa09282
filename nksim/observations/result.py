"""One finished run for its readers: scenario, seed and counts come in, pandas frames leave when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nksim.observations.observations import Observations
from nksim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Result:
    """What `nksim.run` returns: every table is tidy and begins with scenario, replicate and seed."""

    scenario: Scenario
    seed: int
    observations: Observations
    replicate: int = 0

    @property
    def state_hash(self) -> str:
        """The hash of the whole final state."""
        return self.observations.state_hash

    @cached_property
    def series(self) -> pd.DataFrame:
        """Weekly figures of the country (province "all") and of each province."""
        import pandas as pd

        from nksim.observations.series import series_frame

        return self._with_keys(
            pd.concat(
                [series_frame(self.observations), series_frame(self.observations, "province")],
                ignore_index=True,
            )
        )

    @cached_property
    def layers(self) -> pd.DataFrame:
        """Weekly figures of each layer of ties."""
        from nksim.observations.series import layer_frame

        return self._with_keys(layer_frame(self.observations))

    @cached_property
    def environment(self) -> pd.DataFrame:
        """What people lived under, week by week and province by province."""
        from nksim.observations.series import environment_frame

        return self._with_keys(environment_frame(self.observations))

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What each year cost people and the state."""
        from nksim.observations.ledger import ledger_frame

        return self._with_keys(ledger_frame(self.observations))

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row: the numbers that judge the run."""
        import pandas as pd

        from nksim.observations.outcomes import Weeks, outcome_row
        from nksim.observations.survey import last_answers

        country = self.series[self.series["province"] == "all"]
        row = outcome_row(
            Weeks(
                country,
                self.layers,
                self.ledger,
                last_answers(self.observations, self.scenario.survey),
            )
        )
        return self._with_keys(pd.DataFrame([row], dtype="float64"))

    @cached_property
    def survey(self) -> pd.DataFrame:
        """The virtual survey beside the truth and the real figures."""
        from nksim.observations.survey import survey_frame

        return self._with_keys(survey_frame(self.observations, self.scenario.survey, self.seed))

    @cached_property
    def levers(self) -> pd.DataFrame:
        """The levers of the scenario with their dates."""
        from nksim.observations.levers import lever_frame

        return self._with_keys(lever_frame(self.scenario))

    @cached_property
    def groups(self) -> pd.DataFrame:
        """Yearly figures by province, age band and sex."""
        from nksim.observations.groups import groups_frame

        return self._with_keys(groups_frame(self.observations))

    @property
    def events(self) -> pd.DataFrame | None:
        """Single events, if the run was asked to keep them."""
        return (
            None if self.observations.events is None else self._with_keys(self.observations.events)
        )

    def _with_keys(self, frame: pd.DataFrame) -> pd.DataFrame:
        keyed = frame.copy()
        keyed.insert(0, "scenario", self.scenario.name)
        keyed.insert(1, "replicate", self.replicate)
        keyed.insert(2, "seed", self.seed)
        return keyed
