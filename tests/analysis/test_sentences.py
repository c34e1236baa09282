"""Words follow the numbers: studies with known effects give the right ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.differences import compare_pairs, difference_frame
from nksim.analysis.sentences import LARGE, MODERATE, NONE, SMALL, UNRESOLVED, sentences, word_of

LUCK = 0.001 * np.cos(np.arange(8.0))
KEYS = {"scenario": "law", "outcome": "mean_bond", "unit": "share"}


def change(before: float, difference: np.ndarray) -> pd.DataFrame:
    """Eight pairs of a bond that was so high, changed by so much."""
    base = before + LUCK
    rows = [KEYS | compare_pairs(base, base + difference)]
    return difference_frame(rows, list(KEYS))


@pytest.mark.parametrize(
    ("before", "difference", "word", "said"),
    [
        (0.40, np.zeros(8), NONE, "no difference in 8 pairs, 40.0 % in both"),
        (0.40, -0.01 + LUCK, SMALL, "slightly lower, 40.0 -> 39.0 % (-1.0 points"),
        (0.40, -0.08 + LUCK, MODERATE, "Mean bond: lower, 40.0 -> 32.0 % (-8.0 points"),
        (0.40, -0.30 + LUCK, LARGE, "much lower, 40.0 -> 10.0 % (-30.0 points"),
        (0.10, 0.30 + LUCK, LARGE, "much higher, 10.0 -> 40.0 % (+30.0 points"),
        (0.40, 20 * LUCK, UNRESOLVED, "not told from luck ("),
    ],
)
def test_a_known_effect__is_called_by_its_word(
    before: float, difference: np.ndarray, word: str, said: str
) -> None:
    """None, small, moderate, large either way, and what luck alone could give."""
    found = change(before, difference)
    assert word_of(found.to_dict("records")[0]) == word
    assert said in "\n".join(sentences(found, "base"))


def test_a_resolved_effect__says_in_how_many_pairs_it_is_so() -> None:
    """All eight, or seven."""
    assert "so in 8 of 8 pairs" in sentences(change(0.4, -0.1 + LUCK), "base")[1]
    once = -0.1 + 0.02 * np.cos(np.arange(8.0))
    once[3] = 0.01
    assert "so in 7 of 8 pairs" in sentences(change(0.4, once), "base")[1]


def test_from_nothing__is_large() -> None:
    """Where there was none, any that is resolved is much."""
    base = np.zeros(8)
    rows = difference_frame([KEYS | compare_pairs(base, 0.01 + LUCK)], list(KEYS))
    assert word_of(rows.to_dict("records")[0]) == LARGE
