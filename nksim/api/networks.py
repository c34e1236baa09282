"""Pictures of people and ties as they were, for which a run is made again."""

from __future__ import annotations

from datetime import date
from typing import Any

from nksim.analysis.district import district_picture
from nksim.analysis.parting import simulated_years
from nksim.core.checks import checked_count
from nksim.inference.replaying import chosen_run, people_of
from nksim.observations.period import asked_period
from nksim.observations.result import Result
from nksim.plots.district import district_figure
from nksim.plots.paper import Figure
from nksim.scenario.scenario import Scenario
from nksim.society.census import persons_frame

MOST_DISTRICTS = 1_000_000


def network_figure(
    results: Any, district: int | None, year: int | None, scenario: str | None
) -> Figure:
    """A district of a run at the end of a year, or of the run; of a folder, of its first run."""
    world, seed, state_hash = _run_of(results, scenario)
    if district is not None:
        checked_count(district, name="district", low=0, high=MOST_DISTRICTS)
    asked_period(year, None, simulated_years(world))
    last = world.run.until if year is None else min(date(year, 12, 28), world.run.until)
    with people_of(world, seed, state_hash, last) as made:
        homes, threshold = persons_frame(made.society_now), world.enforcement.naming_threshold
        tables = (made.people, made.ties, homes)
        picture = district_picture(*tables, district, made.week - 1, threshold)
    about = f"{world.name}, seed {seed}, end of {last.year}"
    return district_figure(picture, f"{about}; one simulated run")


def _run_of(results: Any, scenario: str | None) -> tuple[Scenario, int, str]:
    """A run in memory, or the first one of a scenario in a folder."""
    if isinstance(results, Result):
        return results.scenario, results.seed, results.state_hash
    run = chosen_run(results, scenario, None)
    return results.scenario_of(run), run.seed, run.state_hash
