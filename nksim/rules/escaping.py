"""Who escapes: the odds by which escapees are not the country, and the chance to leave it."""

from __future__ import annotations

import math

from nksim.core.jit import rule
from nksim.rules.coefficients import Coefficients


@rule
def escape_weight(
    border: bool, woman: bool, seen_korean: bool, trader: bool, young: bool, c: Coefficients
) -> float:
    """Odds of escaping relative to a person without any of these marks."""
    odds = 0.0
    if border:
        odds += c.odds_border
    if woman:
        odds += c.odds_woman
    if seen_korean:
        odds += c.odds_korean
    if trader:
        odds += c.odds_trader
    if young:
        odds += c.odds_young
    return math.exp(min(odds, 12.0))


@rule
def escaping(odds: float, openness: float, rate: float) -> float:
    """Chance to leave the country in a week, for good.

    It rises with one's odds and with the `rate` of those without any mark; the border lets the
    share `openness` of escapes through.
    """
    return min(odds * openness * rate, 1.0)
