"""The virtual survey over replicates, beside the real surveys and beside the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.custody import WEEKLY, custody_summary, terms_of
from nksim.analysis.next_survey import check_asked, next_survey, surprises
from nksim.analysis.power import power_of_survey
from nksim.core.errors import InputError
from nksim.evidence.register import targets
from nksim.scenario.keys import nearest
from nksim.store.results import Results

if TYPE_CHECKING:
    import pandas as pd

KEYS = ("scenario", "evidence", "statistic", "left_from", "left_to", "population")


@dataclass(frozen=True, eq=False)
class Survey:
    """What a survey of escapees would report of one scenario.

    `rows` are those of `survey_summary`, `asked` those of them that a real survey has asked and the
    model answers; `held` is that of `custody_summary`: people held, beside what is known; `power`
    is the table of `power_of_survey` where it was asked for, `share` the share of arrivals that is
    interviewed; `forecast` is that of `next_survey`, made in `year`, where it was asked for.
    """

    scenario: str
    rows: pd.DataFrame
    asked: pd.DataFrame
    held: pd.DataFrame
    share: float
    power: pd.DataFrame | None
    folder: Path
    year: int | None = None
    forecast: pd.DataFrame | None = None

    @property
    def sentences(self) -> list[str]:
        """What of the next survey would surprise us; nothing where it was not asked for."""
        return [] if self.forecast is None else surprises(self.forecast)


def survey_of(
    results: Results,
    scenario: str | None = None,
    *,
    every: bool = False,
    power: bool = False,
    design_effect: float = 1.0,
    forecast: int | None = None,
) -> Survey:
    """The survey of one of the scenarios of stored runs, by default the first.

    `every` adds questions that no real survey has asked, `forecast` what one of that year would
    find, of all scenarios unless one is named. Raises InputError for a name that is none, with
    `power` if no cohort can be told from another, and with `forecast` for runs that were asked in
    another year.
    """
    names = results.scenario_names
    if scenario is not None and scenario not in names:
        known = f"allowed {', '.join(names)}{nearest(scenario, names)}"
        raise InputError(f"scenario={scenario} is not among these results ({known})")
    chosen = scenario or names[0]
    rows = results.survey[results.survey["scenario"] == chosen]
    share = results.scenarios[chosen].survey.interviews_share
    return Survey(
        chosen,
        survey_summary(rows, every=every),
        asked_of(rows),
        _held(results, chosen),
        share,
        power_of_survey(rows, share, design_effect) if power else None,
        results.folder,
        forecast,
        None if forecast is None else _forecast(results, scenario, forecast),
    )


def asked_of(survey: pd.DataFrame) -> pd.DataFrame:
    """The questions that real surveys asked and these runs answer, beside the real figures."""
    asked = survey_summary(survey)
    return asked[asked["survey"].notna() & asked["real"].notna()]


def _forecast(results: Results, scenario: str | None, year: int) -> pd.DataFrame:
    names = results.scenario_names if scenario is None else (scenario,)
    for name in names:
        known = results.scenarios[name]
        check_asked(known, year)
    survey = results.survey
    mine = survey["scenario"].isin(names)
    return next_survey(survey[mine])


def _held(results: Results, name: str) -> pd.DataFrame:
    series = results.table("series", WEEKLY)
    runs = {run.seed: results.scenario_of(run) for run in results.runs if run.scenario == name}
    return custody_summary(series[series["scenario"] == name], terms_of(runs))


def survey_summary(survey: pd.DataFrame, *, every: bool = False) -> pd.DataFrame:
    """A row a scenario, question and cohort: the median of survey and truth over replicates.

    Beside them the 10-90% range of the survey (`survey_low`, `survey_high`), the real figure within
    one standard deviation (`real_low`, `real_high`), and the deviation from it. Only questions that
    a real survey has asked, unless `every` is set. `core` marks rows that the model may be fitted
    to.
    """
    core = {target.id for target in targets() if target.core}
    rows = survey if every else survey[survey["evidence"].fillna("") != ""]
    grouped = rows.groupby(list(KEYS), sort=False, dropna=False)
    summary = grouped.agg(
        real=("real", "first"),
        sd_total=("sd_total", "first"),
        survey=("survey", "median"),
        survey_low=("survey", lambda x: x.quantile(0.1)),
        survey_high=("survey", lambda x: x.quantile(0.9)),
        truth=("truth", "median"),
        deviation=("deviation", "median"),
        replicates=("seed", "nunique"),
    ).reset_index()
    return summary.assign(
        core=summary["evidence"].isin(core),
        real_low=summary["real"] - summary["sd_total"],
        real_high=summary["real"] + summary["sd_total"],
    )
