"""A person of the census as a Mesa agent: who they are, what they hold, believe and met with.

What they decide and what happens to them stands in nksim.engines.citizens.citizen.
"""

from __future__ import annotations

from typing import Any

import mesa

from nksim.core.units import round_belief
from nksim.engines.citizens.world import World
from nksim.rules.codes import CHILD, DEAD, FREE, IN_CAMP, IN_LABOUR
from nksim.rules.sanctioning import wealth_class


class Person(mesa.Agent):  # type: ignore[misc]
    """Traits for life, and what changes; shares are floats between 0 and 1, weeks count from 0."""

    def __init__(self, model: Any, index: int, world: World, traits: dict[str, Any]) -> None:
        super().__init__(model)
        self.index, self.world = index, world
        for name, trait in traits.items():
            setattr(self, name, trait)
        # By origin: release week of the newest title held, weeks of the first and last viewing.
        self.titles: list[int | None] = [None, None]
        self.first: list[int | None] = [None, None]
        self.last: list[int | None] = [None, None]
        self.perceived_risk = round_belief(world.c.risk_base)
        self.suspicion = round_belief(world.c.suspicion_base)
        self.regime_trust = round_belief(self.trust_mean)
        self.knowledge = self.load = self.habit = 0.0
        self.wealth_class = wealth_class(self.wealth)
        self.status, self.release, self.case = FREE, 0, 0
        self.spread: int | None = None  # last week of hosting a group or giving a copy
        self.searched = self.witnessed = self.witnessed_peer = self.punished = self.bribed = False
        self.styles = [False, False, False]  # by field: fashion, speech, courtship
        self.begin_week()

    def begin_week(self) -> None:
        """Nothing has happened yet this week."""
        self.watched = [False, False]
        self.alone = self.listened = False
        self.exposure = 0.0
        self.companions: list[float] = []
        self.heard = self.alarm = self.grief = 0.0
        self.guests = self.caught = self.arrested = 0
        self.gave = self.told_on = False

    number: int  # by which all draws of a person are keyed, never used again
    name: str  # of the node in a user's graph, else the index
    province: int
    district: int
    unit: int
    household: int
    age: int
    woman: int
    role: int
    border: int
    wealth: float
    device_rank: float
    taste: tuple[float, float]
    risk_aversion: float
    willingness: float
    trust_mean: float
    cell: int

    @property
    def free(self) -> bool:
        """At liberty: neither detained nor dead."""
        return self.status == FREE

    @property
    def detained(self) -> bool:
        """In labour training, a prison or a camp."""
        return IN_LABOUR <= self.status <= IN_CAMP

    @property
    def living(self) -> bool:
        """At liberty or detained."""
        return self.status != DEAD

    @property
    def style(self) -> bool:
        """Has taken up some field of South Korean style."""
        return any(self.styles)

    @property
    def adult(self) -> bool:
        """Fifteen or older."""
        return self.age != CHILD

    @property
    def holds(self) -> bool:
        """Has a foreign title of either origin."""
        return self.titles != [None, None]

    @property
    def here(self) -> Any:
        """The week's Environment in the citizen's province, a record with a number by name."""
        return self.world.environment[self.province]

    @property
    def has_player(self) -> bool:
        """The household has a player this week."""
        return bool(self.device_rank < self.here.players)

    @property
    def watched_any(self) -> bool:
        """Watched a foreign title this week."""
        return self.watched[0] or self.watched[1]
