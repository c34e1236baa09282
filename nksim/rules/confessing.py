"""Who turns in under leniency: some people are prone to it, and these are used up."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.coefficients import Coefficients


@rule
def prone_to_confess(draw: float, leniency: float, perceived_risk: float, c: Coefficients) -> bool:
    """Whether someone is one of those who would turn in; the draw is the same for life.

    More are, the more leniency there is and the more they fear.
    """
    return draw < c.confession_share * leniency * perceived_risk
