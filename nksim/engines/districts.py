"""What districts remember: arrests and searches seen, people told on; deaths in the country.

Districts are no citizens: both engines use these functions over arrays. Sums of a week are
integers, so that their order does not matter; what is remembered moves once, at its end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import CELL_COUNTS, index_of
from nksim.core.jit import rule
from nksim.core.units import to_amount
from nksim.engines.counts import Week
from nksim.engines.state import DISTRICT, Records, aligned
from nksim.rules.attending import reach
from nksim.rules.believing import fear_of, lately, suspicion_of
from nksim.rules.coefficients import Coefficients
from nksim.rules.sanctioning import loudness_of, weight_of
from nksim.society.society import Society

SEEN, TOLD = 0, 1
EXPECTED_DEATHS = index_of(CELL_COUNTS)["expected_deaths"]
_UNIT = 1.0 / 1048576.0
_A_YEAR = float(WEEKS_PER_YEAR)


def new_districts(society: Society, c: Coefficients) -> Records:
    """What districts remember before anything has happened."""
    districts = aligned(len(society.district_first) - 1, DISTRICT)
    districts["fear"], districts["doubt"] = c.risk_base, c.suspicion_base
    return districts


@rule
def note_search(district: int, week: Week, c: Coefficients) -> None:
    """A home of the district was searched."""
    week.seen[district, SEEN] += to_amount(c.risk_search)


@rule
def note_arrest(
    district: int, kind: int, attendance: float, told: bool, week: Week, c: Coefficients
) -> None:
    """Somebody of the district was arrested, with what followed; `attendance` is 0 in secret."""
    noticed = weight_of(kind, c) * reach(attendance > 0.0, attendance, c)
    week.seen[district, SEEN] += to_amount(noticed)
    if told:
        week.seen[district, TOLD] += to_amount(loudness_of(kind, c))


@rule
def remember_week(
    week: Week,
    people: NDArray[np.int64],
    districts: Records,
    deaths: NDArray[np.float64],
    c: Coefficients,
) -> None:
    """Take what was seen this week into the memory of districts; `people` live in each."""
    total = 0
    for cell in range(len(week.cells)):
        total += week.cells[cell, EXPECTED_DEATHS]
    everybody = 0
    for d in range(len(people)):
        everybody += people[d]
    deaths[0] = lately(deaths[0], total * _UNIT * (1e6 * _A_YEAR / everybody), c)
    for d in range(len(people)):
        rate = _UNIT * (1000.0 * _A_YEAR / max(people[d], 1))  # all of it may have died
        here = districts[d]
        here.seen = lately(here.seen, week.seen[d, SEEN] * rate, c)
        here.told = lately(here.told, week.seen[d, TOLD] * rate, c)
        here.fear = fear_of(here.seen, deaths[0], c)
        here.doubt = suspicion_of(here.told, c)
        week.seen[d, SEEN] = 0
        week.seen[d, TOLD] = 0
