"""What the next survey of escapees would find: an interval that a real figure can fall out of.

Each run, best with a draw of the posterior, says what escapees who left in some years would tell.
A survey adds two errors to that: that of so many interviews, and that of wording and of who is
found, which does not shrink with their number; the evidence says how large the two together are.
What leaves is the interval of all three: what the figures leave open, luck, and the survey.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import norm

from nksim.analysis.intervals import LEVEL
from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.errors import InputError
from nksim.core.numerals import decimal, percent
from nksim.evidence.register import Target, targets
from nksim.observations.questions import last_closed_cohort, title_of_question
from nksim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# What the ministry asks, and the row of the evidence with its last answer; then what it could ask.
ASKED = {"ever_watched": "C4", "home_searched": "C6b", "ever_bribed": "C9c"}
COULD_ASK = ("watched_last_year", "witnessed_punishment")
CHANGE = "C5"  # how well a change between two cohorts of one survey is known
POINTS = norm.ppf((np.arange(999) + 0.5) / 999)  # of each run's own error
COLUMNS = ("scenario", "statistic", "change", "left_from", "left_to", "asked_so_far", "last")


@dataclass(frozen=True)
class Errors:
    """Standard deviations that do not shrink with the number of interviews."""

    share: float
    change: float

    @classmethod
    def of(cls, statistic: str) -> Errors:
        """Those of a question: of its own row of the evidence, else of `ever_watched`."""
        rows = {row.id: row for row in targets()}
        return cls(_beyond_sampling(rows[ASKED.get(statistic, "C4")]), _change_error(rows))


def check_asked(scenario: Scenario, year: int) -> None:
    """InputError if the runs of a scenario end too early for that year, or were not asked in it."""
    first_open = last_closed_cohort()[1] + 1
    needed = year - round(scenario.survey.arrival_lag_weeks / WEEKS_PER_YEAR)
    last = scenario.run.until.year
    if not first_open <= needed <= last:
        first, end = first_open + year - needed, last + year - needed
        raise InputError(
            f"forecast={year}: who arrives then leaves in {needed}, and scenario={scenario.name}"
            f" runs until {last}; "
            + (f"give a year from {first} to {end}" if first <= end else f"let it reach {first}")
        )
    asked = round(scenario.survey.survey_year)
    if asked != year:
        raise InputError(
            f"forecast={year}: scenario={scenario.name} is asked in {asked}; run it with"
            f" --set survey.survey_year={year} (and with --posterior, so that all that the figures"
            " leave open is in it)"
        )


def next_survey(survey: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """A row a scenario, question and cohort, and the change from one cohort to the next.

    `survey` are stored rows of runs. `low`, `median`, `high` are of what the survey would report,
    with its own errors; `model_low`, `model_high` of what would be told to one without error;
    `interviews` are as many as usual of those who arrive, `last` what the ministry found last.
    """
    import pandas as pd

    rows = [
        row
        for name in survey["scenario"].unique()
        for statistic in (*ASKED, *COULD_ASK)
        for row in _rows(survey[survey["scenario"] == name], str(name), statistic, level)
    ]
    return pd.DataFrame(rows)


def surprises(forecast: pd.DataFrame) -> list[str]:
    """What would surprise us, a sentence for each figure that the ministry asks."""
    rows = forecast.to_dict("records")
    asked = [row for row in rows if row["asked_so_far"]]
    return [_surprise(row) for row in asked]


def _surprise(row: dict[Any, Any]) -> str:
    title = title_of_question(row["statistic"])
    first, last = row["left_from"], row["left_to"]
    years = f"left {first}-{last}"
    if row["change"]:
        low, high = (decimal(100 * row[name], 0, signed=True) for name in ("low", "high"))
        return (
            f"{row['scenario']}: {title}, change from the cohort before: less than {low} or more"
            f" than {high} points would surprise us ({years})"
        )
    low, high = percent(row["low"]), percent(row["high"])
    return (
        f"{row['scenario']}: {title}: fewer than {low} or more than {high} would surprise us"
        f" ({years}, {row['interviews']:.0f} asked)"
    )


def _rows(
    survey: pd.DataFrame, name: str, statistic: str, level: float
) -> Iterator[dict[str, Any]]:
    first, last = last_closed_cohort()
    asked = survey[(survey["statistic"] == statistic) & (survey["evidence"].fillna("") == "")]
    before = asked[(asked["left_from"] == first) & (asked["left_to"] == last)].set_index("seed")
    after = asked[asked["left_from"] == last + 1].set_index("seed")
    errors, found = Errors.of(statistic), {row.id: row.value for row in targets()}
    key = [name, statistic]
    last_found = found.get(ASKED.get(statistic, ""), np.nan)
    for cohort, real in ((before, last_found), (after, np.nan)):
        yield _row([*key, False], cohort, cohort["survey"], errors.share, real, level)
    rise = (after["survey"] - before["survey"]).dropna()
    both = after.assign(standard_error=np.hypot(after["standard_error"], before["standard_error"]))
    yield _row([*key, True], both, rise, errors.change, np.nan, level)


def _row(
    key: Sequence[Any],
    cohort: pd.DataFrame,
    told: pd.Series,
    error: float,
    real: float,
    level: float,
) -> dict[str, Any]:
    own = np.hypot(cohort["standard_error"].to_numpy(), error)
    reported = _mixed(told.to_numpy(), own)
    if not key[-1]:
        reported = np.clip(reported, 0.0, 1.0)
    bounds = [(1 - level) / 2, 0.5, (1 + level) / 2]
    low, median, high = np.quantile(reported, bounds) if len(reported) else [np.nan] * 3
    model = told.quantile([bounds[0], bounds[2]]).tolist()
    years = (int(cohort["left_from"].iloc[0]), int(cohort["left_to"].iloc[0]))
    named = dict(zip(COLUMNS, (*key, *years, key[1] in ASKED, real), strict=True))
    return named | {
        "interviews": float(cohort["interviews"].median()),
        "low": float(low),
        "median": float(median),
        "high": float(high),
        "model_low": model[0],
        "model_high": model[1],
        "runs": len(told),
    }


def _mixed(told: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    """What surveys would report: about each run's share, with errors of that size."""
    known = ~np.isnan(told)
    return np.asarray((told[known, None] + own[known, None] * POINTS).ravel())


def _beyond_sampling(row: Target) -> float:
    """What the standard deviation of a figure has beside that of its interviews."""
    sampling = row.value * (1 - row.value) / row.n if row.n else 0.0
    return float(np.sqrt(max(row.sd_total**2 - sampling, 0.0)))


def _change_error(rows: dict[str, Target]) -> float:
    """That of a change: much of what two cohorts of one survey share falls away."""
    parts = [rows[name] for name in ("C3", "C4")]
    sampling = sum(row.value * (1 - row.value) / row.n for row in parts if row.n)
    return float(np.sqrt(max(rows[CHANGE].sd_total ** 2 - sampling, 0.0)))
