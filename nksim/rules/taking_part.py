"""Whether a person takes part: temptation, bond and shared guilt against loyalty and fear.

The heart of the model: who has watched together before need not fear one another.
"""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import MARKET, TRADER
from nksim.rules.coefficients import Coefficients
from nksim.rules.logistic import sigma


@rule
def felt_threat(perceived_risk: float, bond: float, complicity: float, w_betrayal: float) -> float:
    """Perceived risk with this companion: rises with the risk of being reported by someone untrusted who has not watched along."""
    return perceived_risk + w_betrayal * (1.0 - bond) * (1.0 - complicity)


@rule
def willing(
    willingness: float,
    desire: float,
    bond: float,
    complicity: float,
    regime_trust: float,
    perceived_risk: float,
    risk_aversion: float,
    severity: float,
    sells: bool,
    c: Coefficients,
) -> float:
    """Chance to offer or to join: rises with desire (taste times appeal), bond, complicity and profit; falls with loyalty and felt threat."""
    utility = willingness + c.w_taste * desire + c.w_bond * bond + c.w_complicity * complicity
    utility -= c.w_loyalty * regime_trust
    if sells:
        utility += c.w_profit
    fear = (
        (c.risk_floor + risk_aversion)
        * severity
        * felt_threat(perceived_risk, bond, complicity, c.w_betrayal)
    )
    return sigma(utility - c.w_risk * fear)


@rule
def desire(taste: float, attraction: float, domestic_appeal: float) -> float:
    """Taste for an origin times the attraction of the title, less what domestic content takes away."""
    return taste * attraction * (1.0 - domestic_appeal)


@rule
def watching_alone(solo_chance: float, willingness: float) -> float:
    """Chance of a holder to watch alone in a week: the usual one, times the chance to take part."""
    return solo_chance * willingness


@rule
def sells(layer: int, role: int) -> bool:
    """Whether an offer is a sale: a trader's, in the market."""
    return layer == MARKET and role == TRADER


@rule
def demand_for_korean(desire_chinese: float, desire_korean: float) -> float:
    """Chance that, of two origins at hand, the South Korean is put on: its share of the companions' joint desire."""
    total = desire_chinese + desire_korean
    return desire_korean / total if total > 0.0 else 0.5
