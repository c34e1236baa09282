"""People held for foreign media, beside what is known of all who are held, on all grounds.

Foreign media is one ground among many, so what is published of all political prison camps is a
bound and no target: a simulated number far below it says nothing, and one above it is wrong. Terms
of single sentences are held against what laws and reports say in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR, Clock
from nksim.evidence.register import Custody, custody, parameters
from nksim.levers.policy import environments
from nksim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

NATION = 25_000_000  # people of the country in the 2010s, rounded
CAMPS = "people_in_political_prison_camps"
ONE_PRISON = "people_in_one_ordinary_prison_camp_no_12"
MEASURED = {CAMPS: "in_camp", ONE_PRISON: "in_prison"}
BEFORE_LAW = 2019  # the last whole year before the border closed and the law came
TERMS = {"P34": 2013, "P35": 2021}  # whole years under the code before 2014, under the law of 2020
WEEKLY = ("year", "province", "free", "in_labour", "in_prison", "in_camp")  # what is needed
WITHIN, BEYOND, ONE_OF_MANY = "within", "beyond", "one camp of many"
COLUMNS = ("id", "quantity", "year", "unit", "known_low", "known_high", "low", "median", "high")


def bounds() -> tuple[Custody, ...]:
    """The figures that bound how many can be held: those of all political camps together."""
    return tuple(row for row in custody() if row.quantity == CAMPS)


def held(series: pd.DataFrame, quantity: str, year: int) -> pd.Series:
    """People held on average of a year in a country of `NATION`, by run; empty without that year.

    `series` are the weekly figures of one scenario.
    """
    weeks = series[(series["province"] == "all") & (np.floor(series["year"]) == year)]
    living = weeks["free"] + weeks["in_labour"] + weeks["in_prison"] + weeks["in_camp"]
    shares: pd.Series = weeks[MEASURED[quantity]] / living
    return NATION * shares.groupby(weeks["seed"]).mean()


def custody_summary(series: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """A row a figure and year that was simulated: what is known, and the model's median and 10-90%.

    Political camps also in 2019 and in the last year, beside the least that is known of any year.
    `terms` are those of `terms_of`.
    """
    import pandas as pd

    rows = [*_people(series), *_terms(terms)]
    return pd.DataFrame(rows, columns=[*COLUMNS, "verdict"])


def terms_of(scenarios: Mapping[int, Scenario]) -> pd.DataFrame:
    """The longest term of each year in an ordinary prison camp: a row a seed and year, in years.

    `scenarios` are those of the runs, by seed.
    """
    import pandas as pd

    return pd.concat(
        [_terms_of(scenario).assign(seed=seed) for seed, scenario in scenarios.items()],
        ignore_index=True,
    )


def _terms_of(scenario: Scenario) -> pd.DataFrame:
    import pandas as pd

    clock = Clock(scenario.run.start, scenario.run.until)
    weeks = environments(scenario)["camp_weeks"].max(axis=1)
    allowed = np.minimum(weeks, scenario.enforcement.camp_limit)
    years = pd.DataFrame({"year": clock.calendar_years(), "term": allowed / WEEKS_PER_YEAR})
    return years.groupby("year", as_index=False).max()


def _people(series: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in custody():
        yield from _held(series, row.id, row.quantity, row.year, (row.low, row.high))
    known = bounds()
    least = min(row.low for row in known), min(row.high for row in known)
    asked = {row.year for row in known}
    for year in sorted({BEFORE_LAW, int(series["year"].max())} - asked):
        yield from _held(series, "-".join(row.id for row in known), CAMPS, year, least)


def _held(
    series: pd.DataFrame, name: str, quantity: str, year: int, known: tuple[float, float]
) -> Iterator[dict[str, Any]]:
    numbers = held(series, quantity, year)
    if not numbers.empty:
        row = _row(name, quantity, year, "people", known, numbers)
        yield row if quantity == CAMPS else row | {"verdict": ONE_OF_MANY}


def _terms(terms: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Terms in a prison camp, in years, under the code before 2014 and the law of 2020."""
    for row in parameters():
        asked = terms.loc[terms["year"] == TERMS.get(row.id, 0), "term"]
        if not asked.empty:
            known = (row.low or 0.0, row.high or np.inf)
            yield _row(row.id, "term_in_a_prison_camp", TERMS[row.id], "years", known, asked)


def _row(
    name: str, quantity: str, year: int, unit: str, known: tuple[float, float], runs: pd.Series
) -> dict[str, Any]:
    low, median, high = (float(runs.quantile(share)) for share in (0.1, 0.5, 0.9))
    verdict = WITHIN if median <= known[1] else BEYOND
    numbers = (name, quantity, year, unit, *known, low, median, high, verdict)
    return dict(zip((*COLUMNS, "verdict"), numbers, strict=True))
