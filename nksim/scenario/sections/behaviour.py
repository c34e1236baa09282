"""What moves a person to offer, to join, to trust and to keep silent."""

from __future__ import annotations

from pydantic import Field

from nksim.scenario.fields import Section, share, value, weight
from nksim.scenario.sections.layers import ByLayer


class Behaviour(Section):
    """What moves a person to offer, to join, to trust and to keep silent."""

    contact_rate: ByLayer = Field(
        default_factory=lambda: ByLayer(
            household=0.35, kin=0.10, friend=0.10, neighbour=0.03, work=0.04, market=0.14
        ),
        description="Chance that the two ends of a tie meet over media in a week, by layer",
    )
    w_taste: float = weight(3.0, "Weight of taste times appeal", prior=(1.0, 5.0))
    w_bond: float = weight(2.0, "Weight of the bond", prior=(0.5, 4.0))
    w_complicity: float = weight(1.5, "Weight of having watched together before", prior=(0.0, 3.0))
    w_profit: float = weight(2.0, "Weight of profit, for a trader who sells", prior=(0.5, 4.0))
    w_loyalty: float = weight(1.5, "Weight of regime trust, against taking part", prior=(0.0, 3.0))
    w_risk: float = weight(2.5, "Weight of perceived risk, against taking part", prior=(0.5, 6.0))
    w_betrayal: float = share(
        0.25,
        "Fear of being reported by an untrusted, uninvolved companion, in units of perceived risk",
        prior=(0.05, 0.6),
    )
    risk_floor: float = share(0.3, "Weight of risk for someone without any risk aversion")
    bond_gain: float = share(
        0.05, "Share of the missing bond gained by watching together", prior=(0.0, 0.15)
    )
    complicity_gain: float = share(
        0.25, "Share of the missing complicity gained by watching together", prior=(0.0, 0.5)
    )
    refusal_loss: float = share(0.02, "Share of the bond lost by a refusal")
    solo_chance: float = share(
        0.3,
        "Chance that a holder with a player, if fully willing, watches alone in a week",
        prior=(0.1, 0.7),
    )
    load_gain: float = share(
        0.25, "How much a week with watching adds to a person's own complicity"
    )
    load_decay: float = value(0.01, "Share of it forgotten a week", unit="1/week", low=0, high=1)
    habit_rate: float = value(
        0.04, "Weight of the present week in the watching habit", unit="1/week", low=0, high=1
    )
