"""A citizen as a Mesa agent: who they are, what they hold and believe, and how they decide.

Override a `decide_` method in a subclass and give it to `NKModel(scenario, citizen=...)` to try other behaviour.
Decisions read the state at the beginning of a phase; `apply_` methods write. The chances themselves stand in nksim.rules.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import mesa
import numpy as np

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.errors import InputError
from nksim.core.events import NOBODY, Event
from nksim.core.units import round_amount, round_belief
from nksim.engines.citizens.world import World
from nksim.rules.accusing import act_of
from nksim.rules.believing import (
    confession,
    escape_weight,
    habit_after_week,
    load_after_week,
    risk_after_hearing,
    risk_after_week,
    trust_after_company,
    trust_after_propaganda,
    trust_after_watching,
)
from nksim.rules.codes import CHILD, FREE, KOREAN, NONE, OLD, TRADER
from nksim.rules.copying import copying, may_copy
from nksim.rules.dressing import dropping_style, taking_up_style
from nksim.rules.reporting import report
from nksim.rules.searching import informs
from nksim.rules.supplying import newer
from nksim.rules.taking_part import desire, sells, watching_alone, willing

Tie = dict[str, Any]  # an edge's attributes: low, high, number, layer, bond, complicity


def _decided(owner: str, name: str, method: Callable[..., object]) -> Callable[..., bool]:
    """The same decision, refused where it is neither true nor false: a chance is no decision."""

    @wraps(method)
    def decide(*given: Any) -> bool:
        answer = method(*given)
        if isinstance(answer, bool | np.bool_):
            return bool(answer)
        raise InputError(
            f"{owner}.{name} returned {answer!r}; a decision is True or False: compare a chance"
            " with a draw, as in `self.world.draw(purpose, self.index) < chance`"
        )

    return decide


class Citizen(mesa.Agent):  # type: ignore[misc]
    """One person of the census. Shares are floats between 0 and 1, weeks are counted from the run's start."""

    def __init_subclass__(cls, **given: Any) -> None:
        """Check the decisions of a class of one's own: each is asked a yes or a no."""
        super().__init_subclass__(**given)
        for name, method in list(vars(cls).items()):
            if name.startswith("decide_") and callable(method):
                setattr(cls, name, _decided(cls.__name__, name, method))

    def __init__(self, model: Any, index: int, world: World, traits: dict[str, Any]) -> None:
        super().__init__(model)
        self.index, self.world = index, world
        for name, trait in traits.items():
            setattr(self, name, trait)
        # By origin: release week of the newest title held, weeks of the first and last viewing.
        self.titles: list[int | None] = [None, None]
        self.first: list[int | None] = [None, None]
        self.last: list[int | None] = [None, None]
        self.perceived_risk = round_belief(float(world.start["risk_base"][self.province]))
        self.regime_trust = round_belief(self.trust_mean)
        self.load = self.habit = 0.0
        self.status, self.release, self.case = FREE, 0, 0
        self.searched = self.witnessed = self.punished = self.bribed = self.style = False
        self.begin_week()

    def begin_week(self) -> None:
        """Nothing has happened yet this week."""
        self.watched = [False, False]
        self.alone = self.listened = False
        self.exposure = 0.0
        self.companions: list[float] = []
        self.heard = self.shift = 0.0
        self.caught = 0

    # -- what a person is and has -----------------------------------------------------------------------------------

    name: str  # of the node in a user's graph, else the index
    province: int
    district: int
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

    @property
    def informant(self) -> bool:
        """Reports regularly, by role or recruited by a lever."""
        draw = self.world.draw(Purpose.INFORMANT, self.index, always=True)
        return informs(self.role, draw, float(self.here.informants))

    # -- decisions ------------------------------------------------------------------------------

    def desire(self, origin: int, attraction: float) -> float:
        """Desire for a title of an origin, of this attraction."""
        return desire(self.taste[origin], attraction, float(self.here.domestic_appeal))

    def chance_to_take_part(
        self, origin: int, attraction: float, bond: float, complicity: float, sale: bool = False
    ) -> float:
        """Chance to take part in a viewing on a tie of this bond and complicity."""
        return willing(
            self.willingness,
            self.desire(origin, attraction),
            bond,
            complicity,
            self.regime_trust,
            self.perceived_risk,
            self.risk_aversion,
            float(self.here.severity[origin]),
            sale,
            self.world.c,
        )

    def decide_offer(self, tie: Tie, origin: int, attraction: float) -> bool:
        """Whether the host offers to watch together; a trader in the market sells."""
        sale = sells(LAYERS.index(tie["layer"]), self.role)
        chance = self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"], sale)
        return self.world.draw(Purpose.OFFER, tie["low"], tie["high"]) < chance

    def decide_join(self, tie: Tie, origin: int, attraction: float) -> bool:
        """Whether the guest joins; who refuses is a witness."""
        chance = self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"])
        return self.world.draw(Purpose.JOIN, tie["low"], tie["high"]) < chance

    def decide_copy(self, tie: Tie, origin: int, title: int) -> bool:
        """Whether a guest with a player copies a title newer than their own."""
        mine = self.titles[origin]
        if not may_copy(self.adult, self.has_player, NONE if mine is None else mine, title):
            return False
        chance = copying(self.world.c.copy_chance, float(self.here.copying))
        return self.world.draw(Purpose.COPY, tie["low"], tie["high"]) < chance

    def decide_watch_alone(self, origin: int, attraction: float, draw: float) -> bool:
        """Whether a holder watches alone: as one does among whom there is nothing to fear."""
        chance = self.chance_to_take_part(origin, attraction, 1.0, 1.0)
        return draw < watching_alone(self.world.c.solo_chance, chance)

    def decide_listen(self) -> bool:
        """Whether someone with a set tunes in to foreign broadcasts."""
        chance = self.chance_to_take_part(KOREAN, 1.0, 1.0, 1.0)
        draw = self.world.draw(Purpose.LISTEN, self.index)
        return draw < watching_alone(self.world.c.listen_chance, chance)

    def decide_report(self, tie: Tie, suspect: Citizen) -> bool:
        """Whether a witness reports: whoever has watched goes down too."""
        chance = report(
            self.regime_trust,
            tie["bond"],
            tie["complicity"],
            self.load,
            self.informant,
            float(self.here.reward),
            float(self.here.campaign),
            self.world.c,
        )
        return self.world.draw(Purpose.REPORT, self.index, suspect.index) < chance

    def decide_confess(self) -> bool:
        """Whether a holder turns in under leniency."""
        leniency, rate = float(self.here.leniency), self.world.c.confession_rate
        chance = confession(self.perceived_risk, leniency, rate)
        return self.world.draw(Purpose.CONFESSION, self.index) < chance

    # -- what happens to a person -----------------------------------------------------------------------------------

    def apply_title(self, origin: int, title: int) -> bool:
        """Hold the newer of two titles; returns whether nothing of the origin was held before."""
        mine = self.titles[origin]
        self.titles[origin] = title if mine is None else newer(mine, title)
        return mine is None

    def apply_viewing(self, origin: int, attraction: float) -> None:
        """Watch a title of this appeal."""
        self.watched[origin] = True
        self.exposure = max(self.exposure, round_belief(attraction))

    def surrender(self, accusation: int = 0) -> None:
        """Lose all titles: confiscated on an accusation, or turned in."""
        for origin, title in enumerate(self.titles):
            if title is not None:
                self.lose(origin, act_of(accusation) if accusation else NOBODY)

    def lose(self, origin: int, act: int = NOBODY) -> None:
        """Lose the titles of an origin, to the organs for an act or by accident."""
        title = self.titles[origin]
        assert title is not None
        self.world.note(Event.LOSS, self.index, origin=origin, title_week=title, act=act)
        self.world.count(self.cell, "lost")
        self.titles[origin] = None

    def apply_beliefs(self) -> None:
        """Take in what the week brought: fear, regime trust, habit, own guilt."""
        c, here = self.world.c, self.here
        risk, trust = self.perceived_risk, self.regime_trust
        if self.heard > 0.0:
            risk = risk_after_hearing(risk, self.heard)
        if self.exposure > 0.0:
            trust = trust_after_watching(trust, self.exposure, c.attitude_effect, c.trust_floor)
        if self.companions:
            mean = sum(self.companions) / len(self.companions)
            trust = trust_after_company(trust, mean, c.companion_pull)
        trust += self.shift
        watched, base = self.watched_any, float(here.risk_base)
        risk = risk_after_week(risk, base, watched, c.risk_forgetting, c.risk_safe)
        self.perceived_risk = round_belief(risk)
        mean = self.trust_mean + float(here.trust_gain)
        self.regime_trust = round_belief(trust_after_propaganda(trust, mean, c.trust_pull))
        self.habit = round_belief(habit_after_week(self.habit, watched, c.habit_rate))
        self.load = round_amount(load_after_week(self.load, watched, c.load_gain, c.load_decay))

    def apply_memory(self, week: int) -> None:
        """Keep the weeks of the first and the last viewing."""
        for origin in (0, 1):
            if self.watched[origin]:
                self.last[origin] = week
                if self.first[origin] is None:
                    self.first[origin] = week

    def apply_style(self) -> None:
        """Take up South Korean style when young and watching; drop it again, sooner where shamed."""
        c = self.world.c
        dropping = dropping_style(float(self.here.stigma), c)
        taking_up = taking_up_style(self.age, self.watched[KOREAN], c)
        chance = dropping if self.style else taking_up
        if chance > 0.0 and self.world.draw(Purpose.STYLE, self.index) < chance:
            self.style = not self.style

    def odds_of_escape(self) -> float:
        """Odds of escaping relative to someone without any mark."""
        border, woman = bool(self.world.borders[self.province]), bool(self.woman)
        seen, trader, young = self.first[KOREAN] is not None, self.role == TRADER, self.age != OLD
        return escape_weight(border, woman, seen, trader, young, self.world.c)
