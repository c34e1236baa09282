"""Birth cohorts by calendar year and by age: age, period and generation told apart.

At one moment people of one age are of one cohort. Seen by year, what happens to all at once shows
in every cohort; seen by age, what sets a generation apart shows where curves of one age differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nksim.core.errors import InputError
from nksim.observations.groups import RUN

if TYPE_CHECKING:
    import pandas as pd

YEARS_OF_BIRTH = 10  # of a cohort that is shown
LEAST_PEOPLE = 100  # of a cohort in a run, on average, below which it is not shown
SHARES = ("ever_watched_share", "watched_last_year_share")


class CohortTables(Protocol):
    """One run or many: what a Result and opened Results have in common."""

    @property
    def cohorts(self) -> pd.DataFrame:
        """Birth cohorts year by year."""


@dataclass(frozen=True, eq=False)
class BirthCohorts:
    """What the cohorts of one scenario have watched.

    `rows` has columns born (the first year of birth), year, age (mean, at the end of the year),
    people and the shares, means over the runs. `people` live at the end of the first year.
    """

    rows: pd.DataFrame
    scenario: str
    people: int
    runs: int


def birth_cohorts(results: CohortTables, scenario: str | None = None) -> BirthCohorts:
    """The cohorts of one scenario, by default the first, ten years of birth to each.

    A cohort is shown from the year in which the last of it were born, as long as a hundred of it
    live. InputError for a scenario that is none of these, where nobody is born and dies, and where
    no cohort is so large.
    """
    table = results.cohorts
    _check_lives(table)
    name = scenario or str(table["scenario"].iloc[0])
    if not (table["scenario"] == name).any():
        known = ", ".join(sorted(table["scenario"].unique()))
        raise InputError(f"scenario={name} is not among these results (allowed: {known})")
    of_runs = table[table["scenario"] == name]
    runs = int(of_runs["seed"].nunique())
    first = of_runs[of_runs["year"] == of_runs["year"].min()]
    rows, people = _rows(of_runs, runs), int(first["living"].sum() / runs)
    if rows.empty:
        raise InputError(
            f"figure=cohorts: of {people:,} people no ten years of birth have {LEAST_PEOPLE} in the"
            f" runs of {name}; run it with a larger --size"
        )
    return BirthCohorts(rows, name, people, runs)


def cohort_groups(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """What each cohort of ten years has watched at the end of a year, a row a run and cohort.

    Columns scenario, replicate, seed, cohort (in words, the oldest first), living and the shares.
    Cohorts of which some run has nobody are left out. InputError where nobody is born and dies.
    """
    _check_lives(table)
    decade = table["born_from"] // YEARS_OF_BIRTH * YEARS_OF_BIRTH
    counts = {name: table[name].fillna(0.0) * table["living"] for name in SHARES}
    rows = table.assign(born=decade, **counts)[table["year"] == year]
    made = rows.groupby(["born", *RUN], sort=True)[["living", *SHARES]].sum()
    shares = made[list(SHARES)].div(made["living"].where(made["living"] > 0), axis=0)
    found = shares.assign(living=made["living"]).reset_index()
    found["cohort"] = [f"born {born}-{born + YEARS_OF_BIRTH - 1}" for born in found["born"]]
    alive = found.groupby("cohort")["living"].transform("min") > 0
    return found[alive].reset_index(drop=True)


def _check_lives(table: pd.DataFrame) -> None:
    if table.empty:
        raise InputError(
            "life.enabled=false: nobody is born and dies in these runs, so there are no birth"
            " cohorts; run the scenario with life.enabled=true"
        )


def _rows(table: pd.DataFrame, runs: int) -> pd.DataFrame:
    """Cohorts of ten years in the years in which they are whole and not few."""
    born = table["born_from"] // YEARS_OF_BIRTH * YEARS_OF_BIRTH
    counts = {name: table[name].fillna(0.0) * table["living"] for name in SHARES}
    made = table.assign(born=born, **counts).groupby(["born", "year"])[["living", *SHARES]].sum()
    shares = made[list(SHARES)].div(made["living"], axis=0)
    rows = shares.assign(people=made["living"] / runs).reset_index()
    rows = rows.assign(age=rows["year"] + 1 - rows["born"] - YEARS_OF_BIRTH / 2)
    whole = rows["year"] >= rows["born"] + YEARS_OF_BIRTH - 1
    return rows[whole & (rows["people"] >= LEAST_PEOPLE)].reset_index(drop=True)
