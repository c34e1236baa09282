"""People as they were at the beginning of a week, to be asked what they would decide and by what.

The citizens are made of the state that any engine has left, so that what they answer is what they
did: with the same chances, and the same luck.
"""

from __future__ import annotations

import mesa

from nksim.core.clock import Clock
from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.environment import Environments
from nksim.core.units import BELIEF, from_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.traits import traits_at
from nksim.engines.citizens.world import World
from nksim.engines.state import State
from nksim.rules.codes import NONE, STYLE
from nksim.scenario.scenario import Scenario
from nksim.society.census import place_of, tie_between
from nksim.society.society import Society

BELIEFS = ("perceived_risk", "suspicion", "regime_trust", "load", "habit")
AS_THEY_ARE = ("role", "wealth_class", "status", "release", "case")


class Moment:
    """The beginning of one week of a run; `environment` is that of the week, by province."""

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        seed: int,
        week: int,
        environment: Environments,
        state: State,
    ) -> None:
        clock = Clock(scenario.run.start, scenario.run.until)
        self.world = World(scenario, society, seed, clock, events=False)
        self.world.begin_week(week, environment)
        self.society, self.state, self.week = society, state, week
        self._model = mesa.Model(rng=0)  # agents belong to one; none of its luck is used

    def citizen(self, number: int) -> Citizen:
        """The person of a number as they were; a new copy each time, which may be changed."""
        place = place_of(self.society, number)
        citizen = Citizen(self._model, place, self.world, traits_at(self.society, place))
        now = self.state.citizens[place]
        for name in BELIEFS:
            setattr(citizen, name, int(now[name]) / BELIEF)
        for name in AS_THEY_ARE:
            setattr(citizen, name, int(now[name]))
        citizen.knowledge = from_tie(int(now["knowledge"]))
        for name, weeks in (("titles", "title"), ("first", "first"), ("last", "last")):
            known = [int(week) for week in now[weeks]]
            setattr(citizen, name, [None if week == NONE else week for week in known])
        return citizen

    def style_of(self, number: int) -> int:
        """The fields of South Korean style that a person shows, as bits."""
        return int(self.state.citizens["marks"][place_of(self.society, number)]) & STYLE

    def tie(self, one: int, other: int) -> Tie:
        """The tie between two persons as it was."""
        ties, state = self.society.ties, self.state
        place = tie_between(self.society, one, other)
        tie = {
            "low": int(ties.low[place]),
            "high": int(ties.high[place]),
            "layer": LAYERS[int(ties.layer[place])],
            "bond": from_tie(int(state.bond[place])),
            "complicity": from_tie(int(state.complicity[place])),
        }
        return tie | ({"key": int(ties.key[place])} if len(ties.key) else {})

    def suggested(self, citizen: Citizen) -> dict[str, float]:
        """What the district suggests to its people: of perceived risk and of suspicion."""
        district = self.state.districts[citizen.district]
        return {"perceived_risk": float(district["fear"]), "suspicion": float(district["doubt"])}

    def tie_draw(self, purpose: Purpose, tie: Tie) -> float:
        """The luck of a tie this week."""
        return self.world.tie_draw(purpose, tie)

    def draw(self, purpose: Purpose, one: int, other: int | None = None) -> float:
        """The luck of a person, or of one towards another, this week."""
        return self.world.draw(purpose, one, other)

    def half_draw(self, purpose: Purpose, one: int, half: int) -> float:
        """The luck of a person where a draw serves both origins."""
        return self.world.two_draws(purpose, one)[half]

    def draw_of_home(self, purpose: Purpose, number: int) -> float:
        """The luck of a person's home this week."""
        home = int(self.society.people.household[place_of(self.society, number)])
        return self.world.draw(purpose, int(self.society.household_numbers[home]))
