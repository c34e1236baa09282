"""Could a survey of escapees see a decline? How many interviews, and years, it takes.

Two cohorts are compared, those who left before 2020 and those who left after. A decline is seen if
the difference of their shares lies beyond what chance would give one time in twenty (one-sided; the
90% interval of the difference leaves out zero). Normal approximation of two independent
proportions, unpooled (Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions, 3rd ed.,
chapter 4).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scipy.stats import norm

from nksim.core.errors import InputError
from nksim.evidence.arriving import arrivals_of
from nksim.observations.questions import last_closed_cohort

if TYPE_CHECKING:
    import pandas as pd

LEVEL, POWER = 0.05, 0.80
DECLINES = (0.05, 0.10, 0.20)
YEARS = (2019, 2022, 2025)
QUESTION = "watched_last_year"


def interviews_needed(
    before: float, decline: float, asked_before: int, power: float = POWER
) -> int | None:
    """Interviews after 2020 that see the decline with this chance.

    None if no number does, since too few were asked before.

    Raises InputError for shares that are none.
    """
    _check(before, decline, asked_before)
    after = before - decline
    allowed = (decline / (norm.ppf(1 - LEVEL) + norm.ppf(power))) ** 2 - before * (
        1 - before
    ) / asked_before
    return None if allowed <= 0 else max(1, math.ceil(after * (1 - after) / allowed))


def power_table(
    before: float,
    asked_before: int,
    share_asked: float,
    declines: Sequence[float] = DECLINES,
    years: Sequence[int] = YEARS,
    design_effect: float = 1.0,
) -> pd.DataFrame:
    """A row a decline and a year whose arrivals are taken as the rule.

    Interviews needed, and years of such arrivals.

    `years_usual` is with the share asked that is usual, `years_everyone` with all asked.
    `asked_before` counts interviews of the cohort before; `design_effect` is how many times more
    interviews it takes since people are not asked at random (relatives and neighbours leave
    together). Missing values: no number of interviews would do.
    """
    import pandas as pd

    _check_design(design_effect)
    rows = []
    for decline in declines:
        needed = interviews_needed(before, decline, max(1, round(asked_before / design_effect)))
        wanted = math.nan if needed is None else math.ceil(needed * design_effect)
        for year in years:
            came = arrivals_of(year)
            rows.append(
                {
                    "before": before,
                    "decline": decline,
                    "interviews_before": asked_before,
                    "interviews_needed": wanted,
                    "arrivals_like": year,
                    "arrivals": came,
                    "years_everyone": wanted / came,
                    "years_usual": wanted / (came * share_asked) if share_asked > 0 else math.nan,
                }
            )
    return pd.DataFrame(rows)


def _check_design(effect: float) -> None:
    if not 1.0 <= effect < math.inf:
        raise InputError(
            f"design_effect={effect} must be a number of at least 1: how many times more"
            " interviews it takes"
        )


def _check(before: float, decline: float, asked_before: int) -> None:
    if not 0.0 < before < 1.0:
        raise InputError(
            f"before={before} must lie between 0 and 1: it is the share before the decline"
        )
    if not 0.0 < decline <= before:
        raise InputError(
            f"decline={decline} must be above 0 and at most the share before it (before={before})"
        )
    if asked_before < 1:
        raise InputError(f"interviews_before={asked_before} must be at least 1")


def power_of_survey(
    survey: pd.DataFrame, share_asked: float, design_effect: float = 1.0
) -> pd.DataFrame:
    """The power table for the last cohort before the law, taken from stored survey rows.

    What it tells of its last year, and how many were asked.

    Raises InputError if these runs have no such cohort.
    """
    first, last = last_closed_cohort()
    rows = survey[
        (survey["statistic"] == QUESTION)
        & (survey["left_from"] == first)
        & (survey["left_to"] == last)
    ]
    before, asked = rows["survey"].median(), rows["interviews"].median()
    if not before > 0 or not asked >= 1:
        raise InputError(
            f"these runs hold nobody who left in {first}-{last}; run a scenario that covers"
            " these years, such as nksim:history"
        )
    possible = [decline for decline in DECLINES if decline <= before]
    if not possible or not before < 1:
        raise InputError(
            f"of those who left in {first}-{last} {before:.1%} had watched: there is no"
            f" decline of {DECLINES[0]:.0%} to be seen"
        )
    return power_table(
        float(before), int(asked), share_asked, possible, design_effect=design_effect
    )
