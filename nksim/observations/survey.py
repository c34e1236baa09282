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
from typing import TYPE_CHECKING

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import LAYER_COUNTS, LAYERS, SURVEY_COUNTS, index_of
from nksim.evidence.arriving import arrivals_of
from nksim.observations.form import Form, form_of
from nksim.observations.questions import MARKET, asked_of, recalled
from nksim.observations.sampling import draw_share
from nksim.observations.stack import Columns, Integers, Numbers, Stack, ratio
from nksim.observations.tables import SURVEY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nksim.scenario.sections import Survey

_SURVEY, _LAYER = index_of(SURVEY_COUNTS), index_of(LAYER_COUNTS)
ESCAPEES, POPULATION = 0, 1


@dataclass(frozen=True, eq=False)
class Answers:
    """The shares that people found in each calendar year in which they were asked."""

    years: Integers  # (years,)
    shares: Numbers  # (runs, years, 2, SURVEY_COUNTS and market), NaN where nobody could be asked

    def of(self, who: int, form: Form) -> Numbers:
        """Answers among escapees (0) or everybody (1), shape (runs, years, questions)."""
        places = [
            self.shares.shape[-1] - 1 if column == MARKET else _SURVEY.get(column, 0)
            for column in form.column
        ]
        return self.shares[:, :, who, places]


def survey_columns(stack: Stack, settings: Sequence[Survey], seeds: Sequence[int]) -> Columns:
    """What escapees of each cohort would tell, what is true of everybody, what real surveys found.

    `settings` and `seeds` are those of each run; what differs between runs has shape
    (runs, questions), NaN where nobody could be asked.
    """
    form, answers = form_of(stack.clock.until.year), _answers(stack)
    came = _came(answers.years, settings, form)
    lived = _mean(answers.of(ESCAPEES, form), came)
    survey = np.where(form.is_recalled, told(lived, settings), lived)
    figures = {
        "survey": survey,
        "lived": lived,
        "truth": _mean(answers.of(POPULATION, form), came),
        "arrivals": came.sum(axis=1),
    }
    figures["interviews"] = _interviews(figures, settings, form)
    figures["sampled"] = _sampled(figures, seeds, form)
    figures["standard_error"] = np.sqrt(survey * (1.0 - survey) / figures["interviews"])
    for change in form.changes:
        _compare_cohorts(figures, *change)
    simulated = np.where(form.is_of_escapees, figures["survey"], figures["truth"])
    figures["deviation"] = (simulated - form.real) / form.sd_total
    made = form.fixed | figures
    return {column.name: made[column.name] for column in SURVEY}


def last_answers(survey: NDArray[np.int64], settings: Sequence[Survey]) -> dict[str, Numbers]:
    """The shares that say yes among those whom escape would take in the last four snapshots.

    `survey` has shape (runs, snapshots, 2, SURVEY_COUNTS), `settings` are those of each run; what
    leaves has shape (runs,), NaN where nobody could be asked.
    """
    escapees = survey[:, -4:, ESCAPEES].sum(axis=1)
    lived = ratio(escapees, escapees[:, whom_asked()])
    said = told(lived, settings)
    return {
        name: (said if name in recalled() else lived)[:, place] for name, place in _SURVEY.items()
    }


@cache
def whom_asked() -> list[int]:
    """For each survey count the count of those who are asked: all, or the young among them."""
    return [_SURVEY[asked_of(name)] for name in _SURVEY]


def told(lived: Numbers, settings: Sequence[Survey]) -> Numbers:
    """The shares that say yes where `lived` are those for whom it is true, shape (runs, any)."""
    miss = np.array([[each.recall_miss] for each in settings])
    false = np.array([[each.recall_false] for each in settings])
    return np.asarray(lived * (1.0 - miss) + (1.0 - lived) * false)


def arrived(settings: Survey, left: int) -> float:
    """Escapees who left in a year and had arrived by the year of the survey."""
    year = left + round(settings.arrival_lag_weeks / WEEKS_PER_YEAR)
    return arrivals_of(year) if year <= settings.survey_year else 0.0


def _answers(stack: Stack) -> Answers:
    asked = stack.year_of[stack.survey_weeks]
    years = np.unique(asked)
    counts = np.zeros((stack.runs, len(years), 2, len(SURVEY_COUNTS)), np.int64)
    copies = np.zeros((stack.runs, len(years), len(LAYERS)), np.int64)
    weekly = stack.layers[..., _LAYER["layer_copies"]]
    for place, year in enumerate(years):
        counts[:, place] = stack.survey[:, asked == year].sum(axis=1)
        copies[:, place] = weekly[:, stack.year_of == year].sum(axis=1)
    shares = ratio(counts, counts[..., whom_asked()])
    market = ratio(copies[..., LAYERS.index("market")], copies.sum(axis=-1))
    for_both = np.broadcast_to(market[..., None, None], (*counts.shape[:3], 1))
    return Answers(years, np.concatenate([shares, for_both], axis=-1))


def _came(years: Integers, settings: Sequence[Survey], form: Form) -> Numbers:
    """Escapees of each cohort who had arrived, by year of departure: (runs, years, questions)."""
    came = np.array([[arrived(each, int(year)) for year in years] for each in settings])
    left = years[:, None]
    within = (form.fixed["left_from"] <= left) & (left <= form.fixed["left_to"])
    return np.where(within, came.reshape(len(settings), len(years), 1), 0.0)


def _mean(shares: Numbers, came: Numbers) -> Numbers:
    """The mean over years of departure, each weighted by its arrivals: (runs, questions).

    Years in which nobody could be asked do not count.
    """
    known = ~np.isnan(shares)
    yes = np.where(known, shares * came, 0.0).sum(axis=1)
    return ratio(yes, np.where(known, came, 0.0).sum(axis=1))


def _interviews(figures: Columns, settings: Sequence[Survey], form: Form) -> Numbers:
    """As many as the real survey had, else a share of those who arrived, one at least."""
    share = np.array([[each.interviews_share] for each in settings])
    asked = np.maximum(1.0, np.rint(share * figures["arrivals"]))
    number = np.where(np.isnan(form.interviews), asked, form.interviews)
    return np.where(np.isnan(figures["survey"]), np.nan, number)


def _sampled(figures: Columns, seeds: Sequence[int], form: Form) -> Numbers:
    """What so many interviews would find, one draw a question and run."""
    shares, interviews = figures["survey"], figures["interviews"]
    sampled = np.full(shares.shape, np.nan)
    for run, place in np.argwhere(~np.isnan(shares)):
        number = int(interviews[run, place])
        key, share = form.keys[place], float(shares[run, place])
        sampled[run, place] = draw_share(seeds[run], key, share, number)
    return sampled


def _compare_cohorts(figures: Columns, at: int, before: int, after: int) -> None:
    """The rise from one cohort to a later one, where both could be asked."""
    known = ~np.isnan(figures["survey"][:, before] + figures["survey"][:, after])
    errors = figures["standard_error"]
    made = {
        name: figures[name][:, after] - figures[name][:, before]
        for name in ("survey", "lived", "truth", "sampled")
    }
    made["standard_error"] = np.hypot(errors[:, before], errors[:, after])
    for name in ("arrivals", "interviews"):
        figures[name][:, at] = np.nan
    for name, values in made.items():
        figures[name][:, at] = np.where(known, values, np.nan)
