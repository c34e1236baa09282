"""A citizen as a Mesa agent: who they are, what they hold and believe, and how they decide.

Override a `decide_` method in a subclass and give it to `NKModel(scenario, citizen=...)` to try other behaviour.
Decisions read the state at the beginning of a phase; `apply_` methods write. The chances themselves stand in nksim.rules.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.errors import InputError
from nksim.core.units import round_amount, round_belief
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
from nksim.rules.codes import CHILD, FREE, INFORMANT, KOREAN, MARKET, OLD, TRADER, YOUNG
from nksim.rules.reporting import report
from nksim.rules.taking_part import willing

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel

Tie = dict[str, Any]  # an edge's attributes: low, high, layer, bond, complicity


def _decided(owner: str, name: str, method: Callable[..., object]) -> Callable[..., bool]:
    """The same decision, refused where it is neither true nor false: a chance is no decision."""

    @wraps(method)
    def decide(*given: Any) -> bool:
        answer = method(*given)
        if isinstance(answer, bool | np.bool_):
            return bool(answer)
        raise InputError(
            f"{owner}.{name} returned {answer!r}; a decision is True or False: compare a chance"
            " with a draw, as in `self.model.draw(purpose, self.index) < chance`"
        )

    return decide


class Citizen(mesa.Agent):  # type: ignore[misc]
    """One person of the census. Shares are floats between 0 and 1, weeks are counted from the run's start."""

    model: NKModel

    def __init_subclass__(cls, **given: Any) -> None:
        """Check the decisions of a class of one's own: each is asked a yes or a no."""
        super().__init_subclass__(**given)
        for name, method in list(vars(cls).items()):
            if name.startswith("decide_") and callable(method):
                setattr(cls, name, _decided(cls.__name__, name, method))

    def __init__(self, model: NKModel, index: int, traits: dict[str, Any]) -> None:
        super().__init__(model)
        self.index = index
        for name, trait in traits.items():
            setattr(self, name, trait)
        self.titles: list[int | None] = [
            None,
            None,
        ]  # release week of the newest title held, by origin
        self.first: list[int | None] = [None, None]  # week of the first viewing
        self.last: list[int | None] = [None, None]
        self.perceived_risk = round_belief(model.scenario.attitudes.risk_base)
        self.regime_trust = round_belief(self.trust_mean)
        self.load = self.habit = 0.0
        self.status, self.release = FREE, 0
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
    def has_player(self) -> bool:
        """The household has a player this week."""
        return self.device_rank < float(self.model.environment.players[self.province])

    @property
    def watched_any(self) -> bool:
        """Watched a foreign title this week."""
        return self.watched[0] or self.watched[1]

    @property
    def informant(self) -> bool:
        """Reports regularly, by role or recruited by a lever."""
        here = float(self.model.environment.informants[self.province])
        return (
            self.role == INFORMANT
            or self.model.draw(Purpose.INFORMANT, self.index, always=True) < here
        )

    # -- decisions --------------------------------------------------------------------------------------------------

    def desire(self, origin: int, attraction: float) -> float:
        """Taste for an origin times the attraction of the title, less what domestic content takes away."""
        return (
            self.taste[origin]
            * attraction
            * (1.0 - float(self.model.environment.domestic_appeal[self.province]))
        )

    def chance_to_take_part(
        self, origin: int, attraction: float, bond: float, complicity: float, sells: bool = False
    ) -> float:
        """Chance to take part in a viewing on a tie of this bond and complicity."""
        environment = self.model.environment
        severity = environment.severity_korean if origin == KOREAN else environment.severity_chinese
        return willing(
            self.willingness,
            self.desire(origin, attraction),
            bond,
            complicity,
            self.regime_trust,
            self.perceived_risk,
            self.risk_aversion,
            float(severity[self.province]),
            sells,
            self.model.c,
        )

    def decide_offer(self, tie: Tie, origin: int, attraction: float) -> bool:
        """Whether the host offers to watch together; a trader in the market sells."""
        sells = tie["layer"] == LAYERS[MARKET] and self.role == TRADER
        chance = self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"], sells)
        return self.model.draw(Purpose.OFFER, tie["low"], tie["high"]) < chance

    def decide_join(self, tie: Tie, origin: int, attraction: float) -> bool:
        """Whether the guest joins; who refuses is a witness."""
        chance = self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"])
        return self.model.draw(Purpose.JOIN, tie["low"], tie["high"]) < chance

    def decide_copy(self, tie: Tie, origin: int, title: int) -> bool:
        """Whether a guest with a player copies a title newer than their own."""
        mine = self.titles[origin]
        if not (self.adult and self.has_player) or (mine is not None and mine >= title):
            return False
        chance = self.model.c.copy_chance * float(self.model.environment.copying[self.province])
        return self.model.draw(Purpose.COPY, tie["low"], tie["high"]) < chance

    def decide_watch_alone(self, origin: int, attraction: float, draw: float) -> bool:
        """Whether a holder watches alone: as one does among whom there is nothing to fear."""
        return draw < self.model.c.solo_chance * self.chance_to_take_part(
            origin, attraction, 1.0, 1.0
        )

    def decide_listen(self) -> bool:
        """Whether someone with a set tunes in to foreign broadcasts."""
        chance = self.model.c.listen_chance * self.chance_to_take_part(KOREAN, 1.0, 1.0, 1.0)
        return self.model.draw(Purpose.LISTEN, self.index) < chance

    def decide_report(self, tie: Tie, suspect: Citizen) -> bool:
        """Whether a witness reports: whoever has watched goes down too."""
        environment, province = self.model.environment, self.province
        chance = report(
            self.regime_trust,
            tie["bond"],
            tie["complicity"],
            self.load,
            self.informant,
            float(environment.reward[province]),
            float(environment.campaign[province]),
            self.model.c,
        )
        return self.model.draw(Purpose.REPORT, self.index, suspect.index) < chance

    def decide_confess(self) -> bool:
        """Whether a holder turns in under leniency."""
        leniency = float(self.model.environment.leniency[self.province])
        return self.model.draw(Purpose.CONFESSION, self.index) < confession(
            self.perceived_risk, leniency, self.model.c.confession_rate
        )

    # -- what happens to a person -----------------------------------------------------------------------------------

    def apply_title(self, origin: int, title: int) -> bool:
        """Hold the newer of two titles; returns whether nothing of the origin was held before."""
        mine = self.titles[origin]
        self.titles[origin] = title if mine is None else max(mine, title)
        return mine is None

    def apply_viewing(self, origin: int, attraction: float) -> None:
        """Watch a title of this appeal."""
        self.watched[origin] = True
        self.exposure = max(self.exposure, round_belief(attraction))

    def surrender(self) -> int:
        """Lose all titles; returns of how many origins."""
        lost = sum(title is not None for title in self.titles)
        self.titles = [None, None]
        return lost

    def apply_beliefs(self) -> None:
        """Take in what the week brought: fear, regime trust, habit, own guilt."""
        c, environment = self.model.c, self.model.environment
        risk = (
            risk_after_hearing(self.perceived_risk, self.heard)
            if self.heard > 0.0
            else self.perceived_risk
        )
        base = float(environment.risk_base[self.province])
        self.perceived_risk = round_belief(
            risk_after_week(risk, base, self.watched_any, c.risk_forgetting, c.risk_safe)
        )
        trust = self.regime_trust
        if self.exposure > 0.0:
            trust = trust_after_watching(trust, self.exposure, c.attitude_effect, c.trust_floor)
        if self.companions:
            trust = trust_after_company(
                trust, sum(self.companions) / len(self.companions), c.companion_pull
            )
        trust += self.shift
        mean = self.trust_mean + float(environment.trust_gain[self.province])
        self.regime_trust = round_belief(trust_after_propaganda(trust, mean, c.trust_pull))
        self.habit = round_belief(habit_after_week(self.habit, self.watched_any, c.habit_rate))
        self.load = round_amount(
            load_after_week(self.load, self.watched_any, c.load_gain, c.load_decay)
        )

    def apply_memory(self, week: int) -> None:
        """Keep the weeks of the first and the last viewing."""
        for origin in (0, 1):
            if self.watched[origin]:
                self.last[origin] = week
                if self.first[origin] is None:
                    self.first[origin] = week

    def apply_style(self) -> None:
        """Take up South Korean style when young and watching; drop it again, sooner where it is shamed."""
        c = self.model.c
        if self.style:
            stigma = float(self.model.environment.stigma[self.province])
            self.style = self.model.draw(Purpose.STYLE, self.index) >= c.style_loss + stigma
        elif self.watched[KOREAN] and self.age == YOUNG:
            self.style = self.model.draw(Purpose.STYLE, self.index) < c.style_gain

    def odds_of_escape(self, border_province: bool) -> float:
        """Odds of escaping relative to someone without any mark."""
        seen = self.first[KOREAN] is not None
        return escape_weight(
            border_province,
            bool(self.woman),
            seen,
            self.role == TRADER,
            self.age != OLD,
            self.model.c,
        )
