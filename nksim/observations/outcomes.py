"""Outcomes: the numbers that judge a run. Weekly frames and the ledger come in, one number an outcome leaves.

"Ever watched" can hardly fall, so it stands beside flows: who watched in the last year, who is new, with whom people
watch, how old the titles are. Amounts are given per 1,000 people, so that societies of any size compare.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nksim.core.clock import WEEKS_PER_YEAR

if TYPE_CHECKING:
    import pandas as pd

STRONG_LAYERS = ("household", "kin", "friend")
YEAR_WEEKS = 52


@dataclass(frozen=True)
class Weeks:
    """One run as frames: the country's series, the layers and the ledger; and what escapees of its last year would tell, by question."""

    country: pd.DataFrame
    layers: pd.DataFrame
    ledger: pd.DataFrame
    last_survey: Mapping[str, float] = field(default_factory=dict)

    @property
    def last_year(self) -> pd.DataFrame:
        """The country in its last 52 weeks."""
        return self.country.tail(YEAR_WEEKS)

    @property
    def last_year_layers(self) -> pd.DataFrame:
        """The layers in the last 52 weeks."""
        last: pd.DataFrame = self.layers[
            self.layers["week"] > self.layers["week"].max() - YEAR_WEEKS
        ]
        return last

    @property
    def last_layers(self) -> pd.DataFrame:
        """The layers at the end."""
        last: pd.DataFrame = self.layers[self.layers["week"] == self.layers["week"].max()]
        return last


@dataclass(frozen=True)
class Outcome:
    """One number a run: `compute` returns None where it has no value."""

    name: str
    title: str
    unit: str
    meaning: str
    compute: Callable[[Weeks], float | None]


def _at_end(column: str) -> Callable[[Weeks], float | None]:
    return lambda weeks: float(weeks.country[column].iloc[-1])


def _last_year_per_1000(column: str) -> Callable[[Weeks], float | None]:
    return lambda weeks: _ratio(
        1000.0 * weeks.last_year[column].sum(), weeks.last_year["living"].iloc[-1]
    )


def _run_per_1000(item: str) -> Callable[[Weeks], float | None]:
    return lambda weeks: _ratio(1000.0 * weeks.ledger[item].sum(), weeks.country["living"].iloc[0])


def _ratio(part: float, whole: float) -> float | None:
    return float(part) / float(whole) if whole > 0 else None


def _strong_tie_share(weeks: Weeks) -> float | None:
    viewings = weeks.last_year_layers.groupby("layer")["joint_viewings"].sum()
    return _ratio(viewings.reindex(list(STRONG_LAYERS)).sum(), viewings.sum())


def _mean_bond(weeks: Weeks) -> float | None:
    layers = weeks.last_layers
    return _ratio((layers["bond"] * layers["ties"]).sum(), layers["ties"].sum())


def _complicit_share(weeks: Weeks) -> float | None:
    return _ratio(weeks.last_layers["complicit_ties"].sum(), weeks.last_layers["ties"].sum())


def _market_share(weeks: Weeks) -> float | None:
    copies = weeks.last_year_layers.groupby("layer")["copies"].sum()
    return _ratio(copies.get("market", 0), copies.sum())


def _punished_per_viewer_year(weeks: Weeks) -> float | None:
    return _ratio(
        weeks.ledger["punished"].sum(), weeks.country["watched_last_year"].sum() / WEEKS_PER_YEAR
    )


def _last_survey(column: str) -> Callable[[Weeks], float | None]:
    """The share among those whom escape would have taken in the last year of the run; None without a survey."""
    return lambda weeks: weeks.last_survey.get(column)


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        "watched_last_year_share",
        "Watched within a year",
        "share",
        "People who watched within the last year, at the end",
        _at_end("watched_last_year_share"),
    ),
    Outcome(
        "ever_watched_share",
        "Ever watched",
        "share",
        "People who have ever watched, at the end",
        _at_end("ever_watched_share"),
    ),
    Outcome(
        "watching_share",
        "Watched in a week",
        "share",
        "People who watched in a week, mean of the last year",
        lambda weeks: float(weeks.last_year["watching_share"].mean()),
    ),
    Outcome(
        "new_viewers",
        "New viewers",
        "1/1000",
        "People who watched for the first time in the last year, per 1,000",
        _last_year_per_1000("new_viewers"),
    ),
    Outcome(
        "joint_viewings",
        "Pairs watching together",
        "1/1000",
        "Pairs who watched together in the last year, per 1,000 people",
        _last_year_per_1000("joint_viewings"),
    ),
    Outcome(
        "strong_tie_share",
        "Of these, on strong ties",
        "share",
        "Joint viewings of the last year among household, kin and friends",
        _strong_tie_share,
    ),
    Outcome(
        "market_copy_share",
        "Copies from the market",
        "share",
        "Copies of the last year made in the market",
        _market_share,
    ),
    Outcome(
        "title_age",
        "Age of titles",
        "weeks",
        "Mean age of the titles held, at the end",
        _at_end("title_age"),
    ),
    Outcome("mean_bond", "Mean bond", "share", "Mean bond of all ties, at the end", _mean_bond),
    Outcome(
        "complicit_share",
        "Complicit ties",
        "share",
        "Ties above the naming threshold of complicity, at the end",
        _complicit_share,
    ),
    Outcome(
        "regime_trust",
        "Regime trust",
        "share",
        "Mean regime trust, at the end",
        _at_end("regime_trust"),
    ),
    Outcome(
        "perceived_risk",
        "Perceived risk",
        "share",
        "Mean perceived risk, at the end",
        _at_end("perceived_risk"),
    ),
    Outcome(
        "reports",
        "Reports",
        "1/1000",
        "Reports by witnesses in the whole run, per 1,000 people",
        _run_per_1000("reports"),
    ),
    Outcome(
        "searched_in_vain",
        "Homes searched in vain",
        "1/1000",
        "Homes searched in vain in the whole run, per 1,000 people",
        _run_per_1000("searched_in_vain"),
    ),
    Outcome(
        "person_years_detained",
        "Person-years detained",
        "1/1000",
        "Person-years of detention in the whole run, per 1,000 people",
        _run_per_1000("person_years_detained"),
    ),
    Outcome(
        "deaths",
        "Deaths",
        "1/1000",
        "Executions in the whole run, per 1,000 people",
        _run_per_1000("deaths"),
    ),
    Outcome(
        "punished",
        "Sanctions",
        "1/1000",
        "Sanctions of any kind in the whole run, per 1,000 people",
        _run_per_1000("punished"),
    ),
    Outcome(
        "silenced",
        "Silenced person-years",
        "1/1000",
        "Person-years of people silenced in the whole run, per 1,000 people",
        _run_per_1000("silenced_person_years"),
    ),
    Outcome(
        "ties_worn",
        "Ties that lost bond",
        "1/1000",
        "Ties that lost bond to a punishment, in each week, in the whole run, per 1,000 people",
        _run_per_1000("ties_worn"),
    ),
    Outcome(
        "viewer_weeks",
        "Viewer-weeks",
        "1/1000",
        "Weeks in which people watched, in the whole run, per 1,000 people",
        _run_per_1000("viewer_weeks"),
    ),
    Outcome(
        "survey_ever_watched",
        "Survey: ever watched",
        "share",
        "What a survey of the last year's escapees would say: have ever watched",
        _last_survey("ever_watched"),
    ),
    Outcome(
        "survey_watched_last_year",
        "Survey: within a year",
        "share",
        "What it would say: watched within the last year before leaving",
        _last_survey("watched_last_year"),
    ),
    Outcome(
        "punished_per_viewer_year",
        "Sanctions a viewer-year",
        "1/year",
        "Sanctions per year of a person who watches at least once a year",
        _punished_per_viewer_year,
    ),
)


def outcome_row(weeks: Weeks) -> dict[str, float | None]:
    """All outcomes of one run, in the declared order."""
    return {outcome.name: outcome.compute(weeks) for outcome in OUTCOMES}
