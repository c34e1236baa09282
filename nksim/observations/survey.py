"""The virtual survey: what a survey of escapees would have found, beside truth and real figures.

Who escapes is not who lives there: escapees are mostly women from the border. Each cohort of
departure is asked what the real surveys asked, weighted by the odds of escaping and by how many had
arrived in the South from each year by the time of the survey. What they tell is what they lived,
less what they miss and plus what they mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import LAYER_COUNTS, LAYERS, SURVEY_COUNTS, index_of
from nksim.evidence.register import arrivals
from nksim.observations.questions import MARKET, Question, questions, recalled
from nksim.observations.sampling import draw_share
from nksim.observations.stack import Numbers, ratio
from nksim.observations.tables import SURVEY

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.observations.observations import Observations
    from nksim.scenario.sections import Survey

_SURVEY, _LAYER = index_of(SURVEY_COUNTS), index_of(LAYER_COUNTS)
ESCAPEES, POPULATION = 0, 1


@dataclass(frozen=True)
class Answers:
    """What people would have answered, summed over each calendar year of a run."""

    snapshots: dict[int, NDArray[np.int64]]  # year -> (2, SURVEY_COUNTS)
    copies: dict[int, NDArray[np.int64]]  # year -> (LAYERS,)

    def share(self, column: str, year: int, who: int) -> float | None:
        """The share that says yes in a year, among escapees (`who` 0) or everybody (1).

        None if nobody could be asked.
        """
        if column == MARKET:  # who escapes makes no difference here
            return _ratio(self.copies[year][LAYERS.index("market")], self.copies[year].sum())
        counts = self.snapshots[year][who]
        return _ratio(counts[_SURVEY[column]], counts[_SURVEY["weight"]])


def survey_frame(observations: Observations, settings: Survey, seed: int) -> pd.DataFrame:
    """A row a question and cohort: what escapees would tell, what is true, what was found.

    `seed` is that of the sampling error of each answer. The columns are `tables.SURVEY`.
    """
    import pandas as pd

    answers, rows = _answers(observations), list[dict[str, Any]]()
    for question in questions(observations.clock.until.year):
        rows.append(
            _asked(answers, settings, seed, question)
            if question.change is None
            else _changed(question, question.change, rows)
        )
    frame = pd.DataFrame(rows, columns=[column.name for column in SURVEY])
    return frame.astype(
        {"interviews": "Int64"}
        | {column.name: "float64" for column in SURVEY if column.dtype == "float64"}
    )


def last_answers(survey: NDArray[np.int64], settings: Sequence[Survey]) -> dict[str, Numbers]:
    """The shares that say yes among those whom escape would take in the last four snapshots.

    `survey` has shape (runs, snapshots, 2, SURVEY_COUNTS), `settings` are those of each run. Shares
    have shape (runs,), NaN where nobody could be asked.
    """
    escapees = survey[:, -4:, ESCAPEES].sum(axis=1)
    lived = ratio(escapees, escapees[:, [_SURVEY["weight"]]])
    miss = np.array([each.recall_miss for each in settings])
    false = np.array([each.recall_false for each in settings])
    return {
        name: lived[:, place] * (1.0 - miss) + (1.0 - lived[:, place]) * false
        if name in recalled()
        else lived[:, place]
        for name, place in _SURVEY.items()
    }


@cache
def arrivals_of(year: int) -> float:
    """Escapees who arrived in the South in a year.

    Spans of years are shared out evenly; a year without a figure takes the nearest one.
    """
    rows = arrivals()
    row = next(
        (row for row in rows if row.first_year <= year <= row.last_year),
        rows[0] if year < rows[0].first_year else rows[-1],
    )
    return row.arrivals / (row.last_year - row.first_year + 1)


def arrived(settings: Survey, left: int) -> float:
    """Escapees who left in a year and had arrived by the year of the survey."""
    year = left + round(settings.arrival_lag_weeks / WEEKS_PER_YEAR)
    return arrivals_of(year) if year <= settings.survey_year else 0.0


def told(settings: Survey, lived: float | None) -> float | None:
    """The share that says yes, where `lived` is the share for whom it is true."""
    return (
        None
        if lived is None
        else lived * (1.0 - settings.recall_miss) + (1.0 - lived) * settings.recall_false
    )


def _answers(observations: Observations) -> Answers:
    weeks = observations.clock.calendar_years()[: observations.weeks]
    snapshots = weeks[observations.survey_weeks]
    copies = observations.layers[:, :, _LAYER["layer_copies"]]
    years = [int(year) for year in np.unique(snapshots)]
    return Answers(
        {year: observations.survey[snapshots == year].sum(axis=0) for year in years},
        {year: copies[weeks == year].sum(axis=0) for year in years},
    )


def _asked(answers: Answers, settings: Survey, seed: int, question: Question) -> dict[str, Any]:
    """One question put to one cohort."""
    weights = _arrivals(answers, settings, question)
    row = _real(question)
    row["lived"] = _weighted(answers, question, weights, ESCAPEES)
    row["truth"] = _weighted(answers, question, weights, POPULATION)
    row["survey"] = told(settings, row["lived"]) if question.column in recalled() else row["lived"]
    row["arrivals"] = sum(weights.values())
    if row["survey"] is not None:
        usual = max(1, round(settings.interviews_share * row["arrivals"]))
        row["interviews"] = question.interviews or usual
        row |= _sampled(seed, question, row["survey"], row["interviews"])
    return row | {"deviation": _deviation(row)}


def _arrivals(answers: Answers, settings: Survey, question: Question) -> dict[int, float]:
    """Those of a cohort who had arrived, by year of departure; years without any are left out."""
    years = [year for year in answers.snapshots if question.left_from <= year <= question.left_to]
    came = {year: arrived(settings, year) for year in years}
    return {year: number for year, number in came.items() if number > 0.0}


def _real(question: Question) -> dict[str, Any]:
    """The row of a question with what the evidence says; nothing simulated yet."""
    known = ("statistic", "left_from", "left_to", "evidence", "population", "real", "sd_total")
    row: dict[str, Any] = dict.fromkeys(column.name for column in SURVEY)
    return row | {name: getattr(question, name) for name in known}


def _weighted(
    answers: Answers, question: Question, weights: dict[int, float], who: int
) -> float | None:
    """The mean over years of departure, each weighted by its arrivals.

    Years in which nobody could be asked do not count.
    """
    shares = {year: answers.share(question.column, year, who) for year in weights}
    known = {year: share for year, share in shares.items() if share is not None}
    if not known:
        return None
    whole = sum(weights[year] for year in known)
    return sum(share * weights[year] for year, share in known.items()) / whole


def _ratio(part: Any, whole: Any) -> float | None:
    return int(part) / int(whole) if whole > 0 else None


def _sampled(seed: int, question: Question, share: float, interviews: int) -> dict[str, float]:
    found = draw_share(
        seed, f"{question.statistic}:{question.left_from}-{question.left_to}", share, interviews
    )
    return {"sampled": found, "standard_error": float(np.sqrt(share * (1.0 - share) / interviews))}


def _deviation(row: dict[str, Any]) -> float | None:
    """Simulated less real, in standard deviations; escapees are compared with escapees."""
    simulated = row["survey"] if row["population"] == "escapee survey" else row["truth"]
    if simulated is None or row["real"] is None or row["sd_total"] is None:
        return None
    return float((simulated - row["real"]) / row["sd_total"])


def _changed(
    question: Question, change: tuple[str, str], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    """The rise from one row of the evidence to another, from the rows of both."""
    row = _real(question)
    by_evidence = {each["evidence"]: each for each in rows}
    before, after = (by_evidence.get(evidence) for evidence in change)
    if before is None or after is None or before["survey"] is None or after["survey"] is None:
        return row
    row |= {name: after[name] - before[name] for name in ("survey", "lived", "truth", "sampled")}
    row["standard_error"] = float(np.hypot(before["standard_error"], after["standard_error"]))
    return row | {"deviation": _deviation(row)}
