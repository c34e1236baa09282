"""Small tables to draw, made by hand: what stored runs and analyses leave, without any run."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from nksim.analysis.birth_cohorts import BirthCohorts
from nksim.analysis.comparison_tables import ComparisonTables, comparison_tables
from nksim.analysis.district import DistrictPicture, district_picture
from nksim.analysis.policies import telling_levers
from nksim.analysis.splits import Kind, Part, Split, parts_frame
from nksim.analysis.surveys import survey_summary
from nksim.inference.two_worlds.pictured import LifePicture
from nksim.observations.levers import lever_columns
from nksim.observations.period import Period
from tests.fixtures.worlds import fake_result, short_scenario

POLICIES = ("law", "border")
OUTCOMES = {"punished": "1/1000", "watched_last_year_share": "share"}


def a_district() -> DistrictPicture:
    """Eight people in three homes, four of whom have watched, and one stranger elsewhere."""
    people = pd.DataFrame(
        {
            "last_watched_chinese": pd.array([100, 90, None, None, 40, 99, 98, None, 100], "Int64"),
            "last_watched_korean": pd.array([None] * 9, "Int64"),
            "status": ["free"] * 7 + ["in_camp", "free"],
        }
    )
    homes = pd.DataFrame(
        {
            "province": ["Ryanggang"] * 8 + ["Pyongyang"],
            "district": [0] * 8 + [1],
            "unit": [0] * 5 + [1] * 3 + [2],
            "head": [0, 0, 0, 3, 3, 5, 5, 5, 8],
        }
    )
    ends = [(0, 1, "household", 0.9), (0, 3, "friend", 0.9), (5, 8, "friend", 0.1)]
    ends += [(2, 4, "friend", 0.0), (3, 4, "neighbour", 0.2)]
    ties = pd.DataFrame(ends, columns=["low", "high", "layer", "complicity"])
    return district_picture(people, ties, homes, None, 104, 0.3)


def a_life() -> LifePicture:
    """Ann watches with others every month until the law, and is arrested under it."""
    dates = pd.date_range("2019-01-07", periods=104, freq="W-MON")
    worlds = ("base", "law")
    days = pd.Series(dates[::4])
    marks = [pd.DataFrame({"date": days, "mark": "together", "scenario": "base"})]
    marks.append(pd.DataFrame({"date": days[:18], "mark": "together", "scenario": "law"}))
    marks.append(pd.DataFrame({"date": days[18:19], "mark": "arrested", "scenario": "law"}))
    rises = np.where(dates < "2020-06-01", 0.0, 0.2)
    beliefs = ("perceived_risk", "suspicion", "bond")
    weeks = [
        pd.DataFrame({"date": dates, "scenario": name} | dict.fromkeys(beliefs, 0.1 + part * rises))
        for part, name in enumerate(worlds)
    ]
    levers = [short_scenario(name="base", levers=[]), short_scenario(name="law")]
    each = [pd.DataFrame(lever_columns(world)).assign(scenario=world.name) for world in levers]
    return LifePicture(
        "A life in two worlds: Ann (trader, Ryanggang)",
        "simulated, 2,000 people, seed 1; base and law",
        worlds,
        pd.concat(marks),
        pd.concat(weeks),
        telling_levers(pd.concat(each, ignore_index=True), 2),
        (dates[0], dates[-1]),
        pd.Timestamp("2020-01-20"),
        pd.Timestamp("2020-06-01"),
    )


def study_of(alternatives: tuple[str, ...] = ("law",), seeds: int = 3) -> ComparisonTables:
    """A baseline and alternatives, each with so many seeds."""
    worlds = [short_scenario(name="base", levers=[])]
    worlds += [short_scenario(name=name) for name in alternatives]
    runs = [fake_result(world, seed, seed - 1) for world in worlds for seed in range(1, seeds + 1)]
    for run in runs[seeds:]:
        run.observations.provinces[-60:, :, :] //= 2
    names = ("series", "levers", "outcome_years", "layer_years", "ledger", "cells")
    tables = {name: pd.concat([getattr(run, name) for run in runs]) for name in names}
    return comparison_tables(SimpleNamespace(**tables), "base", Period(2019, 2020))


def questions_asked() -> pd.DataFrame:
    """What real surveys asked of those who left until 2020."""
    world = short_scenario(run={"start": "2010-01-04", "until": "2020-12-31"})
    runs = [fake_result(world, seed, seed) for seed in range(2)]
    summary = survey_summary(pd.concat([run.survey for run in runs]))
    return summary[summary["survey"].notna() & summary["real"].notna()]


def under_assumptions() -> pd.DataFrame:
    """Two policies under two assumptions; one difference is not resolved."""
    rows = [
        {
            "assumption": structure,
            "scenario": policy,
            "outcome": outcome,
            "unit": unit,
            "mean": -0.05,
            "low": -0.08,
            "high": -0.02 if policy == "law" else 0.02,
            "resolved": policy == "law",
        }
        for outcome, unit in OUTCOMES.items()
        for structure in ("as assumed", "fear only")
        for policy in POLICIES
    ]
    return pd.DataFrame(rows)


def explained(policy: str = "law") -> pd.DataFrame:
    """A policy's channels and settings; the last setting has a source, and does most."""
    parts = (Part("fear", "announced fear", put_in=True), Part("searches", "searches"))
    numbers = (Part("a", "law.duty", "assumed"), Part("b", "law.rate_factor", "P9"))
    splits = [
        _split(policy, "channel", parts, (-0.03, -0.01)),
        _split(policy, "setting", numbers, (-0.01, -0.03)),
    ]
    return parts_frame(splits)


def _split(policy: str, kind: Kind, parts: tuple[Part, ...], effects: tuple[float, ...]) -> Split:
    """Three seeds in which parts do these things to every outcome, a little more in each."""
    seeds = np.array([0.9, 1.0, 1.1])[:, None, None]
    shapley = seeds * np.array(effects)[None, :, None] * np.ones(len(OUTCOMES))
    whole = shapley.sum(axis=1)
    outcomes = tuple(OUTCOMES)
    others = whole[:, None] - shapley
    return Split(policy, kind, parts, outcomes, whole, 0.5 * shapley, others, shapley)


def sweep_points() -> pd.DataFrame:
    """Four points over a number and a word, with and without a law."""
    rows = [
        {
            "scenario": f"p{place}",
            "alternative": alternative,
            "behaviour.w_risk": risk,
            "network.kind": kind,
            "replicates": 2,
            "punished": 10.0 + risk,
            "perceived_risk": 0.1,
            "mean_bond": 0.4,
            "watched_last_year_share": 0.3 - risk / 100,
        }
        for place, (alternative, risk, kind) in enumerate(
            [("law", 1.0, "a"), ("law", 2.0, "b"), ("none", 1.0, "a"), ("none", 2.0, "b")]
        )
    ]
    return pd.DataFrame(rows)


def indices(method: str = "morris") -> pd.DataFrame:
    """Three assumptions and two levers; the second lever moves the outcome most."""
    found = {"w_risk": 0.02, "w_betrayal": 0.05, "player_top": 0.01, "lever a": 0.001, "lever b": 1}
    rows = [
        {
            "outcome": "watched_last_year_share",
            "method": method,
            "input": name,
            "index": index,
            "low": 0.9 * index,
            "high": 1.1 * index,
            "noise_floor": 0.015,
            "above_noise": index > 0.015,
        }
        for name, index in found.items()
    ]
    return pd.DataFrame(rows)


def shares() -> pd.DataFrame:
    """Where the variance of two outcomes comes from."""
    parts = {"parameters": 0.5, "policy": 0.2, "society": 0.1, "chance": 0.15, "together": 0.05}
    return pd.DataFrame([{"outcome": outcome} | parts for outcome in OUTCOMES])


def fitted_numbers() -> pd.DataFrame:
    """A share and a year with their ranges before and after the data."""
    names = ["key", "low", "median", "high", "prior_low", "prior_high"]
    rows = [
        ("behaviour.w_risk", 1.0, 2.0, 3.0, 0.5, 6.0),
        ("media.player_midpoint", 2003.0, 2004.0, 2006.0, 2001.0, 2009.0),
    ]
    return pd.DataFrame(rows, columns=names)


def published() -> pd.DataFrame:
    """A figure that is met, one that is missed, and one that the model does not say."""
    rows = [
        {
            "id": row,
            "statistic": "ever_watched_foreign_video",
            "left_from": 2011,
            "left_to": 2015,
            "fitted": row == "C3",
            "real": 0.8,
            "real_low": 0.75,
            "real_high": 0.85,
            "low": median - 0.02,
            "median": median,
            "high": median + 0.02,
            "before_low": 0.1,
            "before_median": 0.5,
            "before_high": 0.95,
            "verdict": verdict,
        }
        for row, median, verdict in (
            ("C3", 0.8, "met"),
            ("C4", 0.3, "missed"),
            ("C13", float("nan"), "the model does not say"),
        )
    ]
    return pd.DataFrame(rows)


def kept_runs(names: tuple[str, ...] = ("base", "law")) -> SimpleNamespace:
    """Two runs of each of several scenarios, with every table that a study keeps."""
    worlds = [short_scenario(name=name, levers=[]) for name in names[:1]]
    worlds += [short_scenario(name=name) for name in names[1:]]
    runs = [fake_result(world, seed, seed - 1) for world in worlds for seed in (1, 2)]
    kept = ("series", "levers", "outcome_years", "layer_years", "ledger", "cells")
    return SimpleNamespace(
        **{name: pd.concat([getattr(run, name) for run in runs]) for name in kept}
    )


def two_values() -> pd.DataFrame:
    """Six points over two numbers, with and without a law."""
    return pd.DataFrame(
        [
            {"alternative": name, "x": x, "y": y, "value": 10.0 + x * y}
            for name in ("law", "none")
            for x in (1.0, 2.0, 3.0)
            for y in (0.02, 0.04)
        ]
    )


def generations() -> BirthCohorts:
    """Three cohorts over twenty years; the first dies out, the last is born on the way."""
    rows = [
        {
            "born": born,
            "year": year,
            "age": year - born - 4.0,
            "people": 300.0,
            "ever_watched_share": min(0.04 * (year - 2000), 0.6),
            "watched_last_year_share": min(0.03 * (year - 2000), 0.4),
        }
        for born, first, last in ((1920, 2000, 2009), (1980, 2000, 2020), (2000, 2009, 2020))
        for year in range(first, last + 1)
    ]
    return BirthCohorts(pd.DataFrame(rows), "base", 2_000, 3)


def recovered() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ranks of sixty truths in two numbers, one of them in the tails, and what is said of each."""
    even = (np.arange(60) + 0.5) / 60
    ranks = pd.DataFrame({"behaviour.w_risk": even, "media.era_midpoint": np.round(even)})
    held, nearer = [0.9, 0.0], [0.51, 0.8]
    return ranks, pd.DataFrame({"key": list(ranks), "held": held, "nearer": nearer})


def next_survey() -> pd.DataFrame:
    """Two cohorts and their change, with and without a law."""
    rows = [
        {
            "scenario": name,
            "statistic": "ever_watched",
            "change": change,
            "left_from": first,
            "left_to": first + 4,
            "asked_so_far": True,
            "last": last,
            "interviews": 200.0,
            "low": middle - 0.1,
            "median": middle,
            "high": middle + 0.1,
        }
        for name in ("with", "without")
        for change, first, last, middle in (
            (False, 2016, 0.83, 0.8),
            (False, 2021, float("nan"), 0.7),
            (True, 2021, float("nan"), -0.1),
        )
    ]
    return pd.DataFrame(rows)
