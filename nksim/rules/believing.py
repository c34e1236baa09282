"""How fear, regime trust, habit and own guilt move in a week."""

from __future__ import annotations

import math

from nksim.core.jit import rule
from nksim.rules.coefficients import Coefficients


@rule
def risk_after_hearing(perceived_risk: float, heard: float) -> float:
    """Perceived risk rises by a share of what is missing; `heard` sums all that was heard in the week."""
    return perceived_risk + (1.0 - perceived_risk) * min(1.0, heard)


@rule
def risk_after_week(
    perceived_risk: float, base: float, watched: bool, forgetting: float, safe: float
) -> float:
    """Fear fades to the base that law and campaign set; a week of watching uncaught takes a little more."""
    faded = perceived_risk + forgetting * (base - perceived_risk)
    return faded * (1.0 - safe) if watched else faded


@rule
def trust_after_watching(
    regime_trust: float, exposure: float, effect: float, floor: float
) -> float:
    """Regime trust moves by -effect times the appeal of what was watched, in proportion to what lies above the floor; the sign is disputed."""
    return regime_trust - effect * exposure * (regime_trust - floor)


@rule
def trust_after_company(regime_trust: float, companions_mean: float, pull: float) -> float:
    """Watching together moves people towards one another."""
    return regime_trust + pull * (companions_mean - regime_trust)


@rule
def trust_after_propaganda(regime_trust: float, mean: float, pull: float) -> float:
    """Propaganda pulls back towards the mean of one's class."""
    return regime_trust + pull * (mean - regime_trust)


@rule
def habit_after_week(habit: float, watched: bool, rate: float) -> float:
    """The watching habit is the running mean of weeks with watching."""
    return habit + rate * ((1.0 if watched else 0.0) - habit)


@rule
def load_after_week(load: float, watched: bool, gain: float, decay: float) -> float:
    """A person's own guilt: forgotten slowly, renewed by every week with watching; at most 4."""
    kept = load * (1.0 - decay)
    return min(kept + gain, 4.0) if watched else kept


@rule
def confession(perceived_risk: float, leniency: float, rate: float) -> float:
    """Chance that a viewer turns in: rises with fear and with leniency."""
    return rate * leniency * perceived_risk


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
