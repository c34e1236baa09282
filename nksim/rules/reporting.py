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
    """Chance that a witness reports.

    Whoever has watched, with this person or at all, would go down too.
    """
    odds = (
        c.report_base
        + c.report_trust * regime_trust
        + c.report_reward * reward
        + c.report_campaign * campaign
    )
    if informant:
        odds += c.report_informant
    involved = max(complicity, min(1.0, own_load))
    return sigma(odds - c.report_bond * bond - c.report_complicity * involved)


@rule
def report_at_most(reward: float, campaign: float, c: Coefficients) -> float:
    """No witness's chance to report is higher: that of a loyal informant without bond or guilt.

    It spares asking most of them.
    """
    odds = (
        c.report_base
        + max(0.0, c.report_trust)
        + c.report_reward * reward
        + c.report_campaign * campaign
    )
    against = min(0.0, c.report_bond) + min(0.0, c.report_complicity)
    return sigma(odds + max(0.0, c.report_informant) - against + 1e-9)
