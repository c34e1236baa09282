"""What a scenario sets before its people.

Its constants as one key, its Environments week by week.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.environment import Environments
from nksim.engines.settings import appeal_by_age, coefficients, contact_rates
from nksim.levers.policy import environments, start_of
from nksim.scenario.identity import scenario_hash, society_key
from nksim.scenario.scenario import Scenario

REMEMBERED = 64  # courses kept: those of a study, not of a sweep's thousands
_remembered: OrderedDict[str, Course] = OrderedDict()
_one_at_a_time = Lock()


@dataclass(frozen=True, eq=False)
class Course:
    """The course of a scenario; two with the same `constants` may share a past."""

    scenario: Scenario
    constants: str
    length: int  # weeks

    @cached_property
    def environments(self) -> Environments:
        """The Environment of every week, shape (weeks, provinces)."""
        return environments(self.scenario)

    @cached_property
    def bytes_by_week(self) -> NDArray[np.uint8]:
        """The same as bytes, shape (weeks, bytes): equal rows are equal weeks."""
        return self.environments.view(np.uint8).reshape(self.length, -1)

    def parts_from(self, other: Course, start: int) -> int:
        """The first week from `start` on in which the two differ; their length if none does."""
        apart = (self.bytes_by_week[start:] != other.bytes_by_week[start:]).any(axis=1)
        weeks = np.flatnonzero(apart)
        return start + int(weeks[0]) if len(weeks) else self.length


def course_of(scenario: Scenario) -> Course:
    """The course of a scenario; the last ones are remembered, since every replicate asks again."""
    key = scenario_hash(scenario)
    with _one_at_a_time:
        if key not in _remembered:
            _remembered[key] = _course(scenario)
        _remembered.move_to_end(key)
        while len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
        return _remembered[key]


def _course(scenario: Scenario) -> Course:
    clock = Clock(scenario.run.start, scenario.run.until)
    constants = (
        society_key(scenario),
        scenario.run.start,
        clock.weeks,
        coefficients(scenario),
        contact_rates(scenario).tolist(),
        appeal_by_age(scenario, clock).tolist(),
        start_of(scenario).tolist(),
    )
    return Course(scenario, sha256(repr(constants).encode()).hexdigest(), clock.weeks)
