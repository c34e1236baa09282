"""The levers as they are written in a scenario: when, where, how strongly, and settings.

What a lever does to the week's Environment stands in `nksim.levers`, one file a lever.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field, field_validator, model_validator

from nksim.core.characters import name_fault
from nksim.scenario.fields import Section, share, value
from nksim.scenario.provinces import Province

LONGEST_NAME = 60
Family = Literal["control", "inducement", "outside"]  # the state punishes, offers; others send in


class LeverSettings(Section):
    """What all levers share: a name of its own, dates, a ramp, provinces and a strength."""

    family: ClassVar[Family]  # declared with every lever: figures draw families alike
    name: str = Field(
        min_length=1,
        max_length=LONGEST_NAME,
        description="A name of your own, to be replaced or removed by",
    )
    from_: date = Field(alias="from", description="First day in force")
    until: date | None = Field(
        default=None, description="Last day at full strength; open if left out"
    )
    ramp_weeks: int = Field(
        default=0,
        ge=0,
        le=1040,
        description="Weeks it takes to come into force, and to fade after `until`",
        json_schema_extra={"unit": "weeks"},
    )
    provinces: tuple[Province, ...] | None = Field(
        default=None, min_length=1, description="Where it holds; everywhere if left out"
    )
    strength: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="0 is no lever at all, 1 the full setting",
        json_schema_extra={"unit": "share"},
    )

    @field_validator("name")
    @classmethod
    def _name_can_be_seen(cls, name: str) -> str:
        if wrong := name_fault(name, LONGEST_NAME):
            raise ValueError(wrong)
        return name

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> LeverSettings:
        if self.until is not None and self.until < self.from_:
            raise ValueError(
                f"until={self.until} lies before from={self.from_}; give a later date or "
                "leave until out"
            )
        return self


class Law(LeverSettings):
    """A harsher law: severity, sentences, terms, bribes that fail, fear of the law itself."""

    family: ClassVar[Family] = "control"
    lever: Literal["law"]
    severity_factor_chinese: float = value(
        2.0, "Severity for Chinese and other titles, times", unit="factor", low=0, high=20
    )
    severity_factor_korean: float = value(
        2.0, "Severity for South Korean titles, times", unit="factor", low=0, high=20
    )
    sentence_factor: float = value(
        3.0, "Shares of labour and camp, times", unit="factor", low=0, high=50
    )
    term_factor: float = value(4.0, "Terms, times", unit="factor", low=0, high=50, source="P35")
    bribe_factor: float = share(0.6, "Success of bribes, times")
    risk_rise: float = share(0.15, "Rise of the base of perceived risk")


class BorderClosure(LeverSettings):
    """A closed border: fewer titles come in, fewer people get out."""

    family: ClassVar[Family] = "control"
    lever: Literal["border_closure"]
    supply_left: float = share(0.1, "Share of imports that still comes through", source="assumed")
    escape_left: float = share(0.06, "Share of escapes that still succeeds")


class Searches(LeverSettings):
    """More and more thorough house searches."""

    family: ClassVar[Family] = "control"
    lever: Literal["searches"]
    rate_factor: float = value(2.5, "Searches, times", unit="factor", low=0, high=100, source="P9")
    find_factor: float = value(
        1.0, "Chance to find what is held, times", unit="factor", low=0, high=20
    )


class Informants(LeverSettings):
    """More informants, rewards for reports, more people to follow them up."""

    family: ClassVar[Family] = "control"
    lever: Literal["informants"]
    extra_share: float = share(0.05, "Adults who report regularly, in addition")
    reward: float = share(0.5, "Reward for a report, 0 to 1")
    capacity_factor: float = value(1.5, "Cases followed up, times", unit="factor", low=0, high=100)


class PublicTrials(LeverSettings):
    """Trials held in public, with attendance ordered."""

    family: ClassVar[Family] = "control"
    lever: Literal["public_trials"]
    publicity: float = share(0.9, "Chance that a sanction is carried out in public")
    attendance: float = share(0.8, "Chance that a citizen of the district attends")


class Executions(LeverSettings):
    """Death for distribution."""

    family: ClassVar[Family] = "control"
    lever: Literal["executions"]
    execution_share: float = share(
        0.02, "Share of sentences for distribution that are death", source="P36"
    )


class ShamingCampaign(LeverSettings):
    """Shaming on television and in lectures: style checks, stigma, a norm to report."""

    family: ClassVar[Family] = "control"
    lever: Literal["shaming_campaign"]
    style_check_factor: float = value(
        10.0, "Checks of style in the street, times", unit="factor", low=0, high=1000
    )
    stigma: float = share(0.05, "Chance a week that shame makes a person drop the style")
    campaign: float = share(0.7, "Strength of the norm to report, 0 to 1")
    risk_rise: float = share(0.05, "Rise of the base of perceived risk")


class SoftContent(LeverSettings):
    """Domestic television that people like to watch."""

    family: ClassVar[Family] = "inducement"
    lever: Literal["soft_content"]
    appeal: float = share(0.3, "Share of the appeal of foreign titles that it takes away")
    trust_gain: float = share(0.03, "Rise of the mean to which regime trust is pulled")


class ConfessionLeniency(LeverSettings):
    """Whoever turns in goes free."""

    family: ClassVar[Family] = "inducement"
    lever: Literal["confession_leniency"]
    leniency: float = share(1.0, "How fully those who confess are spared")


class DeviceControl(LeverSettings):
    """Control of players and of copying."""

    family: ClassVar[Family] = "control"
    lever: Literal["device_control"]
    player_factor: float = share(0.8, "Households with a usable player, times")
    copy_factor: float = share(0.6, "Copying, times")


class AntiCorruption(LeverSettings):
    """Inspectors who are inspected: bribes work less."""

    family: ClassVar[Family] = "control"
    lever: Literal["anti_corruption"]
    bribe_factor: float = share(0.5, "Success of bribes, times")


class MediaDrive(LeverSettings):
    """Deliveries of media from outside into the districts at the border."""

    family: ClassVar[Family] = "outside"
    lever: Literal["media_drive"]
    drives_per_1000: float = value(
        0.4,
        "Drives per 1,000 people of the country and year",
        unit="1/1000/year",
        low=0,
        high=1000,
        source="P24",
    )
    korean_share: float = share(0.7, "Drives with South Korean titles")
    title_age_weeks: float = value(
        12.0, "Age of the titles on arrival", unit="weeks", low=0, high=520
    )


class Broadcast(LeverSettings):
    """Foreign radio and television; where they can be received is said by `provinces`."""

    family: ClassVar[Family] = "outside"
    lever: Literal["broadcast"]
    reach: float = share(0.15, "People within reach who can and may tune in", source="P22")


Lever = Annotated[
    Law
    | BorderClosure
    | Searches
    | Informants
    | PublicTrials
    | Executions
    | ShamingCampaign
    | SoftContent
    | ConfessionLeniency
    | DeviceControl
    | AntiCorruption
    | MediaDrive
    | Broadcast,
    Field(discriminator="lever"),
]
LEVER_SETTINGS: dict[str, type[LeverSettings]] = {
    get_args(settings.model_fields["lever"].annotation)[0]: settings
    for settings in get_args(get_args(Lever)[0])
}
