"""Whether a witness reports: loyalty, reward and campaign against bond and complicity."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.coefficients import Coefficients
from nksim.rules.logistic import sigma


@rule
def report(
    regime_trust: float,
    bond: float,
    complicity: float,
    own_load: float,
    informant: bool,
    reward: float,
    campaign: float,
    c: Coefficients,
) -> float:
    """Chance that a witness reports: whoever has watched, with this person or at all, would go down too."""
    odds = c.report_base + c.report_trust * regime_trust + c.report_reward * reward + c.report_campaign * campaign
    if informant:
        odds += c.report_informant
    involved = max(complicity, min(1.0, own_load))
    return sigma(odds - c.report_bond * bond - c.report_complicity * involved)
