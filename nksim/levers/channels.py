"""The channels by which policies act: which numbers of the Environment belong to each.

Levers change the Environment alone, so a channel is off where its fields are the baseline's, week
by week. Two channels are no fields but what districts learn from what they see: they are off where
districts suggest what they suggested in the baseline's run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nksim.core.environment import Environments

Learnt = Literal["fear", "doubt"]  # of state.DISTRICT


@dataclass(frozen=True)
class Channel:
    """One way in which policies act.

    `fields` are those of the Environment, `learns` what districts suggest; `put_in` marks assumed
    perception: what people are told to feel, not what they answer to.
    """

    name: str
    title: str
    fields: tuple[str, ...] = ()
    learns: Learnt | None = None
    put_in: bool = False


# In alphabetical order; nothing here or later is ordered by effect.
CHANNELS = (
    Channel("announced_fear", "announced fear", ("announced", "announcement"), put_in=True),
    Channel("announced_suspicion", "announced suspicion", ("warned", "warning"), put_in=True),
    Channel(
        "arrests",
        "arrests and terms",
        (
            "sentence",
            "spreading",
            "labour_share",
            "camp_share",
            "execution_share",
            "labour_weeks",
            "camp_weeks",
            "capacity",
            "informants",
            "reward",
            "campaign",
            "leniency",
        ),
    ),
    Channel("bribes_known", "bribes known to fail", ("bribe_news",)),
    Channel("bribes_refused", "bribes refused", ("bribe_base", "bribe_factor")),
    Channel("learnt_fear", "learnt fear", learns="fear"),
    Channel("learnt_suspicion", "learnt suspicion", learns="doubt"),
    Channel("searches", "searches", ("search", "find")),
    Channel("severity", "severity felt", ("severity",), put_in=True),
    Channel("style_checks", "style checks", ("style_check", "stigma")),
    Channel(
        "supply",
        "supply",
        (
            "imports",
            "openness",
            "escape_openness",
            "escape",
            "latency",
            "drives",
            "drive_korean",
            "drive_age",
            "radio_reach",
            "domestic_appeal",
            "players",
            "copying",
        ),
    ),
    Channel("trials_in_public", "trials in public", ("publicity", "attendance")),
    Channel("trust_asked_for", "trust asked for", ("trust_gain",)),
)


def acting(before: Environments, after: Environments) -> tuple[Channel, ...]:
    """The channels by which a policy acts that turns one course of Environments into another.

    Those of districts act wherever any other does.
    """
    weeks = len(before)
    firsts = {one: first_moved(one, before, after) for one in CHANNELS}
    moved = {one for one, first in firsts.items() if first < weeks}
    learnt = {one for one in CHANNELS if one.learns and moved}
    return tuple(one for one in CHANNELS if one in moved | learnt)


def first_moved(channel: Channel, before: Environments, after: Environments) -> int:
    """The first week in which a field of a channel differs; their number if none does."""
    weeks = len(before)
    firsts = [weeks]
    for name in channel.fields:
        differs = before[name] != after[name]
        firsts.append(_first(differs, weeks))
    return min(firsts)


def mixed(before: Environments, after: Environments, channels: Iterable[Channel]) -> Environments:
    """The Environments `before`, with these channels as they are `after`."""
    mixture = before.copy()
    for channel in channels:
        for name in channel.fields:
            mixture[name] = after[name]
    return mixture


def _first(differs: NDArray[np.bool_], weeks: int) -> int:
    """The first week in which anything differs; `differs` has shape (weeks, ...)."""
    rows = differs.reshape(weeks, -1)
    found = np.flatnonzero(rows.any(axis=1))
    return int(found[0]) if len(found) else weeks
