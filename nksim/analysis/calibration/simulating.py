"""One draw of the parameters comes in, the statistics of a run with them leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import TYPE_CHECKING

from nksim.core.errors import RunError
from nksim.engines.run import run
from nksim.evidence.register import targets
from nksim.observations.result import Result
from nksim.scenario.identity import scenario_hash
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Simulator:
    """A scenario whose numbers are replaced by a draw; what leaves are the statistics of one run with its own luck."""

    scenario: Scenario

    @property
    def identity(self) -> str:
        """What a fit depends on beside the numbers that are drawn."""
        return scenario_hash(self.scenario)

    def __call__(self, draw: Mapping[str, float], seed: int) -> dict[str, float]:
        """Each evidence row's id with what the model gives for it; nothing if the run fails: such a draw is far from any data."""
        scenario = load_scenario(self.scenario, dict(draw))
        try:
            return statistics_of(Result(scenario, seed, run(scenario, seed)).survey)
        except RunError:
            return {}


def until_asked(scenario: Scenario, ids: Sequence[str]) -> Scenario:
    """The scenario without the years after the last departure that these rows ask about: they cannot move them."""
    last = max(target.left_to for target in targets() if target.id in ids)
    end = min(scenario.run.until, date(last, 12, 31))
    return load_scenario(scenario, {"run.until": end})


def statistics_of(survey: pd.DataFrame) -> dict[str, float]:
    """The survey rows of one run by evidence id: what escapees would say, and for questions to others what is true of everybody."""
    rows = survey[survey["evidence"].fillna("").astype(bool)]
    asked = rows["survey"].where(rows["population"] == "escapee survey", rows["truth"])
    return {str(name): float(number) for name, number in zip(rows["evidence"], asked, strict=True) if not isnan(number)}
