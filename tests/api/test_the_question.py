"""What did a law at the border do to young women in Ryanggang: one call, and a pair run by hand."""

from __future__ import annotations

import numpy as np
import pytest

import nksim
from nksim.api.comparing import Comparison
from nksim.core.columns import AGE_BANDS, CELL_COUNTS, SEXES, index_of
from nksim.scenario.provinces import PROVINCES

CELL = index_of(CELL_COUNTS)
WOMEN = (PROVINCES.index("Ryanggang") * len(AGE_BANDS) + AGE_BANDS.index("15-29")) * len(SEXES) + 1
PUNISHED = ("criticised", "sent_to_labour", "sent_to_prison", "sent_to_camp", "executed")
AMONG = {"province": "Ryanggang", "age": "15-29", "sex": "woman"}
SMALL = {"society.size": 1500, "run.until": "2019-12-29"}


@pytest.fixture(scope="module")
def study() -> Comparison:
    loaded = nksim.load_study(["nksim:border_law"], SMALL)
    return nksim.compare(loaded, replicates=2)


def by_hand(scenario: nksim.Scenario, seed: int) -> tuple[float, float, int]:
    """Sanctions per 1,000 in 2015-2017, the share who watched within 2017, and how many live."""
    counted = nksim.run(scenario, seed).observations
    years = np.unique(counted.clock.calendar_years())
    within = [list(years).index(year) for year in (2015, 2016, 2017)]
    ends = counted.years[within, 1, WOMEN]
    living = ends[:, [CELL[name] for name in ("free", "in_labour", "in_prison", "in_camp")]]
    people = living.sum(axis=1)
    punished = counted.years[within, 0, WOMEN][:, [CELL[name] for name in PUNISHED]].sum()
    watched = ends[-1, CELL["watched_last_year"]] / people[-1]
    return 1000.0 * punished / people.mean(), watched, int(people[-1])


def test_the_answer__is_that_of_runs_made_and_counted_by_hand(study: Comparison) -> None:
    """Both years and women are right: baseline and policy, seed by seed."""
    found = study.by_group([], AMONG)
    rows = found[found["scenario"] == "with-honest-inspectors"].set_index("outcome")
    runs = [
        [by_hand(scenario, seed) for seed in study.study.seeds]
        for scenario in (study.study.baseline, study.study.alternatives[1])
    ]
    (before, after) = (np.array(each).mean(axis=0) for each in runs)
    for place, outcome in enumerate(("punished", "watched_last_year_share")):
        assert rows.loc[outcome, "baseline_mean"] == pytest.approx(before[place])
        assert rows.loc[outcome, "alternative_mean"] == pytest.approx(after[place])
        assert rows.loc[outcome, "mean"] == pytest.approx(after[place] - before[place])
    assert rows["people"].tolist() == [round(before[2])] * len(rows)
    assert study.by_group("province")["mean"].abs().max() > 0


def test_the_answer__is_of_the_years_in_which_the_law_was_in_force(study: Comparison) -> None:
    """Not of the end of the run, where nothing of it is left; another year can be asked for."""
    assert str(study.period) == "2015-2017"
    group = study.groups(among=AMONG, at=2019)
    assert set(group["scenario"]) == set(study.outcomes["scenario"])


def test_the_answer__says_that_the_group_is_thin(study: Comparison) -> None:
    """Some five young women of 1,500 people are few; all women of the country are not."""
    few = study.by_group([], AMONG)
    assert few["thin"].all()
    assert set(few["group"]) == {"Ryanggang, 15-29, woman"}
    assert 0 < few["people"].max() < 200
    assert not study.by_group("sex")["thin"].any()
