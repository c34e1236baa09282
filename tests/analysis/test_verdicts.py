"""When a difference is called resolved: its interval, its pairs, and how many are read at once."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.analysis.differences import compare_pairs, difference_frame, paired_differences
from nksim.analysis.intervals import interval_of
from nksim.analysis.resampling import is_rare_or_skewed, resampled
from nksim.analysis.verdicts import RESOLVED, corrected, footnote, least_pairs
from tests.analysis.test_differences import outcomes

STEADY = np.array([0.9, 1.0, 1.1, 1.0, 0.95, 1.05, 1.02, 0.98])


def verdicts(*differences: np.ndarray) -> list[str]:
    rows = [compare_pairs(np.zeros(len(each)), each) for each in differences]
    return list(difference_frame(rows, [])["verdict"])


def test_few_pairs__resolve_nothing_however_alike_they_are() -> None:
    """That four point one way happens by luck in one case of eight; five do in one of sixteen."""
    assert least_pairs(0.9) == 5
    assert verdicts(STEADY[:4]) == ["not resolved with 4 replicates, at least 5 are needed"]
    assert verdicts(STEADY[:5]) == [RESOLVED]


def test_many_differences__are_corrected_for() -> None:
    """One of twenty that would have been believed alone is not believed among twenty."""
    doubtful = np.array([1.0, -0.4, 1.2, -0.2, 1.1, 0.9, -0.3, 1.0])
    assert verdicts(doubtful) == [RESOLVED]
    none = [np.array([1.0, -1.0] * 4) * (1 + place) for place in range(19)]
    found = verdicts(doubtful, *none)
    assert found[0] == "not resolved with 8 replicates among 20 differences"
    assert verdicts(STEADY, *none)[0] == RESOLVED


def test_holm__worked_out_by_hand() -> None:
    """Of three the smallest counts thrice, the next twice, and none is below one before it."""
    assert corrected([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert corrected([0.02, np.nan, 0.5])[:1] == pytest.approx([0.04])
    assert np.isnan(corrected([np.nan])).all()
    assert corrected([0.9, 0.9]).max() == 1.0


def test_families__are_the_outcomes_that_lead_and_all_others() -> None:
    """An outcome has one verdict, whether all are printed or six."""
    frame = outcomes(base=[0.0] * 8, law=list(STEADY)).assign(deaths=1.0, reports=1.0, silenced=1.0)
    found = paired_differences(frame, "base", leading=["mean_bond", "deaths"]).set_index("outcome")
    bond = found.loc["mean_bond"]
    assert bond["p_adjusted"] == pytest.approx(2 * bond["p"])
    found = paired_differences(frame, "base", leading=["deaths"]).set_index("outcome")
    assert found.loc["mean_bond"]["p_adjusted"] == pytest.approx(3 * bond["p"])


def test_the_footnote__says_the_rule() -> None:
    """Level, pairs, how many are counted, and where a bootstrap was made."""
    said = footnote(0.9, 30)
    for words in ("90% interval", "at least 5 pairs", "30 differences counted (Holm)", "BCa"):
        assert words in said


def test_rare_or_skewed__is_a_rule_and_no_taste() -> None:
    """Deaths in two runs of ten, one wave among small ones; not what lies evenly about its mean."""
    assert is_rare_or_skewed(np.array([0.0] * 8 + [1.0, 2.0]))
    assert is_rare_or_skewed(np.r_[np.tile([0.1, 0.2], 8), 3.0])
    assert not is_rare_or_skewed(np.array([0.1, 0.2, 0.1, 3.0]))  # which luck does to four
    assert not is_rare_or_skewed(STEADY)
    assert not is_rare_or_skewed(np.zeros(5))
    assert not is_rare_or_skewed(np.full(5, -0.01))
    assert interval_of(np.array([0.0, 0.0, 0.0, 1.0])).method == "t"  # too few to draw from


def test_a_bootstrap__is_near_that_of_another_library_and_always_the_same() -> None:
    """Thirty skewed values; SciPy draws its own."""
    from scipy.stats import bootstrap

    values = np.exp(1.5 * np.sin(np.arange(30.0) * 7.0)) - 0.4
    low, high, chance = resampled(values, 0.9)
    other = bootstrap(
        (values,), np.mean, confidence_level=0.9, n_resamples=20_000, random_state=1
    ).confidence_interval
    assert (low, high) == pytest.approx((other.low, other.high), rel=0.05)
    assert low > 0 < chance < 0.01
    assert resampled(values, 0.9) == (low, high, chance)
    assert low < values.mean() < high < 2 * values.mean() - low + 1.0


def test_an_end_at_zero__agrees_with_its_p() -> None:
    """At the level that p names, one end of the interval lies where zero is."""
    values = np.array([0.0] * 6 + [0.5, 1.0, 4.0, -1.0, -0.2, 0.3])
    _, _, chance = resampled(values, 0.9)
    low, _, _ = resampled(values, 1.0 - chance)
    assert low == pytest.approx(0.0, abs=0.02)
