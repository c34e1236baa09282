"""Cohorts of ten years, made from those of five, over the runs of one scenario."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from nksim.analysis.birth_cohorts import SHARES, birth_cohorts, cohort_groups
from nksim.analysis.groups import differences_by_group
from nksim.core.errors import InputError
from nksim.observations.groups import checked_by


def kept(*rows: tuple[Any, ...]) -> SimpleNamespace:
    """Runs that have kept cohorts: scenario, seed, year, born_from, living, ever, last year."""
    names = ("scenario", "seed", "year", "born_from", "living")
    shares = ("ever_watched_share", "watched_last_year_share")
    return SimpleNamespace(cohorts=pd.DataFrame(rows, columns=[*names, *shares]))


HALVES = [("base", 1, 2000, 1980, 300, 0.5, 0.2), ("base", 1, 2000, 1985, 100, 0.1, 0.0)]


def test_two_halves__make_one_cohort_weighed_by_people() -> None:
    """150 of 300 and 10 of 100 are 160 of 400; born 1980 to 1989, 16 years old at the end."""
    found = birth_cohorts(kept(*HALVES))
    (row,) = found.rows.to_dict("records")
    assert (row["born"], row["year"], row["people"], row["age"]) == (1980, 2000, 400.0, 16.0)
    assert row["ever_watched_share"] == pytest.approx(0.4)
    assert row["watched_last_year_share"] == pytest.approx(0.15)
    assert (found.scenario, found.people, found.runs) == ("base", 400, 1)


def test_runs__are_averaged_and_scenarios_kept_apart() -> None:
    """Two seeds of 400 and 200 people: 300 each, and their viewers together."""
    other = ("base", 2, 2000, 1980, 200, 1.0, 1.0)
    law = ("law", 1, 2000, 1980, 500, 0.0, 0.0)
    found = birth_cohorts(kept(*HALVES, other, law))
    (row,) = found.rows.to_dict("records")
    assert row["people"] == 300.0
    assert row["ever_watched_share"] == pytest.approx(360 / 600)
    assert found.runs == 2
    (alone,) = birth_cohorts(kept(*HALVES, other, law), "law").rows.to_dict("records")
    assert alone["ever_watched_share"] == 0.0


def test_a_cohort__is_shown_from_the_birth_of_its_last_as_long_as_it_is_not_small() -> None:
    """Nobody born in 1980-89 in 1988, somebody in 1989; 99 people are too few, 100 are not."""
    rows = [("base", 1, year, 1980, 100, 0.5, 0.5) for year in (1988, 1989)]
    rows += [("base", 1, 2000, 1980, 99, 0.5, 0.5)]
    assert birth_cohorts(kept(*rows)).rows["year"].tolist() == [1989]


def test_differences_by_cohort__pair_runs_and_leave_out_who_is_not_there() -> None:
    """160 of 400 have ever watched, 100 of 400 under the law; nobody of one cohort lives there."""
    law = [("law", 1, 2000, 1980, 300, 0.3, 0.2), ("law", 1, 2000, 1985, 100, 0.1, 0.0)]
    old = [("base", 1, 2000, 1900, 3, 1.0, 1.0), ("law", 1, 2000, 1900, 0, 0.0, 0.0)]
    later = [("base", 1, 2001, 1980, 300, 0.9, 0.9)]
    table = kept(*HALVES, *law, *old, *later).cohorts.assign(replicate=0)
    groups = cohort_groups(table, 2000)
    assert groups["cohort"].unique().tolist() == ["born 1980-1989"]
    found = differences_by_group(groups, "base", ["cohort"], SHARES).set_index("outcome")
    assert found["mean"].tolist() == pytest.approx([-0.15, 0.0])
    assert found["people"].tolist() == [400, 400]


def test_no_lives__no_cohorts() -> None:
    """It is said why, and what to do."""
    with pytest.raises(InputError, match=r"life.enabled=false.*life.enabled=true"):
        birth_cohorts(kept())
    with pytest.raises(InputError, match=r"scenario=other is not among.*base"):
        birth_cohorts(kept(*HALVES), "other")


def test_groups__cannot_be_told_apart_by_cohort() -> None:
    """Cells know age bands; what knows years of birth is named."""
    with pytest.raises(InputError, match=r"by=cohort: .*allowed: province, age, sex.*cohorts"):
        checked_by(["sex", "cohort"])
