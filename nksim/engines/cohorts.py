"""Birth cohorts at the end of a year: who lives, who has ever watched, who has of late."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import WEEKS_PER_YEAR, Clock
from nksim.core.columns import COHORT_COUNTS, COHORT_YEARS, COHORTS, FIRST_COHORT
from nksim.engines.counts import Integers, Tables
from nksim.engines.state import Records
from nksim.engines.turning import gone
from nksim.rules.codes import KOREAN, NONE
from nksim.society.society import Society

YEAR = 52  # weeks


def cohorts_of(society: Society, clock: Clock) -> NDArray[np.int64]:
    """The cohort of each citizen, shape (citizens,)."""
    assert society.register is not None
    born = clock.year_of(0) + society.register.birth / WEEKS_PER_YEAR
    places = (np.floor(born).astype(np.int64) - FIRST_COHORT) // COHORT_YEARS
    return np.clip(places, 0, COHORTS - 1)


def count_cohorts(
    tables: Tables, society: Society, citizens: Records, clock: Clock, weeks: int
) -> None:
    """Count the cohorts at the end of the year of the last week passed; nothing without lives."""
    if society.register is None or not weeks:
        return
    counts: Integers = tables.cohorts[tables.year_of[weeks - 1]]
    living, cohort = ~gone(citizens["status"]), cohorts_of(society, clock)
    # Origin by origin, which is faster than along so short an axis.
    first, last = citizens["first"].T, np.maximum(*citizens["last"].T).astype(np.int64)
    ever = (first[0] != NONE) | (first[1] != NONE)
    who = (
        living,
        living & ever,
        living & (first[KOREAN] != NONE),
        living & _lately(last, weeks),
    )
    for place, counted in zip(range(len(COHORT_COUNTS)), who, strict=True):
        counts[:, place] = np.bincount(cohort[counted], minlength=COHORTS)


def _lately(last: NDArray[np.int64], weeks: int) -> NDArray[np.bool_]:
    return np.asarray((last != NONE) & (last > weeks - 1 - YEAR))
