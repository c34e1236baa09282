"""The steps, one after the other; each goes on where it was broken off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

import nksim
from paper.size import Paper

NEXT_YEAR = 2027


@dataclass(frozen=True)
class Found:
    """The tables and figures of a step."""

    tables: Mapping[str, pd.DataFrame]
    figures: list[Path] = field(default_factory=list)


def fit(paper: Paper) -> Found:
    """Numbers fitted to the published figures, and what the figures taught."""
    size = paper.size
    found = nksim.calibrate(
        nksim.load_scenario("nksim:history", paper.changes()),
        table=size.table,
        runs=size.runs,
        folder=paper.out / "fit",
        progress=True,
    )
    tables = {
        "posterior": found.sample,
        "informed": found.informed,
        "predictive": found.predictive,
        "rounds": found.fit.rounds,
    }
    return Found(tables, found.figures())


def recovery(paper: Paper) -> Found:
    """Whether such a fit finds what is true."""
    found = nksim.verify.recovery(paper.out / "fit", truths=paper.size.truths)
    return Found({"recovery": found.table, "ranks": found.rank_frame}, found.figures())


def survey(paper: Paper) -> Found:
    """The next survey, with the crackdown and without; people held beside what is known."""
    study = paper.study(**{"survey.survey_year": NEXT_YEAR})
    scenarios = (study.baseline, study.alternatives[-1])
    runs = nksim.run(
        scenarios,
        folder=paper.out / "survey",
        replicates=paper.size.drawn,
        posterior=paper.posterior,
        progress=True,
    )
    found = nksim.survey(runs.results, forecast=NEXT_YEAR)
    happened = nksim.survey(runs.results, scenarios[1].name, power=True)
    forecast = found.forecast if found.forecast is not None else pd.DataFrame()
    tables = {"survey": happened.rows, "held": happened.held, "forecast": forecast}
    if happened.power is not None:
        tables["power"] = happened.power
    return Found(tables, found.figures())


def comparison(paper: Paper) -> Found:
    """What policies do, with all that the figures leave open, and under other assumptions."""
    found = nksim.compare(
        paper.study(),
        replicates=paper.size.replicates,
        posterior=paper.posterior,
        assumptions=paper.size.assumptions,
        folder=paper.out / "crackdown",
        progress=True,
    )
    tables = {"differences": found.differences, "costs": found.costs}
    more = {"bounds": found.bounds, "assumptions": found.under_assumptions}
    return Found(
        tables | {name: table for name, table in more.items() if table is not None},
        found.figures(),
    )


def explanation(paper: Paper) -> Found:
    """What was put in, and what came out."""
    found = nksim.explain(
        nksim.load_study(["nksim:crackdown"], {"society.size": paper.size.screened}),
        policies=paper.size.policies,
        replicates=paper.size.explained,
        folder=paper.out / "explained",
        progress=True,
    )
    return Found({"parts": found.parts, "shares": found.shares}, found.figures())


def sensitivity(paper: Paper) -> Found:
    """What moves the outcomes, and where differences between runs come from."""
    scenario = nksim.load_scenario("nksim:history", {"society.size": paper.size.screened})
    common: dict[str, Any] = {"keys": paper.size.keys, "progress": True}
    found = nksim.sensitivity(
        scenario, points=paper.size.points, folder=paper.out / "sensitivity", **common
    )
    tables, figures = {"sensitivity": found.indices}, found.figures()
    if paper.size.split:
        apart = nksim.sensitivity(scenario, split=True, folder=paper.out / "split", **common)
        tables["split"] = apart.shares
        figures += apart.figures()
    return Found(tables, figures)


STEPS: Mapping[str, Callable[[Paper], Found]] = {
    "fit": fit,
    "recovery": recovery,
    "survey": survey,
    "comparison": comparison,
    "explanation": explanation,
    "sensitivity": sensitivity,
}
