"""What is fitted: the numbers of a scenario that the data may speak to, each with the range it may lie in before they do.

Ten, since about ten statistics bear on them: the supply path, the willingness of people and its spread, the weight of risk,
searches, bribes, public sanctions, and who escapes. Every other number keeps its value, and is listed. Only what the
levers did that came after everybody who was asked had left stays as open as its range: no figure speaks of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from nksim.core.errors import InputError
from nksim.evidence.register import targets
from nksim.scenario.keys import nearest
from nksim.scenario.quantities import Quantity, quantities
from nksim.scenario.scenario import Scenario

FITTED = (
    "media.import_rate_chinese",
    "media.import_rate_korean",
    "media.era_midpoint",
    "society.willingness_mean",
    "society.willingness_spread",
    "behaviour.w_risk",
    "enforcement.search_rate",
    "enforcement.bribe_base",
    "enforcement.publicity",
    "survey.odds_korean",
)


@dataclass(frozen=True)
class Prior:
    """A number before the data speak: anywhere in its range with equal chance."""

    key: str
    value: float
    low: float
    high: float
    unit: str = ""

    @property
    def width(self) -> float:
        """The range from end to end."""
        return self.high - self.low


def priors(scenario: Scenario, keys: Sequence[str] = FITTED) -> tuple[Prior, ...]:
    """The prior of each key; InputError with all that is wrong: unknown keys, no range, no width, a range without the value."""
    known = {quantity.key: quantity for quantity in quantities(scenario)}
    faults = [
        f"key={key} is given twice; give it once"
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]
    faults += [fault for key in keys if (fault := _fault(key, known))]
    if faults:
        raise InputError("\n".join(faults))
    return tuple(_prior(known[key]) for key in keys)


def kept(scenario: Scenario, keys: Sequence[str] = FITTED) -> tuple[Quantity, ...]:
    """The numbers with a range that are not fitted: the data are not asked about them."""
    return tuple(
        quantity
        for quantity in quantities(scenario)
        if quantity.range is not None and quantity.key not in keys
    )


def unasked(scenario: Scenario, keys: Sequence[str] = FITTED) -> tuple[Quantity, ...]:
    """Those of them that set levers from the year on in which the last who were asked left."""
    late = tuple(f"levers.{name}." for name in late_levers(scenario))
    return tuple(quantity for quantity in kept(scenario, keys) if quantity.key.startswith(late))


def late_levers(scenario: Scenario) -> tuple[str, ...]:
    """Levers that begin when, or after, the last whom a fitted survey of escapees asked had left."""
    return tuple(lever.name for lever in scenario.levers if lever.from_.year >= last_departure())


def last_departure() -> int:
    """The last year of departure of any cohort that the model is fitted to."""
    return max(
        target.left_to
        for target in targets()
        if target.core and target.population == "escapee survey"
    )


def _prior(quantity: Quantity) -> Prior:
    low, high = quantity.range or (quantity.value, quantity.value)
    return Prior(quantity.key, quantity.value, low, high, quantity.unit)


def _fault(key: str, known: dict[str, Quantity]) -> str:
    if key not in known:
        return f"key={key} is no number of the scenario{nearest(key, list(known))} (`nksim show` lists them)"
    value, span = known[key].value, known[key].range
    if span is None:
        return f"{key}={value:g} has no range to lie in; write it as {{value: {value:g}, range: [low, high]}}"
    if isinstance(value, int):
        return f"{key}={value} is a whole number; only numbers that may lie anywhere in their range can be fitted"
    low, high = span
    if not low < high or not isfinite(high - low):
        return f"{key}: range=[{low:g}, {high:g}] has no width; give a lower and a higher number"
    if not low <= value <= high:
        return f"{key}: range=[{low:g}, {high:g}] leaves out value={value:g}; widen it or move the value"
    return ""
