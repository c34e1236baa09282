"""Perceived risk, regime trust and style: what people feel, and how it moves in a week."""

from __future__ import annotations

from nksim.scenario.fields import Section, share, value


class Attitudes(Section):
    """Fear, regime trust, style: what people feel and how it moves."""

    risk_base: float = share(0.08, "Perceived risk that nothing stirs", prior=(0.02, 0.2))
    risk_forgetting: float = value(
        0.02,
        "Share of the distance to the base forgotten a week",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.005, 0.05),
    )
    risk_safe: float = value(
        0.01,
        "Share of perceived risk lost by a week of watching uncaught",
        unit="1/week",
        low=0,
        high=1,
    )
    hearing_tie: float = share(
        0.25,
        "Rise of perceived risk on hearing of a punished acquaintance, times the bond",
        prior=(0.1, 0.5),
    )
    hearing_public: float = share(
        0.06, "The same at a public trial", prior=(0.03, 0.3), source="P27"
    )
    sanction_bond_loss: float = share(
        0.2, "Share of the bond to a punished person that is lost, unless complicit"
    )
    grievance: float = value(
        0.05,
        "Regime trust lost by those close to a punished person; negative where fear makes "
        "them profess more",
        unit="share",
        low=-1,
        high=1,
        prior=(-0.1, 0.1),
    )
    attitude_effect: float = value(
        0.004,
        "Share of regime trust above its floor that a week of watching takes; may be "
        "negative (disputed)",
        unit="1/week",
        low=-0.1,
        high=0.1,
        prior=(-0.004, 0.008),
        source="C13",
    )
    trust_floor: float = share(0.1, "Regime trust that watching does not go below")
    trust_pull: float = value(
        0.001,
        "Share of the distance to the mean of one's class that propaganda closes in a week",
        unit="1/week",
        low=0,
        high=1,
    )
    companion_pull: float = value(
        0.005,
        "Share of the distance to one's companions' mean regime trust closed in a week of "
        "watching together",
        unit="1/week",
        low=0,
        high=1,
    )
    style_gain: float = value(
        0.05,
        "Chance that a young viewer of South Korean titles takes up their style in a week",
        unit="1/week",
        low=0,
        high=1,
    )
    style_loss: float = value(0.004, "Chance of dropping it", unit="1/week", low=0, high=1)
    confession_rate: float = value(
        0.02,
        "Chance a week that a holder at full perceived risk turns in, under full leniency",
        unit="1/week",
        low=0,
        high=1,
    )
