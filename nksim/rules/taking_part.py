"""Whether a person takes part: temptation, bond and shared guilt against loyalty and fear.

The heart of the model: who has watched together before need not fear one another.
"""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import MARKET, TRADER
from nksim.rules.coefficients import Coefficients
from nksim.rules.logistic import sigma


@rule
def doubt(suspicion: float, bond: float, complicity: float) -> float:
    """How likely one thinks a companion to tell: less, the closer and the more complicit."""
    return suspicion * (1.0 - bond) * (1.0 - complicity)


@rule
def felt_threat(
    perceived_risk: float, suspicion: float, bond: float, complicity: float, cost: float
) -> float:
    """What is feared with this companion: the risk that is seen, and being told on.

    Whom one trusts, or who has watched along, will not tell. `cost` is what being caught costs,
    1 while bribes work.
    """
    return cost * (perceived_risk + doubt(suspicion, bond, complicity))


@rule
def temptation(
    willingness: float,
    wish: float,
    bond: float,
    complicity: float,
    regime_trust: float,
    sells: bool,
    c: Coefficients,
) -> float:
    """Log-odds to offer or to join if nothing were to be feared.

    Rises with the wish (taste times appeal), bond, complicity and profit; falls with loyalty.
    """
    utility = willingness + c.w_taste * wish + c.w_bond * bond + c.w_complicity * complicity
    utility -= c.w_loyalty * regime_trust
    return utility + c.w_profit if sells else utility


@rule
def fear(threat: float, risk_aversion: float, severity: float, c: Coefficients) -> float:
    """What fear takes from the log-odds: threat above a threshold, by aversion and severity."""
    felt = max(0.0, threat - c.risk_threshold)
    return c.w_risk * (c.risk_floor + risk_aversion) * severity * felt


@rule
def willing(tempted: float, feared: float) -> float:
    """Chance to offer or to join."""
    return sigma(tempted - feared)


@rule
def desire(
    taste: float, attraction: float, domestic_appeal: float, knowledge: float, c: Coefficients
) -> float:
    """Taste for an origin times the attraction of the title, less what domestic content takes away.

    Who knows more of the outside wants more of it.
    """
    return taste * attraction * (1.0 - domestic_appeal) * (1.0 + c.knowledge_taste * knowledge)


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
    """Chance that, of two origins at hand, the South Korean is put on.

    It is its share of the companions' joint desire.
    """
    total = desire_chinese + desire_korean
    return desire_korean / total if total > 0.0 else 0.5
