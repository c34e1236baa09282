"""Columns of what is kept of each calendar year: cells of people, layers of ties, and groups."""

from __future__ import annotations

from nksim.core.columns import Column

YEAR = Column("year", "int64", "", "Calendar year (of the week's middle)")


def _share(name: str, meaning: str) -> Column:
    return Column(name, "float64", "share", meaning)


def _summed(name: str, meaning: str) -> Column:
    return Column(name, "float64", "people", f"{meaning}, summed over the living")


def _per_1000(name: str, meaning: str) -> Column:
    return Column(
        name, "float64", "1/1000", f"{meaning} in the year, per 1,000 people of the group"
    )


CELL_KEYS = (
    Column("province", "str", "", "Province"),
    Column("age", "str", "", "Age band"),
    Column("sex", "str", "", "man or woman"),
)
CELLS = (
    YEAR,
    *CELL_KEYS,
    Column("weeks", "int64", "weeks", "Weeks of the year that were simulated"),
    Column("living", "int64", "people", "Citizens at liberty or detained, at the end of the year"),
    Column("watched_last_year", "int64", "people", "Watched within the last 52 weeks, at its end"),
    Column("ever_watched", "int64", "people", "Have ever watched, at its end"),
    _summed("perceived_risk", "Perceived risk at its end"),
    _summed("suspicion", "Suspicion at its end"),
    _summed("regime_trust", "Regime trust at its end"),
    Column("watching", "int64", "person-weeks", "Citizens who watched, summed over its weeks"),
    Column("new_viewers", "int64", "people", "Watched for the first time in their life"),
    Column("joint_viewings", "int64", "pairs", "Pairs who watched together, by the host's cell"),
    Column("reports", "int64", "reports", "Reports by witnesses, by the suspect's cell"),
    Column("searched_in_vain", "int64", "households", "Homes searched in vain"),
    Column("deaths", "int64", "people", "Citizens executed"),
    Column("expected_deaths", "float64", "people", "Executions to be expected, without their luck"),
    Column("punished", "int64", "people", "Sanctions for media"),
    Column("style_punished", "int64", "people", "Sanctions for foreign style alone"),
    Column("detained", "int64", "person-weeks", "Citizens detained, summed over its weeks"),
)
LAYER_YEARS = (
    YEAR,
    Column("layer", "str", "", "Layer of ties"),
    Column("ties", "int64", "ties", "Ties of the layer, at the end of the year"),
    Column("joint_viewings", "int64", "pairs", "Pairs who watched together in the year"),
    Column("copies", "int64", "titles", "Titles copied in the year"),
    Column("worn_ties", "int64", "ties", "Ties that lost bond to a punishment, in each week"),
    _share("bond", "Mean bond at the end of the year"),
    _share("complicit_share", "Ties above the naming threshold, at the end of the year"),
    _share(
        "doubt", "How likely the ends think each other to tell: mean of those asked in the year"
    ),
)
GROUP_COSTS = (
    _per_1000("deaths", "Executions"),
    _per_1000("expected_deaths", "Executions to be expected, without their luck,"),
    _per_1000("person_years_detained", "Person-years of detention"),
    _per_1000("punished", "Sanctions for media"),
    _per_1000("style_punished", "Sanctions for foreign style alone"),
    _per_1000("searched_in_vain", "Homes searched in vain"),
    _per_1000("reports", "Reports by witnesses"),
)
GROUPS = (
    Column("living", "int64", "people", "Citizens at liberty or detained, at the end of the year"),
    *GROUP_COSTS,
    _share(
        "watched_last_year_share",
        "People who watched within the last 52 weeks, at the end of the year",
    ),
    _share("ever_watched_share", "People who have ever watched, at the end of the year"),
    _share("watching_share", "People who watched in a week, mean of the year"),
    _per_1000("new_viewers", "People who watched for the first time"),
    _per_1000("joint_viewings", "Pairs who watched together, by the host's group,"),
    _share("perceived_risk", "Mean perceived risk, at the end of the year"),
    _share("suspicion", "Mean suspicion, at the end of the year"),
    _share("regime_trust", "Mean regime trust, at the end of the year"),
)
