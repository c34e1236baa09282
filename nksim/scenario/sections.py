"""The numbers of a scenario, section by section: what enters is YAML, what leaves is frozen sections.

Every leaf has a meaning, a unit, an allowed range and a source. The parameter table of docs/model.md is made from here.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from nksim.scenario.fields import Section, share, value, weight


class Run(Section):
    """Which weeks are simulated, and with whose luck."""

    start: date = Field(
        default=date(1996, 1, 1), description="First day; the run starts in its ISO week"
    )
    until: date = Field(
        default=date(2026, 12, 31),
        description="Last day; the run ends with the last week begun by then",
    )
    seed: int = Field(
        default=1, ge=0, le=2**63 - 1, description="Seed of the society and of every draw"
    )

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Run:
        if self.until < self.start:
            raise ValueError(
                f"until={self.until} lies before start={self.start}; give a later date"
            )
        if (self.until - self.start).days > 80 * 366:
            raise ValueError(
                f"start={self.start} until={self.until} is longer than the 80 years allowed; shorten the run"
            )
        return self


class TiesPerCitizen(Section):
    """Mean number of ties a citizen has outside the household, by layer."""

    kin: float = value(2.0, "Relatives outside the household", unit="ties", low=0, high=50)
    friend: float = value(
        5.0, "Friends, alike in age and mostly of the district", unit="ties", low=0, high=50
    )
    neighbour: float = value(4.0, "Neighbours of the same unit", unit="ties", low=0, high=50)
    work: float = value(
        4.0, "Colleagues, or schoolmates of the same age", unit="ties", low=0, high=50
    )
    market: float = value(
        2.5, "Customers and suppliers; traders are the hubs", unit="ties", low=0, high=50
    )


class ByLayer(Section):
    """One number for each layer of ties."""

    household: float = Field(
        ge=0, le=1, description="Within the household", json_schema_extra={"unit": "share"}
    )
    kin: float = Field(
        ge=0, le=1, description="Relatives elsewhere", json_schema_extra={"unit": "share"}
    )
    friend: float = Field(ge=0, le=1, description="Friends", json_schema_extra={"unit": "share"})
    neighbour: float = Field(
        ge=0, le=1, description="Neighbours of the unit", json_schema_extra={"unit": "share"}
    )
    work: float = Field(
        ge=0, le=1, description="Work or school", json_schema_extra={"unit": "share"}
    )
    market: float = Field(ge=0, le=1, description="Market", json_schema_extra={"unit": "share"})


def _weight_of(kind: str) -> Any:
    return Field(ge=0, le=20, description=kind, json_schema_extra={"unit": "factor"})


class ByConsequence(Section):
    """How frightening it is to see or hear of what followed an arrest; labour training is 1."""

    bribe: float = _weight_of("Bought off")
    criticism: float = _weight_of("Criticism session")
    labour: float = _weight_of("Labour training")
    prison: float = _weight_of("Ordinary prison camp")
    camp: float = _weight_of("Political prison camp")
    death: float = _weight_of("Death")


def _gain_of(field: str) -> Any:
    return Field(ge=0, le=1, description=field, json_schema_extra={"unit": "1/week"})


class ByStyle(Section):
    """Chances a week of a young viewer who knows all of the outside, by field of style."""

    fashion: float = _gain_of("Hair and clothes")
    speech: float = _gain_of("Words, accent and song")
    courtship: float = _gain_of("Ways of courtship")


def _shift_of(whom: str) -> Any:
    return Field(
        default=0.0, ge=-5, le=5, description=whom, json_schema_extra={"prior": [-0.5, 0.5]}
    )


class Differences(Section):
    """How groups differ from all others; 0 is no difference, for which there is no figure.

    Willingness, which carries the time there is for watching, in log-odds; tastes, risk aversion
    and loyalty (regime trust) in shares, within 0 and 1; trade in log-odds.
    """

    willingness_young: float = _shift_of("Willingness and time of those aged 15-29")
    willingness_old: float = _shift_of("Willingness and time of those aged 50 and older")
    willingness_woman: float = _shift_of("Willingness and time of women")
    taste_korean_young: float = _shift_of("Taste for South Korean titles of those aged 15-29")
    taste_korean_woman: float = _shift_of("Taste for South Korean titles of women")
    risk_aversion_young: float = _shift_of("Risk aversion of those aged 15-29")
    risk_aversion_woman: float = _shift_of("Risk aversion of women")
    trust_young: float = _shift_of("Regime trust of those aged 15-29")
    trust_old: float = _shift_of("Regime trust of those aged 50 and older")
    trader_woman: float = _shift_of("Trade in goods from abroad among women")


class Population(Section):
    """Who lives where, in what households, with what ties: together with the seed this fixes the society."""

    size: int = Field(
        default=20_000,
        ge=10,
        le=30_000_000,
        description="Number of citizens",
        json_schema_extra={"unit": "people"},
    )
    provinces: Literal["census-2008"] = Field(
        default="census-2008", description="Where the shares of the provinces come from"
    )
    household_size: float = value(
        3.9, "Mean number of people in a household", unit="people", low=1, high=8, source="P14"
    )
    district_size: int = Field(
        default=2_000,
        ge=50,
        le=100_000,
        description="People in a district",
        json_schema_extra={"unit": "people"},
    )
    unit_households: int = Field(
        default=30,
        ge=2,
        le=200,
        description="Households in a neighbourhood unit (inminban)",
        json_schema_extra={"unit": "households", "source": "P13"},
    )
    urban_share: float = share(0.606, "Households living in towns", source="P15")
    border_district_share: float = share(
        0.5, "Districts of the border provinces that lie at the border", prior=(0.2, 0.8)
    )
    women_share: float = share(0.51, "Women", source="assumed")
    children_share: float = share(
        0.21, "Aged 0-14: watch along at home, but do not obtain, host, trade or report"
    )
    young_share: float = share(0.24, "Aged 15-29")
    middle_share: float = share(0.32, "Aged 30-49; the rest are 50 and older")
    core_share: float = share(0.25, "Songbun class core", source="P16")
    wavering_share: float = share(
        0.55, "Songbun class wavering; the rest are hostile", source="P16"
    )
    trader_share: float = share(0.06, "Adults who trade in goods from abroad", prior=(0.02, 0.12))
    official_share: float = share(0.05, "Adults who hold office")
    informant_share: float = share(
        0.025, "Adults who report regularly", prior=(0.02, 0.03), source="P12"
    )
    taste_chinese: float = share(0.55, "Mean taste for Chinese and other titles", prior=(0.3, 0.8))
    taste_korean: float = share(0.5, "Mean taste for South Korean titles", prior=(0.3, 0.8))
    willingness_mean: float = weight(
        -4.7, "Willingness to take part, at its mean", prior=(-6.0, -3.0)
    )
    willingness_spread: float = value(
        3.5,
        "Standard deviation of willingness among people",
        unit="log-odds",
        low=0,
        high=10,
        prior=(2.0, 5.0),
    )
    trust_core: float = share(0.75, "Regime trust at the start, core class")
    trust_wavering: float = share(0.55, "Regime trust at the start, wavering class")
    trust_hostile: float = share(0.35, "Regime trust at the start, hostile class")
    trust_spread: float = share(0.1, "Half-width of regime trust within a class")
    ties: TiesPerCitizen = Field(
        default_factory=TiesPerCitizen, description="Mean ties a citizen, by layer"
    )
    friend_same_age: float = share(0.8, "Friendships within one age band beyond what chance gives")
    friend_same_district: float = share(
        0.85, "Friendships within the district; the rest lie within the province"
    )
    bond: ByLayer = Field(
        default_factory=lambda: ByLayer(
            household=0.80, kin=0.55, friend=0.55, neighbour=0.25, work=0.25, market=0.30
        ),
        description="Mean bond of a tie at the start, by layer",
    )
    bond_spread: float = share(0.1, "Standard deviation of the bond at the start")
    differences: Differences = Field(
        default_factory=Differences, description="How the young, the old and women differ"
    )

    @model_validator(mode="after")
    def _shares_add_up(self) -> Population:
        for total, names in (
            (
                self.children_share + self.young_share + self.middle_share,
                "children_share + young_share + middle_share",
            ),
            (self.core_share + self.wavering_share, "core_share + wavering_share"),
            (
                self.trader_share + self.official_share + self.informant_share,
                "trader_share + official_share + informant_share",
            ),
        ):
            if total > 1.0:
                raise ValueError(f"{names} = {total:.3f} is above 1; lower one of them")
        return self


class Network(Section):
    """A graph of the user's own in place of the built society: a file, or a networkx generator with its arguments."""

    model_config = {**Section.model_config, "extra": "allow"}

    file: str | None = Field(
        default=None,
        description="GraphML, GEXF, GML, Pajek, edge list or CSV; relative to the scenario file",
    )
    generator: str | None = Field(
        default=None,
        description="Name of a networkx generator, e.g. watts_strogatz_graph; its arguments stand beside it",
    )
    layer: Literal["household", "kin", "friend", "neighbour", "work", "market"] = Field(
        default="friend", description="Layer of edges that name none"
    )
    weight: Literal["ignored", "bond"] = Field(
        default="ignored",
        description="Whether weights of edges, 0 to 1, are their bonds at the start; ignored ones are said",
    )

    @model_validator(mode="after")
    def _one_origin_of_the_graph(self) -> Network:
        if (self.file is None) == (self.generator is None):
            raise ValueError("give either file or generator, and not both")
        if self.file is not None and self.arguments:
            raise ValueError(
                f"a graph from a file takes no arguments (got {', '.join(self.arguments)})"
            )
        return self

    @property
    def arguments(self) -> dict[str, Any]:
        """The generator's own arguments."""
        return dict(self.model_extra or {})


class Media(Section):
    """How titles come in, age, are lost, and on what they are played."""

    import_rate_chinese: float = share(
        0.05,
        "Chance that a trader at the border imports a Chinese or other title in a week, border open, markets grown",
        prior=(0.01, 0.15),
    )
    import_rate_korean: float = share(0.03, "The same for South Korean titles", prior=(0.005, 0.1))
    nontrader_import_share: float = share(
        0.03,
        "Import rate of an ordinary person at the border, relative to a trader's",
        prior=(0.0, 0.1),
    )
    era_midpoint: float = value(
        2003.0,
        "Year in which half the growth of markets and players was reached",
        unit="year",
        low=1990,
        high=2020,
        prior=(2000, 2006),
    )
    era_width: float = value(
        1.5, "Width of that growth", unit="years", low=0.1, high=10, prior=(0.8, 3.0)
    )
    latency_weeks: float = value(
        8.0,
        "Age of a title when it is imported",
        unit="weeks",
        low=0,
        high=200,
        prior=(3, 26),
        source="P25",
    )
    novelty_weeks: float = value(
        60.0,
        "Age at which a title has lost 63% of what novelty gives it",
        unit="weeks",
        low=1,
        high=1000,
        prior=(20, 150),
    )
    novelty_floor: float = share(0.35, "Appeal that even an old title keeps", prior=(0.1, 0.6))
    title_loss: float = value(
        0.015,
        "Chance that a holder loses, sells or breaks the titles of an origin in a week",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.005, 0.04),
    )
    copy_chance: float = share(
        0.3, "Chance that a guest with a player copies what was watched", prior=(0.1, 0.6)
    )
    player_top: float = share(
        0.80, "Households that have a player in the end", prior=(0.6, 0.95), source="P20"
    )
    player_midpoint: float = value(
        2004.0,
        "Year in which half of these had one",
        unit="year",
        low=1990,
        high=2025,
        prior=(2001, 2009),
        source="P17",
    )
    player_width: float = value(
        2.0, "Width of the spread of players", unit="years", low=0.1, high=10
    )
    carrier_midpoint: float = value(
        2013.0,
        "Year in which half of the titles had moved from discs to USB sticks and cards",
        unit="year",
        low=1990,
        high=2030,
        source="P21",
    )
    carrier_width: float = value(2.0, "Width of that move", unit="years", low=0.1, high=10)
    carrier_hiding: float = share(
        0.4, "By how much sticks and cards lower the chance of being found", prior=(0.1, 0.7)
    )
    radio_reach: float = share(
        0.0,
        "People within reach who own a set for foreign broadcasts, without a broadcast lever",
        source="P22",
    )
    listen_chance: float = share(
        0.5, "Chance that such a person, if fully willing, listens in a week"
    )


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
    risk_floor: float = share(0.3, "Weight of risk for someone without any risk aversion")
    risk_threshold: float = share(
        0.0, "Threat below which nobody is deterred; P40 speaks of 0.3 to 0.4", source="P40"
    )
    bond_gain: float = share(
        0.05, "Share of the missing bond gained by watching together", prior=(0.0, 0.15)
    )
    complicity_gain: float = share(
        0.25, "Share of the missing complicity gained by watching together", prior=(0.0, 0.5)
    )
    refusal_loss: float = share(
        0.02, "Share of the bond lost by a refusal, times the square of what is missing"
    )
    bond_return: float = value(
        0.005,
        "Share of the way back to its start that a bond goes in a week",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.001, 0.02),
    )
    complicity_loss: float = value(
        0.006,
        "Share of complicity that is forgotten in a week",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.002, 0.02),
    )
    group_size: float = value(
        3.0,
        "Guests from other homes in a week that make a group",
        unit="people",
        low=1,
        high=100,
        prior=(2, 6),
        source="P28",
    )
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


class Enforcement(Section):
    """Searches, reports, follow-up and sentences before any lever."""

    severity_chinese: float = value(
        0.25,
        "Perceived severity of what the law threatens for Chinese and other titles",
        unit="share",
        low=0,
        high=5,
        prior=(0.1, 0.5),
    )
    severity_korean: float = value(
        0.5, "The same for South Korean titles", unit="share", low=0, high=5, prior=(0.2, 1.0)
    )
    search_rate: float = value(
        0.034,
        "Searches of a household a year",
        unit="1/year",
        low=0,
        high=20,
        prior=(0.018, 0.036),
        source="P8",
    )
    official_search: float = share(
        0.3, "Search rate of a household with an official, relative to others"
    )
    find_chance: float = share(
        0.1, "Chance that a search finds a title of one holder", prior=(0.02, 0.2)
    )
    report_base: float = weight(
        -6.3,
        "Log-odds that a witness reports, at zero trust, bond and complicity",
        prior=(-8.0, -5.0),
    )
    report_trust: float = weight(3.0, "Weight of regime trust in reporting", prior=(1.0, 5.0))
    report_informant: float = weight(2.0, "Being a regular informant", prior=(0.5, 4.0))
    report_reward: float = weight(1.5, "A reward of strength 1")
    report_campaign: float = weight(1.0, "A campaign of strength 1")
    report_bond: float = weight(3.0, "Weight of the bond, against reporting", prior=(1.0, 5.0))
    report_complicity: float = weight(
        4.0,
        "Weight of complicity, against reporting: whoever watched goes down too",
        prior=(0.0, 6.0),
    )
    notice_chance: float = value(
        0.004,
        "Chance that a neighbour notices a week with watching",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.001, 0.02),
    )
    capacity: float = value(
        0.6,
        "Cases followed up per 1,000 people and week",
        unit="1/1000/week",
        low=0,
        high=1000,
        prior=(0.2, 2.0),
    )
    case_life_weeks: float = value(
        8.0,
        "Weeks after the last report in which a case lapses",
        unit="weeks",
        low=1,
        high=520,
        prior=(2, 52),
    )
    proof_chance: float = share(
        0.2, "Chance that a case followed up ends in an arrest", prior=(0.05, 0.4)
    )
    evidence_weeks: float = value(
        13.0,
        "Weeks in which there is evidence of having hosted a group or given a copy",
        unit="weeks",
        low=0,
        high=520,
        prior=(4, 52),
    )
    naming_chance: float = share(
        0.05, "Chance that a person sanctioned names a companion of the tie", prior=(0.0, 0.2)
    )
    naming_threshold: float = share(0.3, "Complicity above which a companion can be named")
    bribe_base: float = share(
        0.85, "Chance that a bribe succeeds at median wealth", prior=(0.6, 0.9)
    )
    bribe_wealth: float = weight(2.0, "Weight of the wealth quantile in bribing")
    bribe_relief: float = share(
        0.7, "Share of what an arrest costs that a bribe spares", prior=(0.4, 0.9)
    )
    style_check: float = value(
        0.0002,
        "Chance that someone with a field of foreign style is stopped for it in a week",
        unit="1/week",
        low=0,
        high=1,
    )
    labour_share: float = share(
        0.06,
        "Share of those sentenced for watching or holding who go to labour training",
        prior=(0.03, 0.25),
    )
    camp_share: float = share(
        0.004,
        "Share of those sentenced for watching or holding who go to a prison or a political camp",
        prior=(0.001, 0.02),
    )
    political_share: float = share(
        0.2, "Of these, share sent to a political camp", prior=(0.0, 0.5)
    )
    distribution_factor: float = value(
        3.0, "By how much distribution raises these shares", unit="factor", low=1, high=50
    )
    korean_factor: float = value(
        2.0, "By how much a South Korean title raises them", unit="factor", low=1, high=50
    )
    youth_factor: float = value(0.6, "By how much youth lowers them", unit="factor", low=0, high=5)
    execution_share: float = value(
        0.0005, "Share of sentences for distribution that are death", unit="share", low=0, high=1
    )
    labour_weeks: float = value(
        26.0, "Term of labour training", unit="weeks", low=1, high=1000, source="P34"
    )
    camp_weeks: float = value(
        260.0, "Term in a prison or a camp", unit="weeks", low=1, high=4000, source="P34"
    )
    labour_limit: float = value(
        52.0, "Longest term of labour training", unit="weeks", low=1, high=1000
    )
    camp_limit: float = value(
        782.0,
        "Longest term in a prison or a camp: fifteen years",
        unit="weeks",
        low=1,
        high=4000,
        source="P35",
    )
    publicity: float = share(
        0.45, "Chance that a sanction is carried out in public", prior=(0.05, 0.7)
    )
    attendance: float = share(
        0.45,
        "Chance that an adult who is called to a public sanction attends",
        prior=(0.1, 0.6),
        source="P38",
    )
    attendance_others: float = share(
        0.5, "Attendance of others in the district, relative to those who are called"
    )
    family_loss: float = share(
        0.0, "Standing that the family of somebody sent away loses: wealth, and all office"
    )


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
        "Regime trust lost by those close to a punished person; negative where fear makes them profess more",
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
        "Share of the distance to one's companions' mean regime trust closed in a week of watching together",
        unit="1/week",
        low=0,
        high=1,
    )
    style_gain: ByStyle = Field(
        default_factory=lambda: ByStyle(fashion=0.05, speech=0.05, courtship=0.02),
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


class Survey(Section):
    """Who escapes and is interviewed."""

    odds_border: float = weight(
        2.1, "Log-odds of escaping for people of border provinces", prior=(1.0, 3.0), source="P4"
    )
    odds_woman: float = weight(1.5, "For women", prior=(0.8, 2.2), source="P3")
    odds_korean: float = weight(
        0.7, "For those who have watched South Korean titles", prior=(0.0, 2.1), source="P7"
    )
    odds_trader: float = weight(0.7, "For traders", prior=(0.0, 1.5))
    odds_young: float = weight(0.5, "For those under fifty", source="P6")
    arrival_lag_weeks: float = value(
        52.0, "Mean time from leaving to arriving in the South", unit="weeks", low=0, high=520
    )
    interviews_share: float = share(0.2, "Share of arrivals who are interviewed")
    survey_year: float = value(
        2026.0,
        "Year of the survey; whoever arrives later cannot be asked",
        unit="year",
        low=1996,
        high=2100,
        prior=(2024, 2030),
    )
    recall_miss: float = share(
        0.02, "Chance that a true yes is told as a no: forgotten, or still feared", prior=(0.0, 0.1)
    )
    recall_false: float = share(
        0.01, "Chance that a true no is told as a yes: wished for, or mistaken", prior=(0.0, 0.05)
    )


class FrozenSections(Section):
    """All numeric sections of a scenario."""

    run: Run = Field(default_factory=Run, description="Weeks and seed")
    society: Population = Field(default_factory=Population, description="People and ties")
    network: Network | None = Field(
        default=None, description="A graph of your own instead of the built society's ties"
    )
    media: Media = Field(default_factory=Media, description="Titles, players, carriers")
    behaviour: Behaviour = Field(default_factory=Behaviour, description="What people do")
    enforcement: Enforcement = Field(
        default_factory=Enforcement, description="What the state does before any lever"
    )
    attitudes: Attitudes = Field(default_factory=Attitudes, description="What people feel")
    survey: Survey = Field(default_factory=Survey, description="Who escapes and is asked")
