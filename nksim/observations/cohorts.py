"""Birth cohorts year by year: what age, period and generation each have to do with watching."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import COHORT_COUNTS, COHORT_YEARS, FIRST_COHORT, index_of
from nksim.observations.stack import Columns, Stack, ratio

COUNT = index_of(COHORT_COUNTS)
SHARES = ("ever_watched", "ever_watched_korean", "watched_last_year")


def cohorts_columns(stack: Stack) -> Columns:
    """A row for each calendar year and each cohort of whom anybody lives in any of the runs.

    Columns that differ between runs have shape (runs, rows); no rows where people do not live and
    die.
    """
    counts = np.stack([each.cohorts for each in stack.observations])
    living = counts[..., COUNT["living"]]
    year, cohort = np.nonzero(living.sum(axis=0))
    born = FIRST_COHORT + COHORT_YEARS * cohort
    shares = {
        f"{name}_share": ratio(counts[:, year, cohort, COUNT[name]], living[:, year, cohort])
        for name in SHARES
    }
    return {
        "year": stack.year_numbers[year],
        "born_from": born,
        "born_to": born + COHORT_YEARS - 1,
        "living": living[:, year, cohort],
        **shares,
    }
