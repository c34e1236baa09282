"""How many interviews a decline takes to be seen."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, norm

from nksim.analysis.power import LEVEL, chance_to_see, interviews_needed, power_table
from nksim.core.errors import InputError


def exact_power(before: float, after: float, asked_before: int, asked_after: int) -> float:
    """The chance that the test rejects, summed over every outcome of both surveys."""
    a, b = np.arange(asked_before + 1) / asked_before, np.arange(asked_after + 1) / asked_after
    error = np.sqrt((a * (1 - a) / asked_before)[:, None] + (b * (1 - b) / asked_after)[None, :])
    seen = a[:, None] - b[None, :] > norm.ppf(1 - LEVEL) * error
    return float(
        binom.pmf(np.arange(asked_before + 1), asked_before, before)
        @ seen
        @ binom.pmf(np.arange(asked_after + 1), asked_after, after)
    )


@pytest.mark.parametrize(
    ("before", "decline", "asked"), [(0.7, 0.1, 600), (0.5, 0.2, 150), (0.8, 0.05, 1500)]
)
def test_interviews_needed__give_the_power_asked_for(
    before: float, decline: float, asked: int
) -> None:
    """Counted over all outcomes of both surveys, four declines in five are seen; with half the interviews fewer are."""
    needed = interviews_needed(before, decline, asked)
    assert needed is not None
    assert exact_power(before, before - decline, asked, needed) == pytest.approx(0.80, abs=0.02)
    assert exact_power(before, before - decline, asked, needed // 2) < 0.72
    assert chance_to_see(before, decline, asked, needed) == pytest.approx(0.80, abs=0.01)


def test_too_few_asked_before__cannot_be_made_up_for() -> None:
    """A small first survey bounds what any second one can see."""
    assert interviews_needed(0.6, 0.05, 100) is None


def test_table__says_years_of_arrivals() -> None:
    """Sixteen times fewer arrivals, sixteen times more years; a smaller decline takes more; clustering takes more."""
    table = power_table(0.7, 1000, 0.2).set_index(["decline", "arrivals_like"])
    assert table.loc[(0.1, 2022), "years_usual"] / table.loc[
        (0.1, 2019), "years_usual"
    ] == pytest.approx(1047 / 67)
    assert (
        table.loc[(0.05, 2025), "interviews_needed"]
        > table.loc[(0.1, 2025), "interviews_needed"]
        > table.loc[(0.2, 2025), "interviews_needed"]
    )
    assert (table["years_everyone"] < table["years_usual"]).all()
    clustered = power_table(0.7, 1000, 0.2, design_effect=2.0).set_index(
        ["decline", "arrivals_like"]
    )
    assert (
        clustered.loc[(0.1, 2025), "interviews_needed"]
        > 2 * table.loc[(0.1, 2025), "interviews_needed"]
    )


@pytest.mark.parametrize(
    ("before", "decline", "asked"), [(1.2, 0.1, 10), (0.1, 0.2, 10), (0.5, 0.1, 0)]
)
def test_what_is_no_share__is_refused(before: float, decline: float, asked: int) -> None:
    """Named with its value."""
    with pytest.raises(InputError, match="="):
        interviews_needed(before, decline, asked)
