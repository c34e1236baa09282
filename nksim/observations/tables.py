"""Every column of every table that users read, declared once.

Counts come from `core.columns`, derived columns are declared here.

`nksim columns`, the data dictionary of an export and the labels of figures are made from `TABLES`.
"""

from __future__ import annotations

from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, Column
from nksim.core.environment import ENVIRONMENT_COLUMNS
from nksim.core.events import EVENT_COLUMNS
from nksim.observations.outcomes import OUTCOMES
from nksim.observations.yearly_columns import CELL_KEYS, CELLS, GROUPS, LAYER_YEARS, YEAR

RUN_KEYS = (
    Column("scenario", "str", "", "Name of the scenario"),
    Column("replicate", "int64", "", "Number of the replicate, from 0"),
    Column("seed", "int64", "", "Seed of the society and of every draw"),
)
WEEK_KEYS = (
    Column("week", "int64", "weeks", "Week of the run, from 0"),
    Column("date", "datetime64[ms]", "", "Monday of the week"),
    Column("year", "float64", "years", "Middle of the week as a decimal year"),
)
_PROVINCE = Column("province", "str", "", 'Province, or "all"')
PUNISHMENTS = ("criticised", "sent_to_labour", "sent_to_prison", "sent_to_camp", "executed")


def _share(name: str, meaning: str) -> Column:
    return Column(name, "float64", "share", meaning)


# Derived columns in place of a count of the same name: a sum nobody reads, a mean everybody does.
SERIES_MEANS = (
    Column(
        "title_age_chinese",
        "float64",
        "weeks",
        "Mean age of the Chinese or other titles held; empty if nobody holds one",
    ),
    Column(
        "title_age_korean",
        "float64",
        "weeks",
        "Mean age of the South Korean titles held; empty if nobody holds one",
    ),
    _share("perceived_risk", "Mean perceived risk of living citizens, 0 to 1"),
    _share("suspicion", "Mean suspicion of living citizens, 0 to 1"),
    _share("suspicion_viewers", "The same of those who watched within the last 52 weeks"),
    _share("regime_trust", "Mean regime trust of living citizens, 0 to 1"),
    _share("knowledge", "Mean knowledge of the outside of living citizens, 0 to 1"),
    Column(
        "expected_deaths",
        "float64",
        "people",
        "Executions to be expected of those caught, without the luck of single sentences",
    ),
)
_BY_ORIGIN = ("watching", "holding", "ever_watched")
SHARE_COUNTS = (
    *(name + origin for name in _BY_ORIGIN for origin in ("", "_chinese", "_korean")),
    "watched_last_year",
    "style",
    "listening",
)
_MEANINGS = {column.name: column.meaning for column in CELL_COUNTS}
SERIES_DERIVED = (
    Column("living", "int64", "people", "Citizens at liberty or detained"),
    Column("detained", "int64", "people", "Citizens in labour training, a prison or a camp"),
    _share("suspicion_others", "Mean suspicion of living citizens who did not watch for 52 weeks"),
    Column(
        "title_age",
        "float64",
        "weeks",
        "Mean age of the titles held, of both origins; empty if nobody holds one",
    ),
    *(
        _share(f"{name}_share", f"{_MEANINGS[name]}, as a share of living citizens")
        for name in SHARE_COUNTS
    ),
)
_REPLACED = {column.name for column in SERIES_MEANS}
SERIES_COUNTS = tuple(column for column in CELL_COUNTS if column.name not in _REPLACED)

LAYER_PREFIX = "layer_"
_LAYER_SUMS = ("bond", "complicity", "doubt", "bond_complicit")
LAYER_TALLIES = tuple(
    Column(column.name.removeprefix(LAYER_PREFIX), column.dtype, column.unit, column.meaning)
    for column in LAYER_COUNTS
    if column.name not in _LAYER_SUMS
)
LAYER_DERIVED = (
    _share("bond", "Mean bond of the layer's ties, 0 to 1"),
    _share("complicity", "Mean complicity of the layer's ties, 0 to 1"),
    _share("complicit_share", "Ties above the naming threshold, as a share of the layer's ties"),
    _share("refusal_share", "Offers refused, as a share of offers; empty without offers"),
    _share("doubt", "How likely the ends of a tie think each other to tell: mean of those asked"),
    _share("bond_complicit", "Mean bond of the ties asked that are complicit"),
)
LAYER_KEY = Column("layer", "str", "", "Layer of ties")

LEDGER = (
    Column("year", "int64", "", "Calendar year (of the week's middle)"),
    Column(
        "person_years_detained",
        "float64",
        "person-years",
        "Time spent in labour training, prisons and camps, for media or for style",
    ),
    Column(
        "person_years_in_camps",
        "float64",
        "person-years",
        "Of this, time spent in political prison camps",
    ),
    Column("deaths", "int64", "people", "Citizens executed"),
    Column(
        "expected_deaths",
        "float64",
        "people",
        "Executions to be expected of those caught, without the luck of single sentences",
    ),
    Column(
        "punished",
        "int64",
        "people",
        "Sanctions for media: criticism, labour training, prison, camp, death",
    ),
    Column("style_punished", "int64", "people", "Sanctions for foreign style alone"),
    Column("searches", "int64", "households", "Households searched"),
    Column(
        "searched_in_vain", "int64", "households", "Households searched in which nothing was found"
    ),
    Column("reports", "int64", "reports", "Reports by witnesses"),
    Column("bribes", "int64", "people", "Citizens who bribed their way out"),
    Column(
        "ties_worn",
        "int64",
        "ties",
        "Ties that lost bond to a punishment, counted once for each week in which they did",
    ),
    Column(
        "silenced_person_years",
        "float64",
        "person-years",
        "Adults willing where there is no more to fear than always, and not today; times the years",
    ),
    Column("joint_viewings", "int64", "pairs", "Pairs who watched together, summed over weeks"),
    Column("viewer_weeks", "int64", "person-weeks", "Citizens who watched, summed over weeks"),
)
SURVEY = (
    Column(
        "statistic",
        "str",
        "",
        "What was asked; a column of the survey counts, or named as in the evidence",
    ),
    Column("left_from", "int64", "", "First year of departure of the cohort"),
    Column("left_to", "int64", "", "Last year of departure of the cohort"),
    _share(
        "survey",
        "What simulated escapees tell: weighted by the odds of escaping and by arrivals a year, "
        "with their errors of recall; empty outside the run",
    ),
    _share("lived", "What is true of the same escapees, without errors of recall"),
    _share("truth", "Value among all simulated adults at liberty in the same years"),
    Column(
        "arrivals",
        "float64",
        "people",
        "Escapees of the cohort who had arrived by the year of the survey",
    ),
    Column(
        "interviews",
        "Int64",
        "people",
        "Interviews of the simulated survey: as many as the real one, "
        "or the share of arrivals asked",
    ),
    _share("sampled", "Value that a survey of so many interviews found, one draw"),
    _share("standard_error", "Standard error of such a survey"),
    Column("evidence", "str", "", "Row of the evidence"),
    Column("population", "str", "", "Whom the real figure was measured on"),
    _share("real", "Real figure"),
    _share("sd_total", "Its standard deviation, from sampling and from what the model leaves out"),
    Column(
        "deviation",
        "float64",
        "sd",
        "Simulated less real figure, in standard deviations; escapees are compared with escapees, "
        "others with the truth",
    ),
)

LEVERS = (
    Column("name", "str", "", "Name of the lever in the scenario"),
    Column("lever", "str", "", "Kind of lever"),
    Column("from", "datetime64[ms]", "", "First day in force"),
    Column("until", "datetime64[ms]", "", "Last day at full strength; empty if open"),
    Column("ramp_weeks", "int64", "weeks", "Weeks it takes to come into force and to fade"),
    Column("strength", "float64", "share", "0 is no lever at all, 1 the full setting"),
    Column("provinces", "str", "", 'Where it holds, separated by semicolons, or "all"'),
)


COHORT_TABLE = (
    Column("year", "int64", "", "Calendar year, at whose end people are counted"),
    Column("born_from", "int64", "", "First year of birth of the cohort"),
    Column("born_to", "int64", "", "Last year of birth of the cohort"),
    Column("living", "int64", "people", "Citizens of the cohort at liberty or detained"),
    _share("ever_watched_share", "People of the cohort who have ever watched"),
    _share("ever_watched_korean_share", "The same for South Korean titles"),
    _share("watched_last_year_share", "People of the cohort who watched within the last 52 weeks"),
)

OUTCOME_COLUMNS = tuple(
    Column(outcome.name, "float64", outcome.unit, outcome.meaning) for outcome in OUTCOMES
)

OUTCOME_YEARS = (
    YEAR,
    Column("living", "int64", "people", "Citizens living in the first week of the year"),
    Column("viewer_years", "float64", "person-years", "Years of people who watched within a year"),
    *OUTCOME_COLUMNS,
)

TABLES: dict[str, tuple[Column, ...]] = {
    "series": (*RUN_KEYS, *WEEK_KEYS, _PROVINCE, *SERIES_COUNTS, *SERIES_MEANS, *SERIES_DERIVED),
    "layers": (*RUN_KEYS, *WEEK_KEYS, LAYER_KEY, *LAYER_TALLIES, *LAYER_DERIVED),
    "environment": (*RUN_KEYS, *WEEK_KEYS, _PROVINCE, *ENVIRONMENT_COLUMNS),
    "outcomes": (*RUN_KEYS, *OUTCOME_COLUMNS),
    "ledger": (*RUN_KEYS, *LEDGER),
    "survey": (*RUN_KEYS, *SURVEY),
    "levers": (*RUN_KEYS, *LEVERS),
    "outcome_years": (*RUN_KEYS, *OUTCOME_YEARS),
    "layer_years": (*RUN_KEYS, *LAYER_YEARS),
    "cells": (*RUN_KEYS, *CELLS),
    "cohorts": (*RUN_KEYS, *COHORT_TABLE),
}
EVENTS = "events"
# With the table that is off by default, and figures of groups, which are made of cells when asked.
DECLARED = TABLES | {
    EVENTS: (*RUN_KEYS, *EVENT_COLUMNS),
    "groups": (*RUN_KEYS, YEAR, *CELL_KEYS, *GROUPS),
}


def unit_of(table: str, column: str) -> str:
    """The unit of one column of one table."""
    return next(declared.unit for declared in TABLES[table] if declared.name == column)
