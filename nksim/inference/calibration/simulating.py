"""The statistics of a run with one draw of the parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

from nksim.analysis.custody import bounds, held
from nksim.core.errors import InputError, RunError
from nksim.engines.run import run
from nksim.evidence.register import Target, targets
from nksim.observations.questions import ESCAPEE_SURVEY
from nksim.observations.result import Result
from nksim.scenario.identity import scenario_hash
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Simulator:
    """A scenario whose numbers are replaced by a draw.

    What leaves are the statistics of one run with its own luck.
    """

    scenario: Scenario

    @property
    def identity(self) -> str:
        """What a fit depends on beside the numbers that are drawn."""
        return scenario_hash(self.scenario)

    def __call__(self, draw: Mapping[str, float], seed: int) -> dict[str, float]:
        """Each evidence row's id with what the model gives for it; none if the run failed."""
        scenario = load_scenario(self.scenario, dict(draw))
        try:
            return statistics_of(Result(scenario, seed, run(scenario, seed)))
        except RunError:
            return {}


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


def statistics_of(result: Result) -> dict[str, float]:
    """The survey rows of one run by evidence id, and people held by that of the bound.

    What escapees would say; for questions to others, what is true of everybody.
    """
    rows = result.survey[result.survey["evidence"].fillna("").astype(bool)]
    escapees = rows["population"].str.startswith(ESCAPEE_SURVEY)
    asked = rows["survey"].where(escapees, rows["truth"])
    answers = zip(rows["evidence"], asked, strict=True)
    said = {str(name): float(number) for name, number in answers if not isnan(number)}
    return said | dict(_held(result))


def _held(result: Result) -> Iterator[tuple[str, float]]:
    for row in bounds():
        numbers = held(result.series, row.quantity, row.year)
        if not numbers.empty:
            yield row.id, float(numbers.iloc[0])


def _last_departures(ids: Sequence[str]) -> frozenset[int]:
    return frozenset(target.left_to for target in targets() if target.id in ids)
