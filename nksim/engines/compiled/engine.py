"""The compiled engine: the weekly cycle over columns; a run is a society, one Environment a week and a seed, and leaves Observations.

The phases stand in `PHASES` in their order. Every kernel takes a range, so threads are only a matter of how ranges are dealt out:
each citizen writes its own row, each tie its own, each piece its own counts, and counts are integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from copy import copy, deepcopy
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import CELLS, LAYERS
from nksim.engines.caseload import CaseLoad
from nksim.engines.compiled import (
    belief,
    contact,
    observing,
    sanction,
    solitary,
    supply,
    surveillance,
    tally,
    witnessing,
)
from nksim.engines.compiled.events import EventTable
from nksim.engines.compiled.streams import streams
from nksim.engines.settings import (
    appeal_by_age,
    border_provinces,
    coefficients,
    contact_rates,
    people_per_finder,
)
from nksim.engines.state import State, new_state, new_week
from nksim.levers.environment import Environment, baseline
from nksim.rules.codes import NEIGHBOUR
from nksim.rules.sanctioning import is_sanction
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

PIECES, MANY_TIES = 6, 2_000_000
Accused = tuple[NDArray[np.int64], NDArray[np.uint8]]  # suspects and what they are accused of
PHASES = (
    "policy",
    "supply",
    "contact",
    "solitary",
    "surveillance",
    "sanction",
    "witnessing",
    "belief",
    "observation",
)


class CompiledEngine:
    """One run: `step(environment)` lets a week pass and returns its counts (cells, layers)."""

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        seed: int | None = None,
        *,
        threads: int = 1,
        events: bool = False,
    ) -> None:
        self.society, self.threads = society, max(1, threads)
        self.clock = Clock(scenario.run.start, scenario.run.until)
        self.seed = scenario.run.seed if seed is None else seed
        self.now = 0
        self.c = coefficients(scenario)
        self.limits = np.ceil(contact_rates(scenario) * 4294967296.0).astype(
            np.uint64
        )  # of the upper half of a hash, by layer
        self.appeal = appeal_by_age(scenario, self.clock)
        self.border = border_provinces()
        self.per_finder = people_per_finder(society.people)
        self.start: Environment = baseline(scenario, self.clock.year_of(0))
        self.state: State = new_state(society, scenario.attitudes.risk_base)
        self.week = new_week(society.size)
        self.cases = CaseLoad(society.people.province, self.seed)
        self.backlog = np.zeros(CELLS, np.int64)
        self.punished: NDArray[np.int64] = np.zeros(0, np.int64)
        self.always = streams(self.seed, 0)
        people = society.people
        self.cell = ((people.province.astype(np.int64) * 4 + people.age) * 2 + people.woman).astype(
            np.uint8
        )
        self.neighbours: NDArray[np.uint32] = np.flatnonzero(
            society.ties.layer == NEIGHBOUR
        ).astype(np.uint32)
        self.stock = self._stock()
        self.pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None
        self.table = EventTable(society) if events else None

    def _stock(self) -> NDArray[np.int64]:
        """What each layer has before the first week: ties and their bonds."""
        stock = np.zeros((len(LAYERS), tally.LAYER_WIDTH), np.int64)
        layer = self.society.ties.layer
        stock[:, tally.LAYER_TIES] = np.bincount(layer, minlength=len(LAYERS))
        for position in range(len(LAYERS)):
            stock[position, tally.LAYER_BOND] = self.state.bond[layer == position].sum(
                dtype=np.int64
            )
        return stock

    def step(self, environment: Environment) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Let one week pass: the nine phases in order; returns counts (CELLS, CELL_COUNTS) and (LAYERS, LAYER_COUNTS)."""
        self.env = environment
        self.keys = streams(self.seed, self.now)
        self.counts = np.zeros((self.pieces, CELLS, tally.CELL_WIDTH), np.int64)
        self.layers = np.zeros((self.pieces, len(LAYERS), tally.LAYER_WIDTH), np.int64)
        with np.errstate(over="ignore"):
            self._supply()
            self._contact()
            self._solitary()
            self._surveillance()
            self._sanction()
            self._witnessing()
            self._belief()
            self._observation()
        self.now += 1
        return self.counts.sum(axis=0), self._layer_counts()

    def survey(self) -> NDArray[np.int64]:
        """Today's answers, weighted by odds of escape and unweighted, shape (2, SURVEY_COUNTS); call it after `step`."""
        sums = np.zeros((self.threads, 2, tally.SURVEY_WIDTH), np.int64)
        now = self.now - 1

        def part(lo: int, hi: int, t: int) -> None:
            observing.survey(
                lo,
                hi,
                now,
                self.keys,
                self.border,
                self.society.people,
                self.state,
                self.env,
                self.start,
                self.c,
                sums[t],
            )

        with np.errstate(over="ignore"):
            self._over(self.society.size, part)
        return np.asarray(sums.sum(axis=0))

    def fork(self) -> CompiledEngine:
        """A copy that goes its own way from here; the society is shared, whatever changes is not."""
        other = copy(self)
        other.state = deepcopy(self.state)
        other.week = new_week(self.society.size)
        other.cases = deepcopy(self.cases)
        other.stock, other.backlog = self.stock.copy(), self.backlog.copy()
        other.table = deepcopy(self.table)
        other.pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None
        return other

    def dump(self) -> dict[str, NDArray[Any]]:
        """Everything that outlives a week, as arrays by name: what a checkpoint keeps. Call it between two weeks."""
        state = {f"state.{name}": column for name, column in self.state._asdict().items()}
        return state | {
            "cases": self.cases.dump(),
            "stock": self.stock,
            "punished": self.punished,
            "now": np.array(self.now),
        }

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go back, or on, to what `dump` has put down. ValueError if it is not of this society, and then nothing is changed."""
        here = self.dump()
        other = [
            name for name in here if name not in arrays or arrays[name].dtype != here[name].dtype
        ]
        other += [
            name
            for name in here
            if name.startswith("state.")
            and name not in other
            and arrays[name].shape != here[name].shape
        ]
        if other:
            raise ValueError(f"{other[0]} is missing or of another society")
        for name, column in here.items():
            if name.startswith("state."):
                column[:] = arrays[name]
        self.cases.restore(arrays["cases"])
        self.backlog = np.bincount(
            self.cell[np.array(self.cases.waiting(), np.int64)], minlength=CELLS
        )
        self.stock, self.punished, self.now = (
            arrays["stock"].copy(),
            arrays["punished"].copy(),
            int(arrays["now"]),
        )

    def snapshot(self) -> State:
        """Everything that changes, with the open cases of the desks."""
        self.state.case[:] = self.cases.open_cases(self.society.size)
        return self.state

    def events_table(self) -> pd.DataFrame | None:
        """The event table, if it was asked for."""
        return None if self.table is None else self.table.frame()

    def close(self) -> None:
        """Give the threads back."""
        if self.pool is not None:
            self.pool.shutdown()

    # -- the phases -------------------------------------------------------------------------------------------------

    def _supply(self) -> None:
        people, state, c, env = self.society.people, self.state, self.c, self.env

        def part(lo: int, hi: int, t: int) -> None:
            supply.supply(
                lo,
                hi,
                self.now,
                self.keys,
                self.cell,
                people,
                state,
                self.week,
                env,
                c,
                self.per_finder,
                self.counts[t],
            )

        self._over(self.society.size, part)

    def _contact(self) -> None:
        found: list[list[contact.Events]] = [[] for _ in range(self.pieces)]
        self._over(
            self.society.tie_count,
            lambda lo, hi, piece: self._meet(lo, hi, piece, found[piece]),
            self.pieces,
        )
        self.events = contact.joined(list(chain(*found)))

        def part(lo: int, hi: int, t: int) -> None:
            contact.watch_together(
                lo,
                hi,
                self.now,
                self.appeal,
                self.cell,
                self.state,
                self.week,
                self.events,
                self.counts[t],
            )

        self._over(self.society.size, part)

    def _meet(self, lo: int, hi: int, t: int, found: list[contact.Events]) -> None:
        """Meet over ties lo..hi, as many lists of events as it takes."""
        people, ties = self.society.people, self.society.ties
        while lo < hi:
            events = contact.new_events(2 * contact.BLOCK + (hi - lo) // 16)
            lo, written = contact.meet(
                lo,
                hi,
                self.now,
                self.keys,
                self.always,
                self.limits,
                self.appeal,
                self.cell,
                people,
                ties,
                self.state,
                self.week,
                self.env,
                self.c,
                self.counts[t],
                self.layers[t],
                events,
            )
            found.append(contact.first_events(events, written))

    def _solitary(self) -> None:
        people, state, env, c = self.society.people, self.state, self.env, self.c

        def part(lo: int, hi: int, t: int) -> None:
            solitary.solitary(
                lo,
                hi,
                self.now,
                self.keys,
                self.always,
                self.appeal,
                self.cell,
                people,
                state,
                self.week,
                env,
                c,
                self.counts[t],
            )

        self._over(self.society.size, part)

    def _surveillance(self) -> None:
        first, people, state, env = (
            self.society.household_first,
            self.society.people,
            self.state,
            self.env,
        )
        self._over(
            len(first) - 1,
            lambda lo, hi, t: surveillance.go_round(
                lo,
                hi,
                self.keys,
                first,
                self.cell,
                people,
                state,
                self.week,
                env,
                self.c,
                self.counts[t],
            ),
        )
        self._follow_up(*self._accusations())
        if env.leniency.any():
            self._over(
                self.society.size,
                lambda lo, hi, t: surveillance.confess(
                    lo,
                    hi,
                    self.keys,
                    self.cell,
                    people,
                    state,
                    self.week,
                    env,
                    self.c,
                    self.counts[t],
                ),
            )

    def _accusations(self) -> tuple[list[int], list[int]]:
        """Reports by those who refused, by neighbours, and names given by those sanctioned last week."""
        people, ties, state, week, env = (
            self.society.people,
            self.society.ties,
            self.state,
            self.week,
            self.env,
        )
        found: list[list[Accused]] = [[] for _ in range(2 * self.threads)]

        def by_refusers(lo: int, hi: int, t: int) -> None:
            lists = _accused(hi - lo)
            written = surveillance.report_hosts(
                lo, hi, self.cell, people, ties, self.events, *lists, self.counts[t]
            )
            found[t].append((lists[0][:written], lists[1][:written]))

        def by_neighbours(lo: int, hi: int, t: int) -> None:
            while lo < hi:
                lists = _accused(4 * contact.BLOCK)
                lo, written = surveillance.report_neighbours(
                    lo,
                    hi,
                    self.keys,
                    self.always,
                    self.cell,
                    self.neighbours,
                    people,
                    ties,
                    state,
                    week,
                    env,
                    self.c,
                    *lists,
                    self.counts[t],
                )
                found[self.threads + t].append((lists[0][:written], lists[1][:written]))

        self._over(len(self.events.tie), by_refusers)
        self._over(len(self.neighbours), by_neighbours)
        suspects, accusations = zip(*chain(*found, [self._names()]), strict=True)
        return np.concatenate(suspects).tolist(), np.concatenate(accusations).tolist()

    def _names(self) -> Accused:
        room, written = 4096, -1
        while written < 0:
            named = _accused(room)
            written = surveillance.name_companions(
                self.punished,
                self.keys,
                self.cell,
                self.society.people,
                self.society.ties,
                self.state,
                self.c,
                *named,
                self.counts[0],
            )
            room *= 4
        return named[0][:written], named[1][:written]

    def _follow_up(self, suspects: list[int], accusations: list[int]) -> None:
        """The desks open cases on what they hear and follow up what they can."""
        counts, cell = self.counts[0], self.cell
        if self.table is not None:
            self.table.reported(self.now, suspects, accusations)
        for suspect in self.cases.receive(suspects, accusations):
            counts[cell[suspect], tally.CASES_OPENED] += 1
        for suspect, accusation in self.cases.follow_up(self.env.capacity, self.now):
            counts[cell[suspect], tally.CASES_FOLLOWED] += 1
            if self.state.status[suspect] == 0 and self.cases.proves(
                suspect, self.now, self.c.proof_chance
            ):
                self.week.caught[suspect] = max(int(self.week.caught[suspect]), accusation)
        self.backlog += counts[:, tally.CASES_OPENED] - counts[:, tally.CASES_FOLLOWED]
        counts[:, tally.BACKLOG] += self.backlog

    def _sanction(self) -> None:
        people, state = self.society.people, self.state
        self._over(
            self.society.size,
            lambda lo, hi, t: sanction.release(lo, hi, self.now, self.cell, state, self.counts[t]),
        )
        caught = np.flatnonzero(self.week.caught)
        kinds = np.zeros(len(caught), np.int64)
        sanction.sentence(
            caught,
            self.now,
            self.keys,
            self.cell,
            people,
            state,
            self.week,
            self.env,
            self.c,
            kinds,
            self.counts[0],
        )
        if self.table is not None:
            self.table.watched(self.now, self.events)
            self.table.caught(self.now, caught, kinds, self.week.caught)
        self.punished = (
            caught[[is_sanction(int(kind)) for kind in kinds]] if len(caught) else caught
        )

    def _witnessing(self) -> None:
        people, ties, district = self.society.people, self.society.ties, self.society.district_first
        if not len(self.punished):
            return
        witnessing.attend(
            self.punished,
            self.keys,
            district,
            self.cell,
            people,
            self.state,
            self.week,
            self.env,
            self.c,
            self.counts[0],
        )
        witnessing.hear(self.punished, ties, self.state, self.week, self.c)
        witnessing.turn_away(self.punished, ties, self.state, self.c, self.layers[0])

    def _belief(self) -> None:
        people, state, week, env, c = self.society.people, self.state, self.week, self.env, self.c
        self._over(
            self.society.size,
            lambda lo, hi, _: belief.belief(
                lo, hi, self.now, self.keys, people, state, week, env, c
            ),
        )

    def _observation(self) -> None:
        self._over(
            self.society.size,
            lambda lo, hi, t: observing.observe(
                lo, hi, self.now, self.cell, self.state, self.week, self.counts[t]
            ),
        )

    # -- ranges and sums --------------------------------------------------------------------------------------------

    @property
    def pieces(self) -> int:
        """Into how many pieces ties are dealt: more than threads where it pays, since people of the border have more to do than others."""
        return self.threads * (
            PIECES if self.threads > 1 and self.society.tie_count >= MANY_TIES else 1
        )

    def _over(self, rows: int, part: Callable[[int, int, int], None], pieces: int = 0) -> None:
        """Deal rows out to the threads: part(lo, hi, number of the piece)."""
        if self.pool is None:
            part(0, rows, 0)
            return
        pieces = pieces or self.threads
        edges = [rows * piece // pieces for piece in range(pieces + 1)]
        list(self.pool.map(part, edges[:-1], edges[1:], range(pieces)))

    def _layer_counts(self) -> NDArray[np.int64]:
        """The week's flows, with what the layers now have."""
        flows = self.layers.sum(axis=0)
        for column in (
            tally.LAYER_TIES,
            tally.LAYER_COMPLICIT_TIES,
            tally.LAYER_BOND,
            tally.LAYER_COMPLICITY,
        ):
            self.stock[:, column] += flows[:, column]
            flows[:, column] = self.stock[:, column]
        return np.asarray(flows)


def _accused(room: int) -> Accused:
    """Empty lists of suspects and accusations."""
    return np.empty(room, np.int64), np.empty(room, np.uint8)
