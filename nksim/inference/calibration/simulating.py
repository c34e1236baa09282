"""The statistics of a run with one draw of the parameters.

A run is looked at whenever the last cohort of some figure has left. If what is known by then is
already further from the figures than is allowed, nothing that follows can mend it, and the run is
stopped. The harder it is to come near, the more runs end so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isnan
from typing import TYPE_CHECKING

from nksim.core.clock import Clock
from nksim.core.errors import InputError, RunError
from nksim.engines.compiling import make_ready
from nksim.engines.passing import observations_of, pass_weeks
from nksim.engines.run import new_engine
from nksim.evidence.register import Target, targets
from nksim.inference.calibration.observed import Observed, least_distance
from nksim.levers.policy import environments as environments_of
from nksim.observations.observations import Observations
from nksim.observations.result import Result
from nksim.scenario.identity import scenario_hash
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Simulator:
    """A scenario whose numbers are replaced by a draw.

    What leaves are the statistics of one run with its own luck.

    `observed` is what the run is held against while it goes on; without it no run is stopped.
    """

    scenario: Scenario
    observed: tuple[Observed, ...] = ()

    @property
    def identity(self) -> str:
        """What a fit depends on beside the numbers that are drawn."""
        return scenario_hash(self.scenario)

    def __call__(
        self, draw: Mapping[str, float], seed: int, limit: float = inf
    ) -> dict[str, float]:
        """Each evidence row's id with what the model gives for it.

        Fewer if the run was stopped, none if it failed.
        """
        scenario, found = load_scenario(self.scenario, dict(draw)), dict[str, float]()
        try:
            for year, observations in _stages(scenario, seed, [row.id for row in self.observed]):
                found = statistics_of(Result(scenario, seed, observations).survey, year)
                if self.observed and least_distance(found, self.observed) > limit:
                    break
        except RunError:
            return {}
        return found


def until_asked(scenario: Scenario, ids: Sequence[str]) -> Scenario:
    """The scenario without the years after the last departure that these rows ask about.

    They cannot move them.

    Raises InputError with all rows that ask about years which are not simulated.
    """
    faults = [
        fault for target in targets() if target.id in ids and (fault := _fault(scenario, target))
    ]
    if faults:
        raise InputError("\n".join(faults))
    end = min(scenario.run.until, date(max(_last_departures(ids)), 12, 31))
    return load_scenario(scenario, {"run.until": end})


def _fault(scenario: Scenario, target: Target) -> str:
    first, last = scenario.run.start.year, scenario.run.until.year
    if first <= target.left_to <= last:
        return ""
    asked = f"{target.id} asks those who left in {target.left_from}-{target.left_to}"
    return (
        f"{asked}, and scenario={scenario.name} runs {first}-{last}: leave {target.id} out of"
        " --targets, or simulate these years"
    )


def statistics_of(survey: pd.DataFrame, year: int) -> dict[str, float]:
    """The survey rows of one run by evidence id, for cohorts that have left by the end of a year.

    What escapees would say; for questions to others, what is true of everybody.
    """
    rows = survey[survey["evidence"].fillna("").astype(bool) & (survey["left_to"] <= year)]
    asked = rows["survey"].where(rows["population"] == "escapee survey", rows["truth"])
    return {
        str(name): float(number)
        for name, number in zip(rows["evidence"], asked, strict=True)
        if not isnan(number)
    }


def _stages(
    scenario: Scenario, seed: int, ids: Sequence[str]
) -> Iterator[tuple[int, Observations]]:
    """A run up to each year in which the last cohort of some row leaves, and to its end."""
    make_ready()
    environments, stops = environments_of(scenario), _stops(scenario, ids)
    engine = new_engine(scenario, build_society(scenario, seed), seed, environments=environments)
    try:
        for week, year in stops:
            pass_weeks(engine, environments, week)
            yield year, observations_of(engine, environments)
    finally:
        engine.close()


def _stops(scenario: Scenario, ids: Sequence[str]) -> list[tuple[int, int]]:
    """The weeks before which a run is looked at, each with the year that has ended then."""
    clock = Clock(scenario.run.start, scenario.run.until)
    years, asked = clock.calendar_years(), _last_departures(ids)
    ends = [week + 1 for week in range(clock.weeks - 1) if years[week + 1] > years[week]]
    stops = [(week, int(years[week - 1])) for week in ends if int(years[week - 1]) in asked]
    return [*stops, (clock.weeks, clock.until.year)]


def _last_departures(ids: Sequence[str]) -> frozenset[int]:
    return frozenset(target.left_to for target in targets() if target.id in ids)
