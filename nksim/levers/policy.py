"""From a scenario to the Environment of every week.

The times make the baseline, levers change it, people are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from nksim.core.clock import Clock
from nksim.core.environment import Environments, records_of
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
from nksim.levers.neutral import with_neutral
from nksim.levers.news import with_news
from nksim.levers.public_trials import apply_public_trials
from nksim.levers.schedule import by_province, strengths_of, weeks_in_force
from nksim.levers.searches import apply_searches
from nksim.levers.shaming_campaign import apply_shaming_campaign
from nksim.levers.soft_content import apply_soft_content
from nksim.scenario.levers import Lever
from nksim.scenario.scenario import Scenario

PartOfLever = tuple[Lever, frozenset[str]]  # and its settings that are neutral: levers.neutral
WHOLE = frozenset[str]()
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


def environments(scenario: Scenario, clock: Clock | None = None) -> Environments:
    """The Environment of every week of a run, as records of shape (weeks, provinces).

    The baseline of each week's year, then every lever in force, in the scenario's order, then
    what people come to know of it.
    """
    clock = clock or Clock(scenario.run.start, scenario.run.until)
    levers = [(lever, WHOLE) for lever in scenario.levers]
    return records_of(with_news(_under(scenario, levers, clock)))


def other_course(
    course: Environments, scenario: Scenario, levers: Iterable[PartOfLever], start: int
) -> Environments:
    """The Environments of a scenario under other levers, as in `course` before the week `start`."""
    clock, first = Clock(scenario.run.start, scenario.run.until), max(start - 1, 0)
    known = course["bribe_news"][first]
    later = records_of(with_news(_under(scenario, levers, clock, first), known))
    other = course.copy()
    other[start:] = later[start - first :]
    return other


def _under(
    scenario: Scenario, levers: Iterable[PartOfLever], clock: Clock, first: int = 0
) -> Environment:
    """The baseline of the weeks from `first` on, then every lever in force, in their order."""
    years = clock.decimal_years().tolist()
    environment = baseline(scenario, years[first:])
    for lever, neutral in levers:
        strengths = strengths_of(lever, clock)[first:]
        if (weeks := weeks_in_force(strengths)) is not None:
            before = _cut(environment, weeks)
            settings = with_neutral(lever, neutral, before) if neutral else lever
            where = by_province(lever, strengths[weeks])
            apply = LEVERS[lever.lever]
            changed = apply(before, settings, where)
            environment = _replaced(environment, weeks, changed)
    return environment


def start_of(scenario: Scenario) -> Environments:
    """The Environment of the first week before any lever, shape (provinces,)."""
    clock = Clock(scenario.run.start, scenario.run.until)
    return np.asarray(records_of(baseline(scenario, [clock.year_of(0)]))[0])


def _cut(environment: Environment, weeks: slice) -> Environment:
    return Environment(*(field[..., weeks, :] for field in environment))


def _replaced(environment: Environment, weeks: slice, changed: Environment) -> Environment:
    for field, part in zip(environment, changed, strict=True):
        field[..., weeks, :] = part
    return environment
