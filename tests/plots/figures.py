"""Every figure by its name, with a small table to show, and words that it must say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from nksim.analysis.cascades.pictured import cascade_picture, telling_picture
from nksim.analysis.cascades.traced import Traced
from nksim.analysis.curves import spread_of
from nksim.analysis.pictured import (
    layers_before_and_after,
    province_map,
    province_years,
    title_ages,
)
from nksim.observations.costs_first import LEADING
from nksim.observations.period import Period
from nksim.plots.assumptions import assumptions_figure
from nksim.plots.birth_cohorts import birth_cohorts_figure
from nksim.plots.cascades import cascades_figure
from nksim.plots.comparison import (
    costs_figure,
    curves_figure,
    differences_figure,
    outcomes_figure,
    provinces_figure,
)
from nksim.plots.district import district_figure
from nksim.plots.explanation import explanation_figure
from nksim.plots.forest import forest_figure
from nksim.plots.heat_map import heat_heading, heat_map_figure
from nksim.plots.life import life_figure
from nksim.plots.provinces import province_figure
from nksim.plots.sensitivity import sensitivity_figure, split_figure
from nksim.plots.sheet import Heading
from nksim.plots.spread_curves import spread_figure
from nksim.plots.survey_figure import survey_figure
from nksim.plots.sweep_figure import sweep_figure
from nksim.plots.telling import telling_figure
from nksim.plots.tie_layers import tie_layers_figure
from nksim.plots.tile_map import tile_map_figure
from nksim.plots.title_age import title_age_figure
from tests.fixtures.histories import OF_ARRESTS, OF_EIGHT, history_by_hand
from tests.fixtures.worlds import fake_result
from tests.plots import tables
from tests.plots.figures_of_fits import FIGURES_OF_FITS

WATCHED = "watched_last_year_share"
KEYS = ["behaviour.w_risk", "network.kind"]
# A figure, and words that it must show: what it is, against what, in which unit.
FIGURES: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "spread": (
        lambda: spread_figure(spread_of(fake_result())),
        ("Foreign media in North Korea: short", "(% of people)", "one run, seed 1", "new-law x0.8"),
    ),
    "costs": (
        lambda: costs_figure(tables.study_of()),
        ("What it cost people, against base", "Deaths\n(people)", "(person-years)", "2019-2020"),
    ),
    "outcomes": (
        lambda: outcomes_figure(tables.study_of()),
        (
            "Outcomes against base",
            "(points)",
            "(per 1,000)",
            "(weeks)",
            "3 pairs",
            "all else of 2020",
        ),
    ),
    "provinces": (
        lambda: provinces_figure(tables.study_of()),
        ("Province by province", "Pyongyang", "Sanctions (per 1,000)", "a year (points)", "2,000"),
    ),
    "forest": (
        lambda: forest_figure(leading(), Heading("What changed", "3 pairs")),
        ("What changed", "3 pairs", "Sanctions (per 1,000)", "Mean bond (points)", "(0 to 0)"),
    ),
    "province": (
        lambda: province_figure(province_years(tables.kept_runs(), "Chagang", WATCHED), "Chagang"),
        (
            "Chagang: Watched within a year",
            "(% of its people)",
            "200 people a run live there",
            "closed-border *",
            "in some provinces only",
            "2 runs each",
        ),
    ),
    "map": (
        lambda: tile_map_figure(province_map(tables.kept_runs(), WATCHED, [2019, 2020])),
        ("Watched within a year, province by province", "base, 2019", "law, 2020", "Ryang", "%"),
    ),
    "layers": (
        lambda: tie_layers_figure(layers_before_and_after(tables.kept_runs(), Period(2020, 2020))),
        ("Ties before and after, 2019 and 2020", "% of all copies", "(% chance)", "neighbour"),
    ),
    "cascades": (
        lambda: cascades_figure(cascade_picture(by_hand(OF_EIGHT))),
        (
            "Titles from hand to hand",
            "eight, seed 1; one simulated run",
            "a title (South Korean) that came to Ryanggang, 7 holders, 4 steps deep",
            "(% of trees)",
            "Copies passed on",
            "neighbour",
        ),
    ),
    "telling": (
        lambda: telling_figure(telling_picture(by_hand(OF_ARRESTS))),
        (
            "Who told on whom, and arrests",
            "Reports, by layer of the tie",
            "Names given under questioning",
            "Arrests in a year",
            "so many follow",
        ),
    ),
    "district": (
        lambda: district_figure(tables.a_district(), "base, seed 1, end of 2020"),
        (
            "A district and its ties",
            "base, seed 1, end of 2020; district 0 in Ryanggang: 8 people, 4 of them watched",
            "watched within a year",
            "tie that shares guilt",
            "3 ties, 33% share guilt; 67% within the district",
            "neighbour",
        ),
    ),
    "life": (
        lambda: life_figure(tables.a_life()),
        (
            "A life in two worlds: Ann (trader, Ryanggang)",
            "policy begins",
            "lives part",
            "Perceived risk\n(%)",
            "arrested",
            "2,000 people, seed 1",
            "new-law",
        ),
    ),
    "cohorts": (
        lambda: birth_cohorts_figure(tables.generations()),
        (
            "Generations in base: who has watched",
            "(% of the cohort)",
            "2,000 people at first, mean of 3 runs",
            "1980s",
            "mean age of the cohort (years)",
        ),
    ),
    "titles": (
        lambda: title_age_figure(title_ages(tables.kept_runs())),
        ("How old the titles are", "(weeks)", "South Korean", "2,000 people", "new-law x0.8"),
    ),
    "heat": (
        lambda: heat_map_figure(
            tables.two_values(),
            ("behaviour.w_risk", "media.title_loss"),
            "punished",
            heat_heading("fear", "punished", "6 points"),
        ),
        ("Sweep fear: Sanctions (per 1,000)", "6 points", "behaviour.w_risk", "title_loss", "10.0"),
    ),
    "curves": (
        lambda: curves_figure(tables.study_of()),
        ("base and alternatives", "Detained\n(per 1,000 people)", "10-90% band of 3 runs each"),
    ),
    "differences": (
        lambda: differences_figure(tables.study_of()),
        ("What each alternative changed, against base", "(points)", "(weeks)", "90% interval"),
    ),
    "assumptions": (
        lambda: assumptions_figure(tables.under_assumptions()),
        ("Sanctions, per 1,000", "Watched within a year, points", "fear only", "not resolved"),
    ),
    "explanation": (
        lambda: explanation_figure(tables.explained(), "base"),
        (
            "What law does against base, taken apart",
            "Sanctions\n(per 1,000)",
            "Watched within a year\n(points)",
            "put in: assumed perception",
            "law.duty *",
            "3 replicates",
        ),
    ),
    "survey": (
        lambda: survey_figure(tables.questions_asked()),
        ("What a survey of escapees says", "%", "real survey, 1 sd", "Ever watched foreign video"),
    ),
    "sweep": (
        lambda: sweep_figure(tables.sweep_points(), KEYS, "fear"),
        ("Sweep: fear", "4 points, mean of 2 replicates", "(per 1,000)", "(%)", "behaviour."),
    ),
    "sensitivity": (
        lambda: sensitivity_figure(tables.indices()),
        ("What moves the outcomes", "Watched within a year, points", "what luck alone gives"),
    ),
    "split": (
        lambda: split_figure(tables.shares()),
        ("Where differences between runs come from", "share of the variance", "chance"),
    ),
    **FIGURES_OF_FITS,
}


def by_hand(rows: Sequence[dict[str, Any]]) -> Traced:
    """What is traced of a history made by hand."""
    return Traced(history_by_hand(rows))


def leading() -> pd.DataFrame:
    """The outcomes of a comparison that matter."""
    rows = tables.study_of().outcomes
    return rows[rows["outcome"].isin(LEADING)]
