"""One world and its policies, frozen: what `load_scenario` returns and every run starts from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import Field, PrivateAttr, field_validator, model_validator

from nksim.core.cards import card, names_in_short
from nksim.core.characters import name_fault, visible
from nksim.core.checks import checked_kind
from nksim.core.errors import InputError
from nksim.scenario.fields import Note
from nksim.scenario.levers import Lever
from nksim.scenario.sections import FrozenSections
from nksim.scenario.sections.life import FIRST_YEAR

LONGEST_NAME = 80


class Scenario(FrozenSections):
    """A world: its people, what the state does before any lever, and the levers with dates."""

    name: str = Field(
        default="scenario",
        min_length=1,
        max_length=LONGEST_NAME,
        description="Short name, shown in tables and figures",
    )
    description: str = Field(default="", max_length=2000, description="One sentence")
    levers: tuple[Lever, ...] = Field(
        default=(), description="Policies, in the order in which they are applied"
    )

    _notes: dict[str, Note] = PrivateAttr(default_factory=dict)

    def _repr_html_(self) -> str:
        """The scenario as a notebook shows it."""
        facts = {
            "": self.description,
            "years": f"{self.run.start} to {self.run.until}",
            "people": "those of a graph" if self.network else f"{self.society.size:,}",
            "levers": names_in_short([lever.name for lever in self.levers]) or "none",
        }
        return card(f"Scenario {self.name}", facts)

    @field_validator("name")
    @classmethod
    def _name_can_be_seen(cls, name: str) -> str:
        if wrong := name_fault(name, LONGEST_NAME):
            raise ValueError(wrong)
        return name

    @field_validator("description")
    @classmethod
    def _description_can_be_seen(cls, text: str) -> str:
        if visible(text.replace("\t", " ")) != text.replace("\t", " "):
            raise ValueError(f"holds what cannot be seen: {visible(text)[:60]}; take it out")
        return text

    @field_validator("levers")
    @classmethod
    def _names_are_unique(cls, levers: tuple[Lever, ...]) -> tuple[Lever, ...]:
        names = [lever.name for lever in levers]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(
                f"lever name={twice[0]} is given twice; every lever needs a name of its own"
            )
        return levers

    @model_validator(mode="after")
    def _lives_can_begin(self) -> Scenario:
        if self.lives and self.run.start.year < FIRST_YEAR:
            raise ValueError(
                f"run.start={self.run.start} lies before {FIRST_YEAR}, the first year of the life"
                f" tables; start in {FIRST_YEAR} or later, or set life.enabled to false"
            )
        if self.life.enabled is True and self.network is not None:
            raise ValueError(
                "life.enabled=true and a network: a graph fixes who lives, how old they are and"
                " whom they know; set life.enabled to false or auto, or leave the network out"
            )
        return self

    @property
    def lives(self) -> bool:
        """Whether people are born, age and die."""
        if self.life.enabled == "auto":
            return self.network is None
        return self.life.enabled

    @property
    def notes(self) -> Mapping[str, Note]:
        """Ranges and sources that the files gave, by dotted key; no run depends on them."""
        return MappingProxyType(self._notes)

    def with_notes(self, notes: Mapping[str, Note]) -> Scenario:
        """The same world with these ranges and sources on the side."""
        scenario = self.model_copy()
        scenario._notes = dict(notes)
        return scenario

    def takes(self, key: str) -> bool:
        """Whether a dotted key can be given here: not if it is of a lever that the world lacks."""
        name, _, _ = key.removeprefix("levers.").rpartition(".")
        return not key.startswith("levers.") or any(lever.name == name for lever in self.levers)

    def without(self, *names: str) -> Scenario:
        """The same world without the levers of these names; InputError for one that it lacks."""
        for name in names:
            checked_kind(name, str, name="name", advice='give names one by one: without("a", "b")')
        unknown = set(names) - {lever.name for lever in self.levers}
        if unknown:
            known = ", ".join(lever.name for lever in self.levers) or "none"
            raise InputError(
                f"no lever named {sorted(unknown)[0]!r} in scenario {self.name!r}; its "
                f"levers: {known}"
            )
        return self.model_copy(
            update={"levers": tuple(lever for lever in self.levers if lever.name not in names)}
        )
