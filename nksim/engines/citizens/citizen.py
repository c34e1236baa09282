"""A citizen as a Mesa agent: who they are, what they hold and believe, and how they decide.

Override a `decide_` method in a subclass and give it to `NKModel(scenario, citizen=...)` to try
other behaviour. Decisions read the state at the beginning of a phase; `apply_` methods write. The
chances themselves stand in nksim.rules.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.errors import InputError
from nksim.core.events import NOBODY, Event
from nksim.core.units import round_amount, round_belief, round_tie
from nksim.engines.citizens.person import Person
from nksim.rules.accusing import act_of, charge, spreads
from nksim.rules.believing import (
    after_hearing,
    habit_after_week,
    knowledge_after_week,
    load_after_week,
    risk_after_week,
    suspicion_after_week,
    trust_after_company,
    trust_after_knowledge,
    trust_after_propaganda,
)
from nksim.rules.codes import (
    COURTSHIP,
    FASHION,
    KOREAN,
    NONE,
    OLD,
    SPEECH,
    TRADER,
)
from nksim.rules.confessing import prone_to_confess
from nksim.rules.copying import copying, may_copy
from nksim.rules.dressing import dropping_style, stopping, taking_up_style
from nksim.rules.escaping import escape_weight, escaping
from nksim.rules.reporting import report
from nksim.rules.searching import informs
from nksim.rules.supplying import newer
from nksim.rules.taking_part import (
    desire,
    fear,
    felt_threat,
    sells,
    temptation,
    watching_alone,
    willing,
)

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
            " with a draw, as in `self.world.draw(purpose, self.number) < chance`"
        )

    return decide


class Citizen(Person):
    """One person of the census.

    Shares are floats between 0 and 1, weeks are counted from the run's start.
    """

    def __init_subclass__(cls, **given: Any) -> None:
        """Check the decisions of a class of one's own: each is asked a yes or a no."""
        super().__init_subclass__(**given)
        for name, method in list(vars(cls).items()):
            if name.startswith("decide_") and callable(method):
                setattr(cls, name, _decided(cls.__name__, name, method))

    @property
    def informant(self) -> bool:
        """Reports regularly, by role or recruited by a lever."""
        draw = self.world.draw(Purpose.INFORMANT, self.number, always=True)
        return informs(self.role, draw, float(self.here.informants))

    # -- decisions ------------------------------------------------------------------------------

    def desire(self, origin: int, attraction: float) -> float:
        """Desire for a title of an origin, of this attraction."""
        domestic = float(self.here.domestic_appeal)
        return desire(self.taste[origin], attraction, domestic, self.knowledge, self.world.c)

    def chance_to_take_part(
        self, origin: int, attraction: float, bond: float, complicity: float, sale: bool = False
    ) -> float:
        """Chance to take part in a viewing on a tie of this bond and complicity."""
        wish, c = self.desire(origin, attraction), self.world.c
        tempted = temptation(self.willingness, wish, bond, complicity, self.regime_trust, sale, c)
        cost = self.world.cost_of_arrest(self.province, self.wealth_class)
        threat = felt_threat(self.perceived_risk, self.suspicion, bond, complicity, cost)
        severity = float(self.here.severity[origin])
        return willing(tempted, fear(threat, self.risk_aversion, severity, c))

    def decide_offer(self, tie: Tie, origin: int, attraction: float) -> bool:
        """Whether the host offers to watch together; a trader in the market sells."""
        sale = sells(LAYERS.index(tie["layer"]), self.role)
        chance = self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"], sale)
        return self.world.tie_draw(Purpose.OFFER, tie) < chance

    def decide_join(self, tie: Tie, origin: int, attraction: float) -> bool:
        """Whether the guest joins; who refuses is a witness."""
        chance = self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"])
        return self.world.tie_draw(Purpose.JOIN, tie) < chance

    def decide_copy(self, tie: Tie, origin: int, title: int) -> bool:
        """Whether a guest with a player copies a title newer than their own."""
        mine = self.titles[origin]
        if not may_copy(self.adult, self.has_player, NONE if mine is None else mine, title):
            return False
        chance = copying(self.world.c.copy_chance, float(self.here.copying))
        return self.world.tie_draw(Purpose.COPY, tie) < chance

    def decide_watch_alone(self, origin: int, attraction: float, draw: float) -> bool:
        """Whether a holder watches alone: as one does among whom there is nothing to fear."""
        chance = self.chance_to_take_part(origin, attraction, 1.0, 1.0)
        return draw < watching_alone(self.world.c.solo_chance, chance)

    def decide_listen(self) -> bool:
        """Whether someone with a set tunes in to foreign broadcasts."""
        chance = self.chance_to_take_part(KOREAN, 1.0, 1.0, 1.0)
        draw = self.world.draw(Purpose.LISTEN, self.number)
        return draw < watching_alone(self.world.c.listen_chance, chance)

    def chance_to_report(self, tie: Tie) -> float:
        """Chance of a witness to report whoever is at the other end of a tie."""
        return report(
            self.regime_trust,
            tie["bond"],
            tie["complicity"],
            self.load,
            self.informant,
            float(self.here.reward),
            float(self.here.campaign),
            self.world.c,
        )

    def decide_report(self, tie: Tie, suspect: Citizen) -> bool:
        """Whether a witness reports: whoever has watched goes down too."""
        draw = self.world.draw(Purpose.REPORT, self.number, suspect.number)
        return draw < self.chance_to_report(tie)

    def decide_confess(self) -> bool:
        """Whether a holder who is prone to it turns in under leniency."""
        draw = self.world.draw(Purpose.CONFESSOR, self.number, always=True)
        leniency = float(self.here.leniency)
        prone = prone_to_confess(draw, leniency, self.perceived_risk, self.world.c)
        pace = self.world.c.confession_pace
        return prone and self.world.draw(Purpose.CONFESSION, self.number) < pace

    def decide_escape(self) -> bool:
        """Whether an adult at liberty leaves the country this week, for good."""
        here = self.here
        rate, openness = float(here.escape), float(here.escape_openness)
        if rate <= 0.0:
            return False
        chance = escaping(self.odds_of_escape(), openness, rate)
        return self.world.draw(Purpose.ESCAPE, self.number) < chance

    # -- what happens to a person ---------------------------------------------------------------

    def charge(self, act: int) -> int:
        """The act that one is accused of who did this: spreading, while there is evidence of it."""
        last = NONE if self.spread is None else self.spread
        return charge(act, last, self.world.week, self.world.c.evidence_weeks)

    def apply_title(self, origin: int, title: int) -> bool:
        """Hold the newer of two titles; returns whether nothing of the origin was held before."""
        mine = self.titles[origin]
        self.titles[origin] = title if mine is None else newer(mine, title)
        return mine is None

    def apply_viewing(self, origin: int, attraction: float) -> None:
        """Watch a title of this appeal."""
        self.watched[origin] = True
        if origin == KOREAN:
            self.exposure = max(self.exposure, round_tie(attraction))

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
        """Take in what the week brought: fear, suspicion, knowledge, regime trust, habit, guilt."""
        c, here, watched = self.world.c, self.here, self.watched_any
        district = self.world.districts[self.district]
        self._fear(float(here.announcement) + self.heard, float(district.fear))
        self._doubt(float(here.warning) + self.alarm, float(district.doubt))
        self._trust(self.trust_mean + float(here.trust_gain))
        self.habit = round_belief(habit_after_week(self.habit, watched, c.habit_rate))
        self.load = round_amount(load_after_week(self.load, watched, c.load_gain, c.load_decay))

    def _fear(self, heard: float, suggested: float) -> None:
        risk = self.perceived_risk
        if heard > 0.0:
            risk = after_hearing(risk, heard)
        self.perceived_risk = round_belief(risk_after_week(risk, suggested, self.world.c))

    def _doubt(self, alarm: float, suggested: float) -> None:
        suspicion, together = self.suspicion, bool(self.companions) and not self.arrested
        if alarm > 0.0:
            suspicion = after_hearing(suspicion, alarm)
        moved = suspicion_after_week(suspicion, suggested, together, self.world.c)
        self.suspicion = round_belief(moved)

    def _trust(self, mean: float) -> None:
        c, trust = self.world.c, self.regime_trust
        if self.companions:
            companions = sum(self.companions) / len(self.companions)
            trust = trust_after_company(trust, companions, c.companion_pull)
        trust -= c.grievance * self.grief
        knowledge = knowledge_after_week(self.knowledge, self.exposure, c)
        self.knowledge = round_tie(knowledge)
        trust = trust_after_knowledge(trust, knowledge, c)
        self.regime_trust = round_belief(trust_after_propaganda(trust, mean, c.trust_pull))

    def apply_memory(self, week: int) -> None:
        """Keep the weeks of the first and last viewing, and of hosting a group or giving a copy."""
        for origin in (0, 1):
            if self.watched[origin]:
                self.last[origin] = week
                if self.first[origin] is None:
                    self.first[origin] = week
        if spreads(self.guests, self.gave, self.world.c.group_size):
            self.spread = week

    def apply_style(self) -> None:
        """Take up fields of South Korean style when watching; drop them, sooner where shamed."""
        c, korean = self.world.c, self.watched[KOREAN]
        for field, purpose in enumerate((Purpose.FASHION, Purpose.SPEECH, Purpose.COURTSHIP)):
            chance = 0.0
            if self.styles[field]:
                chance = dropping_style(float(self.here.stigma[field]), c)
            elif korean:
                chance = taking_up_style(field, self.age, self.knowledge, c)
            if chance > 0.0 and self.world.draw(purpose, self.number) < chance:
                self.styles[field] = not self.styles[field]

    def chance_of_stop(self) -> float:
        """Chance to be stopped in the street for style."""
        worn = zip((FASHION, SPEECH, COURTSHIP), self.styles, strict=True)
        marks = sum(bit for bit, taken_up in worn if taken_up)
        return stopping(marks, *(float(check) for check in self.here.style_check))

    def odds_of_escape(self) -> float:
        """Odds of escaping relative to someone without any mark."""
        border, woman = bool(self.world.borders[self.province]), bool(self.woman)
        seen, trader, young = self.first[KOREAN] is not None, self.role == TRADER, self.age != OLD
        return escape_weight(border, woman, seen, trader, young, self.world.c)
