"""What an engine needs of a scenario besides the Environment: numbers, rates, appeal by age."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import LAYERS
from nksim.evidence.register import provinces
from nksim.rules.appeal import appeal
from nksim.rules.codes import CHILD
from nksim.rules.coefficients import Coefficients
from nksim.scenario.fields import Section
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.society.society import People


def coefficients(scenario: Scenario) -> Coefficients:
    """The scenario's numbers that rules use, out of their sections; names are unique there."""
    numbers: dict[str, Any] = {}
    for section in (
        scenario.media,
        scenario.behaviour,
        scenario.enforcement,
        scenario.attitudes,
        scenario.survey,
    ):
        numbers |= {name: getattr(section, name) for name in type(section).model_fields}
    return Coefficients(**{name: _plain(numbers[name]) for name in Coefficients._fields})


def _plain(number: Any) -> Any:
    """A number as kernels take it; one for each kind, a tuple of them."""
    if isinstance(number, Section):
        numbers = number.model_dump().values()
        return tuple(float(each) for each in numbers)
    return float(number)


def contact_rates(scenario: Scenario) -> NDArray[np.float64]:
    """Chance to meet over media in a week, by layer, shape (layers,)."""
    return np.array(
        [getattr(scenario.behaviour.contact_rate, layer) for layer in LAYERS], np.float64
    )


def appeal_by_age(scenario: Scenario, clock: Clock) -> NDArray[np.float64]:
    """Appeal of a title of each age in weeks, up to the oldest that a run can hold."""
    media = scenario.media
    return np.array(
        [
            appeal(float(age), media.novelty_weeks, media.novelty_floor)
            for age in range(clock.weeks + 600)
        ]
    )


def border_provinces() -> NDArray[np.uint8]:
    """1 for provinces that border China, by province."""
    border = {row.province for row in provinces() if row.borders_china}
    return np.array([province in border for province in PROVINCES], np.uint8)


def people_per_finder(people: People) -> float:
    """People of the country for each adult of a border district.

    Deliveries are counted by the country and found by these.
    """
    finders = int(np.count_nonzero((people.border == 1) & (people.age != CHILD)))
    return len(people.border) / max(finders, 1)
