"""Which ties stay in being over a turn of the year, and on which layer.

A tie ends with a life, when neighbours move apart, when school ends, and by chance. Who shares a
home has a tie of the household, and who leaves it stays kin. Every draw is keyed by the tie.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import YearlyPurpose, hash_one, unit
from nksim.core.jit import kernel, part, step
from nksim.demography.layout import Layout
from nksim.demography.persons import Passage
from nksim.demography.years import Occasion
from nksim.rules.codes import CHILD, HOUSEHOLD, KIN, NEIGHBOUR, WORK
from nksim.rules.living import chance_of_losing
from nksim.society.blocks import in_order, row_parts

LOST = 255
LAYERS = 6


class Left(NamedTuple):
    """What is left of the ties before: the layer of each, or LOST; and ties of people by layer.

    `first` counts the ties of each low end: first[i + 1] belongs to i.
    """

    layer: NDArray[np.uint8]  # (old ties,)
    degree: NDArray[np.uint16]  # (new citizens, LAYERS)
    first: NDArray[np.int64]  # (new citizens + 1,)


def lose_ties(passage: Passage, layout: Layout, occasion: Occasion) -> Left:
    """The ties that stay; of kin beyond the mean a head, some are lost sight of."""
    key, chances = occasion.key(YearlyPurpose.TIE_LOSS), chances_of(occasion)
    heads = np.diff(layout.district_first)
    left = Left(
        occasion.buffers.take(len(passage.ties.low), np.uint8),
        np.zeros((len(passage.number), LAYERS), np.uint16),
        np.zeros(len(passage.number) + 1, np.int64),
    )

    def look_at(part: tuple[int, int]) -> NDArray[np.int64]:
        kin = np.zeros((2, len(heads)), np.int64)
        keep(*part, passage, chances, key, left.layer, kin)
        return kin

    parts = row_parts(len(left.layer), occasion.threads)
    kin = np.zeros((2, len(heads)), np.int64)
    for found in in_order(look_at, parts, occasion.threads):
        kin += found
    thin_and_count(passage, excess_of(kin, heads, occasion.population.ties.kin), key, left)
    return left


def chances_of(occasion: Occasion) -> NDArray[np.float64]:
    """Chance of a tie to end by itself within the year, by layer; none for household and kin."""
    life, years = occasion.life, occasion.span.years
    losses = (life.friend_loss, life.neighbour_loss, life.work_loss, life.market_loss)
    return np.array([0.0, 0.0, *(chance_of_losing(loss, years) for loss in losses)])


def excess_of(kin: NDArray[np.int64], heads: NDArray[np.int64], mean: float) -> NDArray[np.float64]:
    """What share of kin is to be lost sight of, by district; `kin` are of one line, and others."""
    of_one_line, others = kin
    beyond = np.clip(of_one_line + others - mean * heads / 2.0, 0.0, others)
    return np.asarray(beyond / np.maximum(others, 1))


@kernel
def keep(lo, hi, passage, chances, key, layer, kin):
    """Write the layer on which ties lo..hi go on.

    `kin` counts ties of kin by the low end's district: of one line, and others.
    """
    _keep(lo, hi, passage, chances, key, layer, kin)


@part
def _keep(lo, hi, passage, chances, key, layer, kin):
    ties, people = passage.ties, passage.people
    for k in range(lo, hi):
        i, j = ties.low[k], ties.high[k]
        a, b = passage.went_to[i], passage.went_to[j]
        layer[k] = LOST
        if a < 0 or b < 0:
            continue
        if people.household[a] == people.household[b]:
            layer[k] = HOUSEHOLD
            continue
        was = ties.layer[k]
        if was <= KIN:
            layer[k] = KIN
            of_one_line = _of_one_line(passage.register, i, j)
            kin[0 if of_one_line else 1, people.district[a]] += 1
            continue
        if was == NEIGHBOUR and people.unit[a] != people.unit[b]:
            continue
        leaves_school = people.age[a] != CHILD or people.age[b] != CHILD
        if was == WORK and passage.before.age[i] == CHILD and leaves_school:
            continue
        if unit(hash_one(key, np.uint64(ties.key[k]))) >= chances[was]:
            layer[k] = was


@step
def _of_one_line(register, i, j):
    """Whether one is the other's mother or father."""
    mother, father = register.mother, register.father
    return mother[i] == j or father[i] == j or mother[j] == i or father[j] == i


@kernel
def thin_and_count(passage, excess, key, left):
    """Lose sight of kin, at a chance by district, but never of parents and children.

    Counts the ties that everybody has left, by layer, and by their low ends.
    """
    _thin_and_count(passage, excess, key, left)


@part
def _thin_and_count(passage, excess, key, left):
    ties, layer = passage.ties, left.layer
    for k in range(len(layer)):
        on = layer[k]
        if on == LOST:
            continue
        i, j = ties.low[k], ties.high[k]
        a, b = passage.went_to[i], passage.went_to[j]
        if on == KIN:
            chance = excess[passage.people.district[a]]
            draw = unit(hash_one(key, np.uint64(ties.key[k])))
            if draw < chance and not _of_one_line(passage.register, i, j):
                layer[k] = LOST
                continue
        left.degree[a, on] += 1
        left.degree[b, on] += 1
        left.first[min(a, b) + 1] += 1
