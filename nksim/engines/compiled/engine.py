"""The compiled engine: many weeks pass in one call, without coming back to Python.

A large run, or one that keeps single events, passes its weeks step by step instead (pieces.py);
both go through the same steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.environment import Environments
from nksim.core.errors import InputError
from nksim.core.interrupts import heard_afterwards
from nksim.engines.cases import cases_of, put_cases, with_life
from nksim.engines.cohorts import count_cohorts
from nksim.engines.compiled.framing import (
    forked,
    meeting_limits,
    new_costs,
    new_doing,
    new_frame,
    rows_of,
    state_of,
)
from nksim.engines.compiled.pieces import Pieces
from nksim.engines.compiled.turning import changes_of, settled, turned
from nksim.engines.compiled.week import pass_weeks
from nksim.engines.counts import Tables, first_of, take_first
from nksim.engines.events import EventTable
from nksim.engines.frame import ARRESTED, WEEK, Frame
from nksim.engines.lives import Lives
from nksim.engines.settings import appeal_by_age, coefficients
from nksim.engines.state import Records, State
from nksim.levers.policy import environments as environments_of
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

STRIDE = 400_000  # citizen-weeks in one call, about 0.05 s: an interrupt is heard between calls
CASES = ("queue", "opened", "told")  # open cases, as they are put down
LARGE = 4_000_000  # people from which on a week passes step by step even on one thread


class CompiledEngine:
    """One run of a scenario in a society: `pass_weeks(environments, until)` lets weeks pass."""

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        seed: int | None = None,
        *,
        threads: int = 1,
        events: bool = False,
        environments: Environments | None = None,
    ) -> None:
        self.clock = Clock(scenario.run.start, scenario.run.until)
        self.seed = scenario.run.seed if seed is None else seed
        self.scenario, self.society = scenario, society
        self.threads = 1 if events else max(1, threads)
        self.lives, self._turned = Lives(scenario, society, self.clock, self.threads), 0
        self._in_steps = self.threads > 1 or events or society.size > LARGE
        given = environments_of(scenario) if environments is None else environments
        self.frame: Frame = new_frame(scenario, society, self.seed, given, rooms=not self._in_steps)
        self.rows = rows_of(self.frame)
        self.table = EventTable(society) if events else None
        self.pieces = Pieces(self.frame, self.threads, self.table) if self._in_steps else None

    @property
    def week(self) -> int:
        """The number of weeks that have passed."""
        return int(self.frame.now[WEEK])

    @property
    def stride(self) -> int:
        """How many weeks to let pass in one call, so that it comes back before anyone waits."""
        return max(1, STRIDE // self.society.size)

    def own_society(self) -> None:
        """Nobody else looks at its society: a year may be written over the one before.

        Not where single events are kept, which name what was lost.
        """
        if self.table is None:
            self.lives.write_over()

    @property
    def tables(self) -> Tables:
        """The counts of the weeks that have passed."""
        return self.frame.tables

    @property
    def districts(self) -> Records:
        """What districts remember; may be written between two weeks."""
        return self.frame.districts

    def pass_weeks(self, environments: Environments, until: int) -> None:
        """Let weeks pass until `until`, under Environments of shape (weeks, provinces).

        Where lives change, the year turns before its first week.
        """
        while (week := self.week) < until:
            self.begin_week()
            self._pass_weeks(environments, self.lives.next_turn(week, until))
        if self.week == self.clock.weeks:
            count_cohorts(self.tables, self.society, self.frame.citizens, self.clock, self.week)

    def begin_week(self) -> None:
        """Let the year turn, if it does before the week that comes next."""
        if self.week in self.lives.weeks and self.week > self._turned:
            with heard_afterwards():
                self._turn(self.week)

    def _pass_weeks(self, environments: Environments, until: int) -> None:
        if self.pieces is not None:
            self.pieces.pass_weeks(environments, until)
            return
        if environments is not self.frame.environments:
            self.frame = self.frame._replace(environments=environments)
        with np.errstate(over="ignore"):
            pass_weeks(until, self.rows, self.frame)

    def _turn(self, week: int) -> None:
        """Let the year turn: everybody takes their place in the society of the next.

        What is over is let go of as soon as it is: a large run has no room for both years.
        """
        self._leave_pieces()
        citizens, tables = self.frame.citizens, self.frame.tables
        count_cohorts(tables, self.society, citizens, self.clock, week)
        turn = self.lives.turn(week, self.society)
        if self.table is not None:
            self.table.add_turn(week, turn, citizens["status"].copy())
        changes, self.society = changes_of(self.society, turn), turn.society
        self.frame = settled(self.frame, turn.society)
        self.frame = turned(self.frame, turn, changes, self.scenario, self.lives.buffers)
        self.rows, self._turned = rows_of(self.frame), week
        if self._in_steps:
            self.pieces = Pieces(self.frame, self.threads, self.table)

    def _leave_pieces(self) -> None:
        """Take the frame back from whoever lets weeks pass step by step, without its week."""
        if self.pieces is not None:
            self.frame = self.pieces.frames[0]
            self.pieces.close()
            self.pieces = None
        self.frame = self.frame._replace(doing=new_doing(0))

    def fork(self, own_week: bool = True) -> CompiledEngine:
        """A copy that goes its own way from here; the society is shared, what changes is not.

        Without `own_week` the two share what is empty between two weeks: then they must not let
        weeks pass at the same time.
        """
        if self.table is not None:
            raise InputError("events=True: a run that keeps single events cannot be forked")
        self.lives.share()
        other = copy(self)
        other.frame = forked(self.frame, own_week or self.pieces is not None)
        if self.pieces is not None:
            other.pieces = Pieces(other.frame, self.threads, None)
        return other

    def take_numbers(self, scenario: Scenario) -> None:
        """Live by the coefficients of another scenario from the next week on."""
        self.scenario = scenario
        life = scenario.enforcement.case_life_weeks
        setting = self.frame.setting._replace(
            c=coefficients(scenario),
            limits=meeting_limits(scenario),
            appeal=appeal_by_age(scenario, self.clock),
        )
        costs, desk = new_costs(), with_life(self.frame.desk, life)
        self.frame = self.frame._replace(setting=setting, costs=costs, desk=desk)
        if self.pieces is not None:
            self.pieces.take_setting(self.frame)

    def dump(self) -> dict[str, NDArray[Any]]:
        """Everything that outlives a week, as arrays by name. Call it between two weeks."""
        frame = self.frame
        lists: dict[str, NDArray[Any]] = {
            "arrested": frame.arrested[: frame.now[ARRESTED]],
            "followed": frame.followed[: frame.now[ARRESTED]],
        }
        cases: dict[str, NDArray[Any]] = dict(zip(CASES, cases_of(frame.desk), strict=True))
        tables = first_of(frame.tables, self.week)
        return self._columns() | lists | cases | tables | {"week": np.array(self.week)}

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go back, or on, to what `dump` gave.

        ValueError if it is not of this society and these weeks; the run is lost then.
        """
        self._live_until(int(arrays["week"]))
        self._take(arrays)

    def _take(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Put what was dumped into the society of its week; ValueError if it does not fit."""
        columns, frame = self._columns(), self.frame
        for name, column in columns.items():
            if arrays[name].dtype != column.dtype or arrays[name].shape != column.shape:
                raise ValueError(f"{name} is of another society")
        take_first(frame.tables, arrays, int(arrays["week"]))
        for name, column in columns.items():
            column[:] = arrays[name]
        for name, room in (("arrested", frame.arrested), ("followed", frame.followed)):
            room[: len(arrays[name])] = arrays[name]
        put_cases(frame.desk, *(arrays[name] for name in CASES))
        frame.now[ARRESTED] = len(arrays["arrested"])
        frame.now[WEEK] = int(arrays["week"])

    def _live_until(self, week: int) -> None:
        """Bring the society, not yet what people have lived, to a week.

        Births and deaths on the way are among what was dumped: they are not counted again.
        """
        if 0 < self._turned >= week:
            raise ValueError(f"it is of week {week}, before the year that has turned")
        for turn in self.lives.weeks:
            if self._turned < turn < week:
                self.frame.now[WEEK] = turn
                self._turn(turn)
        for counts in self.frame.week:
            counts[:] = 0

    def _columns(self) -> dict[str, NDArray[Any]]:
        frame = self.frame
        return {
            "citizens": frame.citizens,
            "bond": frame.bond,
            "complicity": frame.complicity,
            "districts": frame.districts,
            "deaths": frame.deaths,
            "backlog": frame.backlog,
            "stock": frame.tables.stock,
        }

    def snapshot(self) -> State:
        """Everything that changes."""
        return state_of(self.frame)

    def events_table(self) -> pd.DataFrame | None:
        """The event table, if it was asked for."""
        return None if self.table is None else self.table.frame()

    def close(self) -> None:
        """Give the threads back."""
        if self.pieces is not None:
            self.pieces.close()
