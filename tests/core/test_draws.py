from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nksim.core.draws import Purpose, draw, draw_one, draw_two, halves_one, halves_two, mix, stream
from nksim.society.building import build_society
from tests.fixtures.lively import lively_scenario

SEEDS = st.integers(0, 2**63 - 1)
WEEKS = st.integers(-600, 5000)
PURPOSES = st.sampled_from(list(Purpose))
CITIZENS = st.integers(0, 2**32 - 1)
PURE = settings(derandomize=True, database=None, deadline=None)
MANY = 20_000
PROGRAM = """
from nksim.core.draws import Purpose, draw, halves_two, stream
import numpy as np
np.seterr(over="ignore")
for seed in (0, 1, 2**63 - 1):
    for purpose in Purpose:
        for week in (-8, 0, 1619):
            halves = halves_two(stream(seed, purpose, week), 3, 4)
            far = draw(seed, purpose, week, 2**32 - 1, 5)
            print(draw(seed, purpose, week, 17).hex(), far.hex(), *halves)
"""


@PURE
@given(SEEDS, PURPOSES, WEEKS, CITIZENS, CITIZENS)
def test_a_draw__is_a_pure_function_of_its_key(
    seed: int, purpose: Purpose, week: int, a: int, b: int
) -> None:
    """The same person in the same week has the same luck, however often one asks and whatever was
    asked before.
    """
    first = draw(seed, purpose, week, a), draw(seed, purpose, week, a, b)
    draw(seed + 1, purpose, week, b)
    assert first == (draw(seed, purpose, week, a), draw(seed, purpose, week, a, b))
    key = stream(seed, purpose, week)
    with np.errstate(over="ignore"):
        assert first == (draw_one(key, a), draw_two(key, a, b))
        assert all(
            0.0 <= number < 1.0 for number in (*first, *halves_one(key, a), *halves_two(key, a, b))
        )


def test_any_part_of_the_key__changes_the_draw() -> None:
    """Another seed, purpose, week, person or order of two people is other luck."""
    numbers = [
        draw(1, Purpose.OFFER, 5, 10, 11),
        draw(2, Purpose.OFFER, 5, 10, 11),
        draw(1, Purpose.JOIN, 5, 10, 11),
        draw(1, Purpose.OFFER, 6, 10, 11),
        draw(1, Purpose.OFFER, 5, 12, 11),
        draw(1, Purpose.OFFER, 5, 11, 10),
        draw(1, Purpose.OFFER, 5, 10),
    ]
    assert len(set(numbers)) == len(numbers)


def test_the_purposes__have_streams_of_their_own() -> None:
    """What decides one thing never decides another, and no week repeats another."""
    assert (
        len({int(stream(1, purpose, week)) for purpose in Purpose for week in range(-5, 60)})
        == len(Purpose) * 65
    )
    assert max(Purpose) < 64


def test_draws__are_spread_evenly() -> None:
    """Luck is fair: tenths of the range are equally likely, and neighbours in number have nothing
    in common.
    """
    key = stream(42, Purpose.IMPORT, 100)
    with np.errstate(over="ignore"):
        ones = np.array([draw_one(key, a) for a in range(MANY)])
        upper, lower = np.array([halves_one(key, a) for a in range(MANY)]).T
        pairs = np.array([draw_two(key, a, a + 1) for a in range(MANY)])
    for numbers in (ones, upper, lower, pairs):
        tenths = np.histogram(numbers, bins=10, range=(0.0, 1.0))[0]
        assert (
            (tenths - MANY / 10) ** 2 / (MANY / 10)
        ).sum() < 27.9  # chi-squared with 9 degrees of freedom, p = 0.001
        assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 0.03
    assert abs(np.corrcoef(upper, lower)[0, 1]) < 0.03


def test_weeks__have_nothing_in_common() -> None:
    """Last week's luck says nothing about this week's."""
    with np.errstate(over="ignore"):
        keys = [stream(42, Purpose.IMPORT, week) for week in range(MANY)]
        numbers = np.array([draw_one(key, 7) for key in keys])
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 0.03
    assert abs(numbers.mean() - 0.5) < 0.01


def test_mixing__changes_half_of_the_bits() -> None:
    """People whose numbers differ in one bit are as different as any two."""
    with np.errstate(over="ignore"):
        changed = [
            int(mix(np.uint64(x)) ^ mix(np.uint64(x ^ (1 << bit)))).bit_count()
            for x in range(1, 40)
            for bit in range(64)
        ]
    assert abs(float(np.mean(changed)) - 32.0) < 0.5
    assert min(changed) > 8


def test_one_citizen_more__leaves_the_luck_of_the_others() -> None:
    """Draws are keyed by person, so a society of 101 has the hundred draws of one of 100 and one
    more.
    """
    key = stream(9, Purpose.TASTE_KOREAN)
    with np.errstate(over="ignore"):
        hundred = [draw_one(key, a) for a in range(100)]
        assert [draw_one(key, a) for a in reversed(range(101))][:0:-1] == hundred


def test_a_society__is_the_same_whenever_it_is_built() -> None:
    """The people of a seed are always the same people."""
    one, two = (build_society(lively_scenario(), 4) for _ in range(2))
    for column in (*type(one.people)._fields,):
        assert np.array_equal(getattr(one.people, column), getattr(two.people, column))
    assert np.array_equal(one.ties.bond, two.ties.bond)


def test_draws_in_plain_python__equal_the_compiled_ones() -> None:
    """Luck does not depend on a compiler."""
    root = Path(__file__).parents[2]
    lines = []
    for disabled in ("0", "1"):
        environment = {**os.environ, "NUMBA_DISABLE_JIT": disabled}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        lines.append(done.stdout.splitlines())
    assert lines[0] == lines[1]
    assert len(lines[0]) == 3 * 3 * len(Purpose)
