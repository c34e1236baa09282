"""The world of one run as citizens meet it: week, Environment, luck, and what is counted."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, LAYERS, index_of
from nksim.core.draws import Purpose, draw_one, draw_two, halves_one, halves_two, stream
from nksim.core.environment import Environments
from nksim.core.events import EVENT_RECORD, NOBODY, Event
from nksim.engines.counts import new_week
from nksim.engines.districts import new_districts, remember_week
from nksim.engines.settings import (
    appeal_by_age,
    border_provinces,
    coefficients,
    contact_rates,
    people_per_finder,
)
from nksim.levers.policy import start_of
from nksim.rules.accusing import act_of, origin_of
from nksim.rules.codes import NONE
from nksim.rules.sanctioning import WEALTH_CLASSES, cost_of_arrest, wealth_of
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

CELL, LAYER = index_of(CELL_COUNTS), index_of(LAYER_COUNTS)
_NOTHING: dict[str, int] = {
    "other": NOBODY,
    "tie": NOBODY,
    "reporter": NOBODY,
    "title_week": NONE,
    "origin": NOBODY,
    "act": NOBODY,
    "sanction": 0,
}


class World:
    """What every citizen of a run shares; `environment` has a record for each province."""

    def __init__(
        self, scenario: Scenario, society: Society, seed: int, clock: Clock, events: bool
    ) -> None:
        self.seed, self.week = seed, 0
        self.c = coefficients(scenario)
        self.rates = dict(zip(LAYERS, contact_rates(scenario).tolist(), strict=True))
        self.appeal = appeal_by_age(scenario, clock).tolist()
        self.borders = border_provinces().tolist()
        self.people_per_finder = people_per_finder(society.people)
        self.start: Environments = start_of(scenario)
        self.environment: Environments = self.start
        self.counts = new_week(len(society.district_first) - 1)
        self.districts, self.deaths = new_districts(society, self.c), np.zeros(1)
        self._people = np.diff(society.district_first)
        self._costs: dict[tuple[float, float], list[float]] = {}
        self.log: list[dict[str, int]] | None = [] if events else None
        self._streams: dict[tuple[Purpose, bool], np.uint64] = {}

    def begin_week(self, week: int, environment: Environments) -> None:
        """Enter a week and its Environment, shape (provinces,)."""
        self.week, self.environment = week, environment
        self._streams = {key: stream for key, stream in self._streams.items() if key[1]}

    def move_on(self, society: Society, people_per_finder: float) -> None:
        """Go on in the society of another year."""
        self._people = np.diff(society.district_first)
        self.people_per_finder = people_per_finder

    def remember_week(self) -> None:
        """Districts take in what they have seen this week."""
        remember_week(self.counts, self._people, self.districts, self.deaths, self.c)

    def cost_of_arrest(self, province: int, wealth_class: int) -> float:
        """What being caught costs somebody of a class of wealth, 1 while bribes work."""
        here = self.environment[province]
        base, news = float(here.bribe_base), float(here.bribe_news)
        if (base, news) not in self._costs:
            self._costs[base, news] = [
                cost_of_arrest(wealth_of(group), base, news, self.c)
                for group in range(WEALTH_CLASSES)
            ]
        return self._costs[base, news][wealth_class]

    def attraction(self, title: int) -> float:
        """Appeal of a title of this release week."""
        return float(self.appeal[self.week - title])

    # -- luck -----------------------------------------------------------------------------------

    def stream_of(self, purpose: Purpose, always: bool = False) -> np.uint64:
        """The stream of a purpose this week; with `always` the one that all weeks share."""
        key = (purpose, always)
        if key not in self._streams:
            week = 0 if always else self.week
            self._streams[key] = stream(self.seed, purpose, week)
        return self._streams[key]

    def draw(
        self, purpose: Purpose, a: int, b: int | None = None, *, always: bool = False
    ) -> float:
        """A number in [0, 1) for a citizen or an ordered pair, keyed by seed, purpose and week."""
        key = self.stream_of(purpose, always)
        return draw_one(key, a) if b is None else draw_two(key, a, b)

    def two_draws(self, purpose: Purpose, a: int, b: int | None = None) -> tuple[float, float]:
        """Two numbers in [0, 1) from the two halves of one hash."""
        key = self.stream_of(purpose)
        return halves_one(key, a) if b is None else halves_two(key, a, b)

    def tie_draw(self, purpose: Purpose, tie: dict[str, Any]) -> float:
        """A number in [0, 1) for a tie: by its own key where lives change, else by its ends."""
        if "key" not in tie:
            return self.draw(purpose, tie["low"], tie["high"])
        return self.draw(purpose, tie["key"])

    def tie_draws(self, purpose: Purpose, tie: dict[str, Any]) -> tuple[float, float]:
        """Two numbers in [0, 1) for a tie, from the two halves of one hash."""
        if "key" not in tie:
            return self.two_draws(purpose, tie["low"], tie["high"])
        return self.two_draws(purpose, tie["key"])

    # -- counts and events ----------------------------------------------------------------------

    def count(self, cell: int, column: str, by: int = 1) -> None:
        """Add to a count of a cell."""
        self.counts.cells[cell, CELL[column]] += by

    def count_layer(self, layer: str, column: str, by: int = 1) -> None:
        """Add to a count of a layer of ties."""
        self.counts.layers[LAYERS.index(layer), LAYER[column]] += by

    def note(self, event: Event, citizen: int, **what: int) -> None:
        """Write an event down, where single events are kept."""
        if self.log is not None:
            self.log.append({"event": int(event), "citizen": citizen, **_NOTHING, **what})

    def note_accused(self, event: Event, citizen: int, accusation: int, **what: int) -> None:
        """Write an event down that is about an accusation."""
        act, origin = act_of(accusation), origin_of(accusation)
        self.note(event, citizen, act=act, origin=origin, **what)

    def entries(self) -> NDArray[Any]:
        """The events written down since this was last asked, as records."""
        log = self.log or []
        records = np.empty(len(log), EVENT_RECORD)
        for place, entry in enumerate(log):
            for name, value in entry.items():
                records[name][place] = value
        log.clear()
        return records
