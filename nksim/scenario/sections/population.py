"""Who lives where, in what households, with what ties."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from nksim.scenario.fields import Section, share, value, weight
from nksim.scenario.sections.layers import ByLayer, TiesPerCitizen


class Population(Section):
    """Who lives where, in what households, with what ties; with the seed it fixes the society."""

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
