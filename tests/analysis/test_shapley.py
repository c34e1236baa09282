"""Shapley values against games whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.analysis.shapley import (
    Values,
    antithetic_orderings,
    sampled_values,
    shapley_values,
    steps_of,
    without,
)

GLOVES = 3  # parts: two left gloves, one right; a pair is worth 1


def gloves() -> Values:
    """The glove game (Shapley 1953): a coalition with the right glove and a left one has a pair."""
    pairs = {3: 0.0, 5: 1.0, 6: 1.0, 7: 1.0}
    return {coalition: np.array([pairs.get(coalition, 0.0)]) for coalition in range(8)}


def test_two_channels_that_interact__share_what_they_do_together() -> None:
    """Alone 1 and 2, together 6: the 3 that neither does alone are halved."""
    values = {0: np.array(10.0), 1: np.array(11.0), 2: np.array(12.0), 3: np.array(16.0)}
    assert shapley_values(values, 2).tolist() == [2.5, 3.5]


def test_the_glove_game__has_its_known_values() -> None:
    """The right glove is worth two thirds, each left one a sixth."""
    assert shapley_values(gloves(), GLOVES)[:, 0] == pytest.approx([1 / 6, 1 / 6, 2 / 3])


def test_all_orderings__give_what_all_coalitions_give() -> None:
    """Six orders of three parts."""
    orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    sampled = sampled_values(gloves(), GLOVES, orders)
    assert sampled == pytest.approx(shapley_values(gloves(), GLOVES))


def test_values__add_up_to_the_whole_for_any_orderings() -> None:
    """What is added step by step is the whole in the end."""
    rng = np.linspace(0.0, 1.0, 32) ** 3
    values = {
        coalition: np.array([rng[coalition], -rng[31 - coalition]]) for coalition in range(32)
    }
    for pairs in (1, 3):
        found = sampled_values(values, 5, antithetic_orderings(5, pairs, seed=4))
        assert found.sum(axis=0) == pytest.approx(values[31] - values[0])
    assert shapley_values(values, 5).sum(axis=0) == pytest.approx(values[31] - values[0])


def test_a_part_that_changes_nothing__is_worth_nothing_at_all() -> None:
    """Not even what rounding leaves."""
    values = {coalition: np.array(0.1 * (coalition & 1) + 0.7) for coalition in range(4)}
    assert shapley_values(values, 2).tolist() == [pytest.approx(0.1), 0.0]


def test_orderings__come_in_pairs_and_are_those_of_the_seed() -> None:
    """Each with its reverse; another seed, other orders."""
    drawn = antithetic_orderings(9, 2, seed=1)
    assert drawn[1] == drawn[0][::-1]
    assert all(sorted(order) == list(range(9)) for order in drawn)
    assert drawn == antithetic_orderings(9, 2, seed=1)
    assert drawn != antithetic_orderings(9, 2, seed=2)


def test_steps__begin_with_nothing_and_end_without_the_last() -> None:
    """Part 2 first, then 0, then 1."""
    assert steps_of((2, 0, 1)) == [(2, 0), (0, 4), (1, 5)]
    assert without(1, 3) == 5
