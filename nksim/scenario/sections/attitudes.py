"""Perceived risk, regime trust and style: what people feel, and how it moves in a week."""

from __future__ import annotations

from pydantic import Field

from nksim.scenario.fields import Section, share, value
from nksim.scenario.sections.kinds import ByConsequence, ByStyle


class Attitudes(Section):
    """Fear, regime trust, style: what people feel and how it moves."""

    risk_base: float = share(0.03, "Perceived risk that nothing stirs", prior=(0.0, 0.1))
    risk_seen: float = value(
        0.025,
        "Weight of what the district has lately seen, a year and 1,000 people, in perceived risk",
        unit="log-odds",
        low=0,
        high=5,
        prior=(0.01, 0.06),
    )
    risk_deaths: float = value(
        0.01,
        "Weight of executions to be expected in the country, a year and million people",
        unit="log-odds",
        low=0,
        high=5,
        prior=(0.0, 0.02),
    )
    risk_search: float = value(
        0.03,
        "Weight of a search, where labour training is 1",
        unit="factor",
        low=0,
        high=20,
        prior=(0.0, 0.1),
    )
    risk_learning: float = value(
        0.1,
        "Share of the distance to what the district has seen by which perceived risk rises",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.02, 0.3),
    )
    risk_forgetting: float = value(
        0.02,
        "Share of the distance to what the district has seen by which it falls",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.005, 0.05),
    )
    public_reach: float = value(
        4.0,
        "By how much a public sanction is taken more notice of, times attendance",
        unit="factor",
        low=0,
        high=100,
        prior=(0.0, 8.0),
    )
    memory_rate: float = value(
        0.04,
        "Weight of the present week in what a district has lately seen",
        unit="1/week",
        low=0.001,
        high=1,
        prior=(0.02, 0.1),
    )
    weight: ByConsequence = Field(
        default_factory=lambda: ByConsequence(
            bribe=0.25, criticism=0.5, labour=1.0, prison=1.5, camp=2.0, death=4.0
        ),
        description="How frightening it is to hear of what followed an arrest",
    )
    hearing_tie: float = share(
        0.25,
        "Rise of perceived risk on hearing of an arrested acquaintance, times the bond",
        prior=(0.1, 0.5),
    )
    hearing_public: float = share(
        0.06, "The same at a public sanction", prior=(0.03, 0.3), source="P27"
    )
    hearing_search: float = share(0.05, "The same when one's own home is searched")
    suspicion_base: float = share(
        0.1, "Suspicion that nothing stirs: how likely others are thought to tell", prior=(0.0, 0.3)
    )
    suspicion_seen: float = value(
        0.3,
        "Weight of the district's lately told arrests, a year and 1,000 people, in suspicion",
        unit="log-odds",
        low=0,
        high=5,
        prior=(0.1, 0.8),
    )
    suspicion_told: float = share(
        0.5,
        "Rise of suspicion when an acquaintance is arrested because somebody told, times the bond",
        prior=(0.1, 1.0),
    )
    suspicion_self: float = share(
        0.3, "Rise of suspicion when somebody has told on oneself", prior=(0.0, 1.0)
    )
    suspicion_rate: float = value(
        0.03,
        "Share of the distance to what the district has seen by which suspicion moves",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.01, 0.1),
    )
    suspicion_ease: float = share(
        0.06, "Share of suspicion lost in a week of watching together uncaught", prior=(0.0, 0.15)
    )
    sanction_bond_loss: float = share(
        0.2, "Share of the bond to a punished person that is lost, unless complicit"
    )
    grievance: float = value(
        0.05,
        "Regime trust lost by those close to a punished person; negative where fear makes them"
        " profess more",
        unit="share",
        low=-1,
        high=1,
        prior=(-0.1, 0.1),
    )
    knowledge_gain: float = value(
        0.02,
        "Share of the missing knowledge of the outside gained in a week of South Korean titles",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.005, 0.05),
    )
    knowledge_loss: float = value(
        0.002,
        "Share of it forgotten in a week",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.0005, 0.01),
    )
    knowledge_taste: float = value(
        0.2,
        "By how much full knowledge of the outside raises the desire for titles",
        unit="factor",
        low=-1,
        high=5,
        prior=(0.0, 0.5),
    )
    attitude_effect: float = value(
        0.004,
        "Share of regime trust above its floor that full knowledge takes in a week; may be negative"
        " (disputed)",
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
        "Share of the distance to one's companions' mean regime trust closed in a week of watching"
        " together",
        unit="1/week",
        low=0,
        high=1,
    )
    style_uptake: ByStyle = Field(
        default_factory=lambda: ByStyle(fashion=0.12, speech=0.14, courtship=0.05),
        description="Chance that a young viewer of South Korean titles takes up their style",
    )
    style_older: float = share(0.3, "The same for others, relative to the young")
    style_loss: float = value(
        0.004, "Chance of dropping a field of style", unit="1/week", low=0, high=1
    )
    confession_share: float = share(
        0.02, "Holders prone to turn in, at full perceived risk and under full leniency"
    )
    confession_pace: float = value(
        0.2, "Chance a week that one of these turns in", unit="1/week", low=0, high=1
    )
