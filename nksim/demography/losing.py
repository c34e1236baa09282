"""Which ties stay in being over a turn of the year, and on which layer.

A tie ends with a life, when neighbours move apart, when school ends, and by chance. Who shares a
home has a tie of the household, and who leaves it stays kin. Every draw is keyed by the tie.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, stream, unit
from nksim.core.jit import kernel, part
from nksim.demography.layout import Layout
from nksim.demography.persons import Persons
from nksim.demography.years import Span
from nksim.rules.codes import CHILD, FRIEND, HOUSEHOLD, KIN, NEIGHBOUR, WORK
from nksim.rules.living import chance_of_losing
from nksim.scenario.sections import Life
from nksim.society.blocks import in_order, row_parts
from nksim.society.society import Society

LOST = 255
LAYERS = 6


class Left(NamedTuple):
    """What is left of the ties before: the layer of each, or LOST; and ties of people by layer.

    `first` counts the ties of each low end: first[i + 1] belongs to i.
    """

    layer: NDArray[np.uint8]  # (old ties,)
    degree: NDArray[np.uint16]  # (new citizens, LAYERS)
    first: NDArray[np.int64]  # (new citizens + 1,)


def lose_ties(
    society: Society,
    layout: Layout,
    persons: Persons,
    life: Life,
    kin: float,
    span: Span,
    seed: int,
    threads: int,
) -> Left:
    """The ties that stay; of kin beyond the mean `kin` a head, some are lost sight of."""
    chances = np.zeros(LAYERS)
    for on, loss in zip(
        range(FRIEND, LAYERS),
        (life.friend_loss, life.neighbour_loss, life.work_loss, life.market_loss),
        strict=True,
    ):
        chances[on] = chance_of_losing(loss, span.years)
    key = stream(seed, YearlyPurpose.TIE_LOSS, span.week)
    layer = np.full(society.tie_count, LOST, np.uint8)
    people, districts = persons.people, len(layout.district_first) - 1

    def look_at(part: tuple[int, int]) -> NDArray[np.int64]:
        found = np.zeros((2, districts), np.int64)
        keep(
            *part,
            society.ties,
            society.people.age,
            layout.went_to,
            people,
            chances,
            key,
            society.register,
            layer,
            found,
        )
        return found

    parts = row_parts(society.tie_count, threads)
    spared, others = sum(in_order(look_at, parts, threads), np.zeros((2, districts), np.int64))
    wanted = kin * np.diff(layout.district_first) / 2.0
    excess = np.clip(spared + others - wanted, 0.0, others) / np.maximum(others, 1)
    degree = np.zeros((len(layout.came_from), LAYERS), np.uint16)
    first = np.zeros(len(degree) + 1, np.int64)
    thin_and_count(
        society.ties,
        layout.went_to,
        people.district,
        excess,
        key,
        society.register,
        layer,
        degree,
        first,
    )
    return Left(layer, degree, first)


@kernel
def keep(lo, hi, ties, age_before, went_to, people, chances, key, register, layer, found):
    """Write the layer on which ties lo..hi go on.

    `found` counts kin by the low end's district: of one line, and others.
    """
    for k in range(lo, hi):
        i, j = ties.low[k], ties.high[k]
        a, b = went_to[i], went_to[j]
        if a < 0 or b < 0:
            continue
        if people.household[a] == people.household[b]:
            layer[k] = HOUSEHOLD
            continue
        was = ties.layer[k]
        if was <= KIN:
            layer[k] = KIN
            of_one_line = _of_one_line(register, i, j)
            found[0 if of_one_line else 1, people.district[a]] += 1
            continue
        if was == NEIGHBOUR and people.unit[a] != people.unit[b]:
            continue
        leaves_school = people.age[a] != CHILD or people.age[b] != CHILD
        if was == WORK and age_before[i] == CHILD and leaves_school:
            continue
        if unit(hash_one(key, np.uint64(ties.key[k]))) >= chances[was]:
            layer[k] = was


@part
def _of_one_line(register, i, j):
    """Whether one is the other's mother or father."""
    mother, father = register.mother, register.father
    return mother[i] == j or father[i] == j or mother[j] == i or father[j] == i


@kernel
def thin_and_count(ties, went_to, district, excess, key, register, layer, degree, first):
    """Lose sight of kin, at a chance by district, but never of parents and children.

    Counts the ties that everybody has left, by layer, and by their low ends.
    """
    for k in range(len(layer)):
        on = layer[k]
        if on == LOST:
            continue
        i, j = ties.low[k], ties.high[k]
        a, b = went_to[i], went_to[j]
        if on == KIN:
            chance = excess[district[a]]
            draw = unit(hash_one(key, np.uint64(ties.key[k])))
            if draw < chance and not _of_one_line(register, i, j):
                layer[k] = LOST
                continue
        degree[a, on] += 1
        degree[b, on] += 1
        first[min(a, b) + 1] += 1
