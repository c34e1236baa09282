"""Which homes are searched, and who tells the state by profession."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import INFORMANT
from nksim.rules.coefficients import Coefficients


@rule
def searching(rate: float, official: bool, c: Coefficients) -> float:
    """Chance of a household to be searched in a week: rarely where an official lives."""
    return rate * c.official_search if official else rate


@rule
def informs(role: int, draw: float, share: float) -> bool:
    """Whether someone reports regularly: by role, or recruited; the draw is the same for life."""
    return role == INFORMANT or draw < share
