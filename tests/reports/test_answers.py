"""Sentences follow the numbers: known effects give the right words, in both languages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nksim.analysis.differences import compare_pairs, difference_frame
from nksim.reports.answers import answers, direction, leading_rows, sentence, told_apart, verdict
from nksim.reports.words import words_in
from tests.fixtures.studies import EFFECTS, WATCHED

EN, KO = words_in("en"), words_in("ko")
# What is said of each policy whose effect is known, in both languages.
SAID = {
    "nothing": ("no difference in any of 6 pairs of runs; 50.0 % in both", "차이 없음"),
    "little": ("slightly lower, from 50.0 to 48.9 % (-1.1 points", "조금 낮음 (50.0 → 48.9 %"),
    "much": ("much lower, from 50.0 to 20.0 % (-30.0 points", "훨씬 낮음 (50.0 → 20.0 %"),
    "unclear": ("cannot be told from no difference with 6 pairs of runs", "구별되지 않음"),
}


def row_of(before: float, changes: tuple[float, ...], outcome: str = WATCHED) -> dict[str, Any]:
    """The row of differences of so many seeds."""
    first = np.full(len(changes), before)
    figures = compare_pairs(first, first + np.array(changes))
    keys = {"scenario": "law", "outcome": outcome, "unit": "share"}
    (row,) = difference_frame([keys | figures], list(keys)).to_dict("records")
    return dict(row)


@pytest.mark.parametrize("policy", EFFECTS)
def test_a_known_effect__is_said_in_the_right_words(policy: str) -> None:
    """None, small, large and unresolved are four different sentences."""
    row = row_of(0.5, EFFECTS[policy][WATCHED])
    said = [sentence(row, words) for words in (EN, KO)]
    for text, part in zip(said, SAID[policy], strict=True):
        assert part in text
    for other in {*SAID} - {policy}:
        assert not any(part in text for text, part in zip(said, SAID[other], strict=True))


@pytest.mark.parametrize(
    ("before", "change", "word"),
    [
        (0.5, 0.024, "higher_slightly"),
        (0.5, 0.025, "higher"),
        (0.5, 0.124, "higher"),
        (0.5, 0.125, "higher_strongly"),
        (0.5, -0.024, "lower_slightly"),
        (0.5, -0.1, "lower"),
        (0.5, -0.2, "lower_strongly"),
        (0.0, 0.001, "higher_strongly"),
    ],
)
def test_the_size__is_that_of_the_change_beside_the_baseline(
    before: float, change: float, word: str
) -> None:
    """Bounds included; whatever comes from nothing is much."""
    assert direction({"mean": change, "baseline_mean": before}) == word


def test_one_pair__says_nothing_of_luck() -> None:
    """A single difference has no interval, and no verdict is made of it."""
    row = row_of(0.5, (0.2,))
    assert verdict(row) == "one_pair"
    assert "+20.0 points in the only pair" in sentence(row, EN)
    assert "단 한 쌍" in sentence(row, KO)


def test_no_value__is_said_and_not_called_zero() -> None:
    """Where no pair has a value nothing is claimed."""
    row = row_of(0.5, (float("nan"), float("nan")))
    assert verdict(row) == "no_value"
    assert "nothing can be said" in sentence(row, EN)
    assert "말할 수 없다" in sentence(row, KO)


def test_costs__are_said_before_effects_and_policies_in_their_order() -> None:
    """Whatever order the rows come in, sanctions are read before who watches."""
    rows = [
        row_of(0.5, (0.1, 0.2), outcome) | {"scenario": policy}
        for policy in ("z", "a")
        for outcome in (WATCHED, "suspicion", "punished", "expected_deaths", "knowledge")
    ]
    frame = difference_frame(rows, ["scenario", "outcome", "unit"])
    found = leading_rows(frame)
    assert list(found["scenario"].unique()) == ["z", "a"]
    assert list(found["outcome"][:4]) == ["punished", "expected_deaths", "suspicion", WATCHED]
    assert [one.heading for one in answers(frame, "base", EN)] == [
        "z, against base",
        "a, against base",
    ]


def test_what_is_told_apart__is_counted() -> None:
    """The first lines say of how many policies anything can be said at all."""
    rows = [
        row_of(0.5, EFFECTS[policy][WATCHED]) | {"scenario": policy}
        for policy in ("nothing", "little", "much", "unclear")
    ]
    frame = difference_frame(rows, ["scenario", "outcome", "unit"])
    assert told_apart(frame, "base", EN) == [
        "Watched within a year: 2 of 4 policies differ from base by more than luck."
    ]
    assert "4개 중 2개" in told_apart(frame, "base", KO)[0]
