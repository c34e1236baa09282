"""How fear, suspicion, knowledge, regime trust, habit and own guilt move in a week."""

from __future__ import annotations

import math

from nksim.core.jit import rule
from nksim.rules.coefficients import Coefficients


@rule
def after_hearing(belief: float, heard: float) -> float:
    """Fear or suspicion rises by a share of what is missing; `heard` sums all of the week."""
    return belief + (1.0 - belief) * min(1.0, heard)


@rule
def fear_of(seen: float, deaths: float, c: Coefficients) -> float:
    """The perceived risk that a district's own experience suggests.

    `seen` is what its people have lately seen done (a year, per 1,000 people: each arrest with the
    weight of what followed, each search), `deaths` the executions to be expected in the country (a
    year, per million). Rises with both from `risk_base` to 1.
    """
    return 1.0 - (1.0 - c.risk_base) * math.exp(-(c.risk_seen * seen + c.risk_deaths * deaths))


@rule
def suspicion_of(told: float, c: Coefficients) -> float:
    """The suspicion that a district's own experience suggests.

    Rises with `told`, the arrests on somebody's word that it has lately seen, each by its loudness
    (a year, per 1,000 people).
    """
    return 1.0 - (1.0 - c.suspicion_base) * math.exp(-c.suspicion_seen * told)


@rule
def lately(running: float, now: float, c: Coefficients) -> float:
    """A running mean of what a district sees: the present week counts by `memory_rate`."""
    return running + c.memory_rate * (now - running)


@rule
def risk_after_week(perceived_risk: float, suggested: float, c: Coefficients) -> float:
    """Fear moves to what was seen: up by `risk_learning`, down by `risk_forgetting`."""
    rate = c.risk_learning if suggested > perceived_risk else c.risk_forgetting
    return perceived_risk + rate * (suggested - perceived_risk)


@rule
def suspicion_after_week(
    suspicion: float, suggested: float, together: bool, c: Coefficients
) -> float:
    """Suspicion moves to what the district has seen.

    An evening together that had no consequences eases it.
    """
    moved = suspicion + c.suspicion_rate * (suggested - suspicion)
    return moved * (1.0 - c.suspicion_ease) if together else moved


@rule
def knowledge_after_week(knowledge: float, exposure: float, c: Coefficients) -> float:
    """Knowledge of the outside grows with South Korean titles and broadcasts, and fades slowly.

    `exposure` is the greatest appeal of what was watched or heard in the week, 0 for nothing.
    """
    kept = knowledge * (1.0 - c.knowledge_loss)
    return kept + c.knowledge_gain * exposure * (1.0 - kept)


@rule
def trust_after_knowledge(regime_trust: float, knowledge: float, c: Coefficients) -> float:
    """Regime trust moves by -attitude_effect times what is known of the outside.

    In proportion to what lies above the floor; the sign is disputed.
    """
    return regime_trust - c.attitude_effect * knowledge * (regime_trust - c.trust_floor)


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
