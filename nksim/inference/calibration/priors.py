"""What is fitted: numbers that the data may speak to, each with its range.

Sixteen, of which some twenty figures speak: the supply path, the willingness of people and its
spread, the weight of risk, searches, reports and what comes of them, bribes, public sanctions, how
readily fear and suspicion are learnt, style, and who escapes. Which of them the data inform is
said. Every other number keeps its value, and is listed. Only what the levers did that came after
everybody who was asked had left stays as open as its range: no figure speaks of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from nksim.analysis.late_levers import late_levers
from nksim.core.errors import InputError
from nksim.scenario.quantities import Quantity, quantities
from nksim.scenario.scenario import Scenario
from nksim.studies.axis import Axis, axes_of, range_fault, repeated

FITTED = (
    "media.import_rate_chinese",
    "media.import_rate_korean",
    "media.era_midpoint",
    "society.willingness_mean",
    "society.willingness_spread",
    "behaviour.w_risk",
    "enforcement.search_rate",
    "enforcement.report_base",
    "enforcement.proof_chance",
    "enforcement.bribe_base",
    "enforcement.publicity",
    "attitudes.risk_seen",
    "attitudes.suspicion_seen",
    "attitudes.style_uptake.fashion",
    "attitudes.style_uptake.speech",
    "survey.odds_korean",
)


def priors(scenario: Scenario, keys: Sequence[str] = FITTED) -> tuple[Axis, ...]:
    """The range of each key, in which the number lies anywhere with equal chance.

    Raises InputError with all that is wrong: unknown keys, numbers without a range or with one that
    has no width or leaves out the value, whole numbers.
    """
    known = {quantity.key: quantity for quantity in quantities(scenario)}
    faults = [*repeated(keys), *(fault for key in keys if (fault := _fault(key, known)))]
    if faults:
        raise InputError("\n".join(faults))
    return axes_of(scenario, keys)


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


def _fault(key: str, known: dict[str, Quantity]) -> str:
    """Why a key cannot be fitted; nothing if it can."""
    if fault := range_fault(key, known):
        return fault
    value, span = known[key].value, known[key].range
    if isinstance(value, int):
        return (
            f"{key}={value} is a whole number;"
            " only numbers that may lie anywhere in their range can be fitted"
        )
    low, high = span or (value, value)
    if not low <= value <= high:
        written = f"{key}: range=[{low:g}, {high:g}]"
        return f"{written} leaves out value={value:g}; widen it or move the value"
    return ""
