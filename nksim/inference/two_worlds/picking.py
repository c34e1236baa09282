"""Whose life is told, where nobody is named: by how much the two worlds differ for each person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nksim.core.checks import checked_choice
from nksim.core.errors import InputError
from nksim.core.events import Event
from nksim.inference.two_worlds.chain import LIGHT
from nksim.inference.two_worlds.pair import POLICY, Pair


def picked(pair: Pair, pick: str) -> int:
    """The number of a person: typical, diverging or punished.

    `diverging` has the most events that only one world has, `typical` as many as the median of
    those who have any, `punished` is the first who is punished under the policy and never in the
    baseline. InputError if there is nobody of that kind.
    """
    checked_choice(pick, name="pick", allowed=PICKS)
    return PICKS[pick](pair)


def differences(pair: Pair) -> np.ndarray:
    """How many events that only one world has touch each person, by number."""
    size = 1 + max(int(world.log.highest_number) for world in pair.worlds)
    return sum(
        (world.log.counts_of_differing(size) for world in pair.worlds), np.zeros(size, np.int64)
    )


def _diverging(pair: Pair) -> int:
    return int(np.argmax(_any(pair)))


def _typical(pair: Pair) -> int:
    counts = _any(pair)
    middle = np.median(counts[counts > 0])
    return int(np.argmin(np.where(counts > 0, np.abs(counts - middle), np.inf)))


def _punished(pair: Pair) -> int:
    baseline, policy = (_sanctioned(pair, side) for side in range(2))
    for person in policy:
        if person not in baseline:
            return person
    name = pair.worlds[POLICY].name
    raise InputError(
        f"pick=punished: nobody is punished under {name} who is not in the baseline as well;"
        " pick typical or diverging, or give another seed"
    )


def _any(pair: Pair) -> np.ndarray:
    counts = differences(pair)
    if not counts.any():
        one, other = (world.name for world in pair.worlds)
        raise InputError(
            f"nothing differs between {one} and {other} with seed={pair.worlds[0].seed}; give"
            " another policy or another seed"
        )
    return counts


def _sanctioned(pair: Pair, side: int) -> list[int]:
    """Who was punished in a world, in the order of time."""
    columns = pair.worlds[side].log.columns
    kept = (columns["event"] == Event.SANCTION) & ~np.isin(columns["sanction"], LIGHT)
    people: list[int] = columns["citizen"][kept].tolist()
    return list(dict.fromkeys(people))


PICKS: dict[str, Callable[[Pair], int]] = {
    "typical": _typical,
    "diverging": _diverging,
    "punished": _punished,
}
