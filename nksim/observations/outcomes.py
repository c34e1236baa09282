"""Outcomes: the numbers that judge a run.

"Ever watched" can hardly fall, so it stands beside flows: who watched in the last year, who is new,
with whom people watch, how old the titles are. Amounts are given per 1,000 people, so that
societies of any size compare.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nksim.observations.measuring import (
    Weeks,
    at_end,
    complicit_share,
    last_survey,
    last_year_per_1000,
    market_share,
    mean_bond,
    mean_of_last_year,
    punished_per_viewer_year,
    run_per_1000,
    strong_tie_share,
    weak_tie_share,
)
from nksim.observations.stack import Columns, Numbers


@dataclass(frozen=True)
class Outcome:
    """One number a run: `compute` gives it for each of several runs, NaN where it has no value."""

    name: str
    title: str
    unit: str
    meaning: str
    compute: Callable[[Weeks], Numbers]


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        "watched_last_year_share",
        "Watched within a year",
        "share",
        "People who watched within the last year, at the end",
        at_end("watched_last_year_share"),
    ),
    Outcome(
        "ever_watched_share",
        "Ever watched",
        "share",
        "People who have ever watched, at the end",
        at_end("ever_watched_share"),
    ),
    Outcome(
        "watching_share",
        "Watched in a week",
        "share",
        "People who watched in a week, mean of the last year",
        mean_of_last_year("watching_share"),
    ),
    Outcome(
        "new_viewers",
        "New viewers",
        "1/1000",
        "People who watched for the first time in the last year, per 1,000",
        last_year_per_1000("new_viewers"),
    ),
    Outcome(
        "joint_viewings",
        "Pairs watching together",
        "1/1000",
        "Pairs who watched together in the last year, per 1,000 people",
        last_year_per_1000("joint_viewings"),
    ),
    Outcome(
        "strong_tie_share",
        "Of these, on strong ties",
        "share",
        "Joint viewings of the last year among household, kin and friends",
        strong_tie_share,
    ),
    Outcome(
        "weak_tie_share",
        "Of these, on weak ties",
        "share",
        "Joint viewings of the last year among neighbours and colleagues",
        weak_tie_share,
    ),
    Outcome(
        "market_copy_share",
        "Copies from the market",
        "share",
        "Copies of the last year made in the market",
        market_share,
    ),
    Outcome(
        "title_age",
        "Age of titles",
        "weeks",
        "Mean age of the titles held, at the end",
        at_end("title_age"),
    ),
    Outcome("mean_bond", "Mean bond", "share", "Mean bond of all ties, at the end", mean_bond),
    Outcome(
        "complicit_share",
        "Complicit ties",
        "share",
        "Ties above the naming threshold of complicity, at the end",
        complicit_share,
    ),
    Outcome(
        "regime_trust",
        "Regime trust",
        "share",
        "Mean regime trust, at the end",
        at_end("regime_trust"),
    ),
    Outcome(
        "perceived_risk",
        "Perceived risk",
        "share",
        "Mean perceived risk, at the end",
        at_end("perceived_risk"),
    ),
    Outcome(
        "suspicion",
        "Suspicion",
        "share",
        "Mean suspicion: how likely somebody uninvolved is thought to tell, at the end",
        at_end("suspicion"),
    ),
    Outcome(
        "knowledge",
        "Knowledge of the outside",
        "share",
        "Mean knowledge of the outside, at the end",
        at_end("knowledge"),
    ),
    Outcome(
        "style_share",
        "Foreign style",
        "share",
        "People with foreign fashion, speech or courtship, at the end",
        at_end("style_share"),
    ),
    Outcome(
        "reports",
        "Reports",
        "1/1000",
        "Reports by witnesses in the whole run, per 1,000 people",
        run_per_1000("reports"),
    ),
    Outcome(
        "searched_in_vain",
        "Homes searched in vain",
        "1/1000",
        "Homes searched in vain in the whole run, per 1,000 people",
        run_per_1000("searched_in_vain"),
    ),
    Outcome(
        "person_years_detained",
        "Person-years detained",
        "1/1000",
        "Person-years of detention in the whole run, per 1,000 people",
        run_per_1000("person_years_detained"),
    ),
    Outcome(
        "deaths",
        "Deaths",
        "1/1000",
        "Executions in the whole run, per 1,000 people",
        run_per_1000("deaths"),
    ),
    Outcome(
        "expected_deaths",
        "Deaths expected",
        "1/1000",
        "Executions to be expected in the whole run, without their luck, per 1,000 people",
        run_per_1000("expected_deaths"),
    ),
    Outcome(
        "punished",
        "Sanctions",
        "1/1000",
        "Sanctions for media in the whole run, per 1,000 people",
        run_per_1000("punished"),
    ),
    Outcome(
        "silenced",
        "Silenced person-years",
        "1/1000",
        "Person-years of people silenced in the whole run, per 1,000 people",
        run_per_1000("silenced_person_years"),
    ),
    Outcome(
        "ties_worn",
        "Ties that lost bond",
        "1/1000",
        "Ties that lost bond to a punishment, in each week, in the whole run, per 1,000 people",
        run_per_1000("ties_worn"),
    ),
    Outcome(
        "viewer_weeks",
        "Viewer-weeks",
        "1/1000",
        "Weeks in which people watched, in the whole run, per 1,000 people",
        run_per_1000("viewer_weeks"),
    ),
    Outcome(
        "survey_ever_watched",
        "Survey: ever watched",
        "share",
        "What a survey of the last year's escapees would say: have ever watched",
        last_survey("ever_watched"),
    ),
    Outcome(
        "survey_watched_last_year",
        "Survey: within a year",
        "share",
        "What it would say: watched within the last year before leaving",
        last_survey("watched_last_year"),
    ),
    Outcome(
        "punished_per_viewer_year",
        "Sanctions a viewer-year",
        "1/year",
        "Sanctions per year of a person who watches at least once a year",
        punished_per_viewer_year,
    ),
)


def unit_of_outcome(name: str) -> str:
    """The unit of an outcome; none for a name that is not one."""
    return next((outcome.unit for outcome in OUTCOMES if outcome.name == name), "")


def outcome_columns(weeks: Weeks) -> Columns:
    """All outcomes of several runs, in the declared order, shape (runs, 1): a row a run."""
    return {outcome.name: outcome.compute(weeks)[:, None] for outcome in OUTCOMES}
