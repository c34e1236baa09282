"""A life in two worlds: one person's years under a baseline and under a policy, side by side.

1. both worlds are lived with the same people and the same luck, and keep their events
2. somebody is picked, unless they are named
3. what only one world has of their life is found, and the chain that leads to the first of it
4. their weeks are lived again in both, to see what they felt
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.cascades.history import History
from nksim.engines.contract import EngineName
from nksim.engines.settings import coefficients
from nksim.inference.two_worlds.chain import Chain, chain_of, chain_to_punishment
from nksim.inference.two_worlds.lifeline import lifeline
from nksim.inference.two_worlds.log import TOUCHED, Log, Luck
from nksim.inference.two_worlds.pair import Pair, mark_differing, parting_week
from nksim.inference.two_worlds.picking import picked
from nksim.inference.two_worlds.world import Hear, World
from nksim.society.census import Census
from nksim.society.society import Society

if TYPE_CHECKING:
    import datetime

    import pandas as pd

DONE = {
    "offered": ("offer", "citizen"),
    "was_offered": ("offer", "other"),
    "watched_together": ("viewing", "both"),
    "watched_alone": ("solitary_viewing", "citizen"),
    "refused": ("refusal", "other"),
    "was_refused": ("refusal", "citizen"),
    "copied": ("copy", "citizen"),
    "told_on_others": ("report", "reporter"),
    "was_told_on": ("report", "citizen"),
    "home_searched": ("search", "citizen"),
    "arrested": ("arrest", "citizen"),
}


@dataclass(frozen=True, eq=False)
class Life:
    """One person's years in two worlds.

    `events` has a row for each event that touches them, with `world` (the baseline, the policy or
    both); `weeks` a row a week and world; `person` says who they are when the policy begins.
    """

    citizen: int
    pair: Pair
    events: pd.DataFrame
    weeks: pd.DataFrame
    person: dict[str, Any]
    policy_week: int  # the first in which the policy differs
    census: Census

    @property
    def people(self) -> int:
        """How many people live when the run begins."""
        return len(self.census.frames[0])

    @cached_property
    def chain(self) -> Chain | None:
        """The chain from the first difference back to the policy; None if the lives are alike."""
        return chain_of(self.pair, self.citizen)

    @cached_property
    def punishment(self) -> Chain | None:
        """The chain to the first punishment that only one world has; None if there is none."""
        return chain_to_punishment(self.pair, self.citizen)

    @property
    def names(self) -> tuple[str, str]:
        """The baseline and the policy."""
        return self.pair.worlds[0].name, self.pair.worlds[1].name

    @property
    def parting_week(self) -> int | None:
        """The week in which the lives part; None if they never do."""
        return self.chain.links[0].found.event.week if self.chain else None

    @property
    def felt_week(self) -> int | None:
        """The first week in which anything about the person differs, if only what they fear."""
        one, other = (rows.reset_index(drop=True) for _, rows in self._by_world)
        columns = [name for name in one if name not in ("world", "week", "date")]
        both_missing = one[columns].isna() & other[columns].isna()
        apart = ((one[columns] != other[columns]) & ~both_missing).any(axis=1)
        return int(np.argmax(apart.to_numpy())) if apart.any() else None

    def date(self, week: int) -> datetime.date:
        """The Monday of a week."""
        return self.pair.worlds[0].clock.date_of(week)

    @cached_property
    def years(self) -> pd.DataFrame:
        """A row a year and world: what they did and what was done to them, how often."""
        import pandas as pd

        parts = [_years(self.events, name, self.citizen) for name in self.names]
        return pd.concat(parts, ignore_index=True)

    @property
    def _by_world(self) -> list[tuple[str, pd.DataFrame]]:
        return [(name, self.weeks[self.weeks["world"] == name]) for name in self.names]


@dataclass(frozen=True, eq=False)
class Lived:
    """Two worlds that have been lived, with all events of the baseline until they part."""

    pair: Pair
    histories: tuple[History, History]
    policy_week: int


def lived(histories: tuple[History, History], society: Society, engine: EngineName) -> Lived:
    """Two histories of one society as a pair of worlds; InputError if they cannot differ."""
    baseline, policy = histories
    week = _policy_week(baseline, policy)
    worlds = tuple(
        World(history.scenario, society, history.seed, log_of(history, week), engine)
        for history in histories
    )
    return Lived(Pair((worlds[0], worlds[1])), histories, week)


def life_of(found: Lived, citizen: int | None, pick: str, hear: Hear = lambda weeks: None) -> Life:
    """The life of a citizen, or of one who is picked."""
    import pandas as pd

    person = picked(found.pair, pick) if citizen is None else citizen
    census = found.histories[0].census
    known = census.one(person, found.policy_week)
    weeks = pd.concat([lifeline(world, person, hear) for world in found.pair.worlds])
    return Life(
        person,
        found.pair,
        events_of(found.histories, person),
        weeks.reset_index(drop=True),
        known,
        found.policy_week,
        census,
    )


def events_of(histories: tuple[History, History], person: int) -> pd.DataFrame:
    """Every event that touches a person, in both worlds or in one."""
    import pandas as pd

    both = "both"
    touching = (_touching(history.events, person) for history in histories)
    parts = [replace(h, events=rows) for h, rows in zip(histories, touching, strict=True)]
    logs = [log_of(part, 0) for part in parts]
    mark_differing(*logs)
    named = [
        part.events.assign(world=[part.scenario.name if own else both for own in log.differs])
        for part, log in zip(parts, logs, strict=True)
    ]
    rows = pd.concat([named[0], named[1][named[1]["world"] != both]])
    rows = rows.assign(date=histories[0].dates(rows["week"]))
    return rows.sort_values(["week", "number"], kind="stable").reset_index(drop=True)


def log_of(history: History, first_week: int) -> Log:
    """The events of a history from a week on."""
    loss = coefficients(history.scenario).title_loss
    return Log(history.events, first_week, Luck(history.seed, loss))


def _touching(events: pd.DataFrame, person: int) -> pd.DataFrame:
    touched = np.zeros(len(events), bool)
    for name in TOUCHED:
        touched |= _is(events[name], person).to_numpy()
    words = ("event", "layer", "origin", "act", "sanction")
    return events[touched].astype(dict.fromkeys(words, "object"))


def _policy_week(baseline: History, policy: History) -> int:
    """The first week in which the policy differs; 0 where the worlds differ from the start."""
    sections = [
        history.scenario.model_dump(exclude={"name", "description", "levers"})
        for history in (baseline, policy)
    ]
    if sections[0] != sections[1]:
        return 0
    return parting_week(baseline.environments, policy.environments)


def _years(events: pd.DataFrame, world: str, person: int) -> pd.DataFrame:
    import pandas as pd

    rows = events[events["world"].isin((world, "both"))]
    year = rows["date"].dt.year
    counts = {
        name: _is_role(rows, kind, role, person).groupby(year).sum()
        for name, (kind, role) in DONE.items()
    }
    frame = pd.DataFrame(counts).fillna(0).astype("int64")
    return frame.rename_axis("year").reset_index().assign(world=world)


def _is_role(rows: pd.DataFrame, kind: str, role: str, person: int) -> pd.Series:
    """Whether each event is of this kind, with the person in this role."""
    is_kind = rows["event"] == kind
    if role == "both":
        return is_kind
    return is_kind & _is(rows[role], person)


def _is(column: pd.Series, person: int) -> pd.Series:
    """Whether each of a column, of which some are missing, is this person."""
    return column.fillna(-1).astype("int64") == person
