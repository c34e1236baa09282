"""From a scenario to the Environment of every week: the times make the baseline, levers change it, people are never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from nksim.core.clock import Clock
from nksim.levers.anti_corruption import apply_anti_corruption
from nksim.levers.border_closure import apply_border_closure
from nksim.levers.broadcast import apply_broadcast
from nksim.levers.confession_leniency import apply_confession_leniency
from nksim.levers.device_control import apply_device_control
from nksim.levers.environment import Environment, Numbers, baseline
from nksim.levers.executions import apply_executions
from nksim.levers.informants import apply_informants
from nksim.levers.law import apply_law
from nksim.levers.media_drive import apply_media_drive
from nksim.levers.public_trials import apply_public_trials
from nksim.levers.schedule import strength_by_province, strength_in_week
from nksim.levers.searches import apply_searches
from nksim.levers.shaming_campaign import apply_shaming_campaign
from nksim.levers.soft_content import apply_soft_content
from nksim.scenario.scenario import Scenario

Apply = Callable[[Environment, Any, Numbers], Environment]
LEVERS: dict[str, Apply] = {
    "law": apply_law,
    "border_closure": apply_border_closure,
    "searches": apply_searches,
    "informants": apply_informants,
    "public_trials": apply_public_trials,
    "executions": apply_executions,
    "shaming_campaign": apply_shaming_campaign,
    "soft_content": apply_soft_content,
    "confession_leniency": apply_confession_leniency,
    "device_control": apply_device_control,
    "anti_corruption": apply_anti_corruption,
    "media_drive": apply_media_drive,
    "broadcast": apply_broadcast,
}


def environment_of(scenario: Scenario, clock: Clock, week: int) -> Environment:
    """The Environment of one week: the baseline of its year, then every lever in force, in the scenario's order."""
    environment = baseline(scenario, clock.year_of(week))
    for lever in scenario.levers:
        if strength_in_week(lever, clock, week):
            environment = LEVERS[lever.lever](
                environment, lever, strength_by_province(lever, clock, week)
            )
    return environment


def environments(scenario: Scenario) -> Iterator[Environment]:
    """One Environment a week, for the whole run."""
    clock = Clock(scenario.run.start, scenario.run.until)
    return (environment_of(scenario, clock, week) for week in range(clock.weeks))
