"""The citizens engine: NKModel behind the same face as the compiled engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from nksim.core.environment import Environments
from nksim.core.errors import InputError
from nksim.core.units import to_amount, to_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.model import NKModel
from nksim.engines.cohorts import count_cohorts
from nksim.engines.counts import Tables
from nksim.engines.events import EventTable
from nksim.engines.state import Records, State, blank
from nksim.rules.codes import (
    BRIBED,
    COURTSHIP,
    FASHION,
    NONE,
    PUNISHED,
    SEARCHED,
    SPEECH,
    WITNESSED,
    WITNESSED_PEER,
)
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

_UNITS = ("perceived_risk", "suspicion", "regime_trust", "load", "habit")
_AS_THEY_ARE = ("status", "role", "wealth_class", "release", "case")


class CitizensEngine:
    """One run of the Mesa model."""

    stride = 1

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        seed: int | None = None,
        *,
        citizen: type[Citizen] = Citizen,
        events: bool = False,
    ) -> None:
        self.model = NKModel(scenario, rng=seed, society=society, citizen=citizen, events=events)
        self.clock, self.seed = self.model.clock, self.model.seed
        self.table = EventTable(society) if events else None

    @property
    def society(self) -> Society:
        """The society of this year."""
        return self.model.society

    @property
    def week(self) -> int:
        """The number of weeks that have passed."""
        return self.model.week

    @property
    def tables(self) -> Tables:
        """The counts of the weeks that have passed."""
        return self.model.tables

    @property
    def districts(self) -> Records:
        """What districts remember; may be written between two weeks."""
        return self.model.world.districts

    def pass_weeks(self, environments: Environments, until: int) -> None:
        """Let weeks pass until `until`."""
        while self.model.week < until:
            self.begin_week()
            self.model.pass_week(environments)
            if self.table is not None:
                self.table.add(self.model.week - 1, self.model.world.entries())

        if self.week == self.clock.weeks:
            self._count_cohorts()

    def own_society(self) -> None:
        """Agents have what they need of it: nothing is written over."""

    def begin_week(self) -> None:
        """Let the year turn, if it does before the week that comes next."""
        if not self.model.turns_now:
            return
        self._count_cohorts()
        if self.table is not None:
            status = np.array([each.status for each in self.model.citizens], np.uint8)
            turn = self.model.lives.turn(self.model.week, self.model.society)
            self.table.add_turn(self.model.week, turn, status)
        self.model.turn_year()

    def _count_cohorts(self) -> None:
        """Birth cohorts at the end of a year, where people live and die."""
        if self.society.register is not None:
            citizens = self.snapshot().citizens
            count_cohorts(self.tables, self.society, citizens, self.clock, self.week)

    def events_table(self) -> pd.DataFrame | None:
        """The event table, if it was asked for."""
        return None if self.table is None else self.table.frame()

    def close(self) -> None:
        """Nothing is held open."""

    def fork(self, own_week: bool = True) -> NoReturn:
        """InputError: agents are not copied."""
        raise InputError("engine=citizens cannot be forked; use engine=compiled")

    def dump(self) -> NoReturn:
        """InputError: agents are not put down."""
        raise InputError("engine=citizens leaves no checkpoints; use engine=compiled")

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> NoReturn:
        """InputError: agents are not taken up."""
        raise InputError("engine=citizens is not taken up again; use engine=compiled")

    def snapshot(self) -> State:
        """Agents and edges as records and columns."""
        people, ties, c = self.model.citizens, self.model.ties, self.model.world.c
        records = blank(self.society, slice(None), c.risk_base, c.suspicion_base)
        for name, trait in (("title", "titles"), ("first", "first"), ("last", "last")):
            records[name] = [_weeks(getattr(p, trait)) for p in people]
        for name in _UNITS:
            records[name] = [to_amount(getattr(p, name)) for p in people]
        for name in _AS_THEY_ARE:
            records[name] = [getattr(p, name) for p in people]
        records["knowledge"] = [to_tie(p.knowledge) for p in people]
        records["spread"] = _weeks([p.spread for p in people])
        records["marks"] = [_marks(p) for p in people]
        world = self.model.world
        return State(
            records,
            np.array([to_tie(tie["bond"]) for tie in ties], np.uint16),
            np.array([to_tie(tie["complicity"]) for tie in ties], np.uint16),
            world.districts,
            world.deaths,
        )


def _weeks(weeks: list[int | None]) -> list[int]:
    return [NONE if week is None else week for week in weeks]


def _marks(p: Citizen) -> int:
    marks = {
        SEARCHED: p.searched,
        WITNESSED: p.witnessed,
        PUNISHED: p.punished,
        BRIBED: p.bribed,
        WITNESSED_PEER: p.witnessed_peer,
    } | dict(zip((FASHION, SPEECH, COURTSHIP), p.styles, strict=True))
    return sum(bit for bit, is_set in marks.items() if is_set)
