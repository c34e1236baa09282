"""What somebody forgot or mistook is said in words, wherever it is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

import nksim
from nksim.api.plots import (
    OF_A_PERIOD,
    OF_A_YEAR,
    OF_ALL_YEARS,
    RunPlots,
    StudyPlots,
    SweepPlots,
)
from nksim.api.stored_plots import stored_plots
from nksim.core.errors import InputError, NoResultsError
from nksim.store.saving import save_run
from nksim.studies.study import load_study


def test_a_study_given_for_a_scenario__is_called_one() -> None:
    with pytest.raises(InputError, match="study and no scenario; give it to `nksim compare`"):
        nksim.load_scenario("nksim:crackdown")


def test_one_path_for_a_study__is_no_list_of_letters() -> None:
    with pytest.raises(InputError, match=r"is one path; give a list of them"):
        load_study("nksim:crackdown")


def test_a_folder_without_results__is_wrong_input(tmp_path: Path) -> None:
    for look in (nksim.open_results, nksim.repair):
        with pytest.raises(NoResultsError, match="holds no results"):
            look(tmp_path / "nothing")
    assert NoResultsError.exit_code == 2


def test_cohorts_of_too_few__are_refused_in_words() -> None:
    changes = {"society.size": 60, "run.until": "2001-12-31"}
    result = nksim.run(nksim.load_scenario("nksim:history", changes), 1)
    with pytest.raises(InputError, match=r"no ten years of birth have 100 .* a larger --size"):
        result.plot.cohorts()


def test_years_without_an_arrest__are_drawn(tmp_path: Path) -> None:
    peaceful = {"society.size": 60, "run.until": "2012-06-30", "enforcement.search_rate": 0.0}
    quiet = nksim.run(nksim.load_scenario("nksim:quick", peaceful), 1, events=True)
    assert nksim.traces(quiet).figures(tmp_path)


def test_a_figure_that_needs_a_province__asks_for_it(tmp_path: Path) -> None:
    scenario = nksim.load_scenario("nksim:quick", {"society.size": 60})
    folder = save_run(nksim.run(scenario, 1), tmp_path / "results")
    with pytest.raises(InputError, match="figure=province needs a province"):
        nksim.plot(folder, figure="province")
    with pytest.raises(InputError, match="give one of animation, cohorts"):
        nksim.plot(folder, figure="x")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose last week begins on the last day of 2012, and lies in 2013."""
    scenario = nksim.load_scenario("nksim:quick", {"society.size": 60, "run.until": "2012-12-31"})
    return save_run(nksim.run(scenario, 1), tmp_path_factory.mktemp("stored") / "results")


@pytest.mark.parametrize("figure", ["map", "network"])
def test_a_year_that_no_run_was_asked_for__is_refused(stored: Path, figure: str) -> None:
    with pytest.raises(InputError, match=r"^year=2013 is not allowed; .* from \d+ to 2012$"):
        nksim.plot(stored, figure=figure, year=2013)


def test_a_year_that_no_run_was_asked_for__is_not_drawn(stored: Path) -> None:
    plots = stored_plots(nksim.open_results(stored), None, None)
    titles = [axes.get_title(loc="left") for axes in plots.map().axes]
    assert any("2012" in title for title in titles)
    assert not any("2013" in title for title in titles)


FIGURES = (*OF_A_PERIOD, *OF_ALL_YEARS, *OF_A_YEAR)
OPTIONS = {
    "at": 2012,
    "over": (2012, 2012),
    "province": "Kangwon",
    "outcome": "suspicion",
    "year": 2012,
    "district": 0,
    "x": "a",
    "y": "b",
    "scenario": "quick",
    "size": 5.0,
    "font": "DejaVu Sans Mono",
}
TAKEN = {
    "spread": "scenario size font",
    "map": "scenario outcome year size font",
    "network": "scenario district year size font",
    "province": "province outcome size font",
    "cohorts": "scenario size font",
    "titles": "size font",
    "layers": "at over size font",
    "animation": "scenario outcome",
}


@pytest.mark.parametrize(
    ("figure", "option"),
    [(figure, one) for figure in TAKEN for one in OPTIONS if one not in TAKEN[figure].split()],
)
def test_an_option_that_a_figure_does_not_use__is_refused(
    stored: Path, figure: str, option: str
) -> None:
    with pytest.raises(InputError, match=f"^{option}=.* means nothing to the figure {figure}"):
        nksim.plot(stored, figure=figure, **{option: OPTIONS[option]})


def test_every_figure__is_known_to_be_of_some_years_or_all() -> None:
    drawn = {name for kind in (StudyPlots, SweepPlots) for name in vars(kind)} | {*vars(RunPlots)}
    figures = {name for name in drawn if not name.startswith("_")} - {"period"}
    assert sorted(FIGURES) == sorted({*figures, "animation"})


def test_an_outcome_that_nothing_looks_at__is_not_ignored() -> None:
    with pytest.raises(InputError, match="outcome='foo' is not allowed"):
        nksim.compare("nksim:crackdown", outcome="foo")
    with pytest.raises(InputError, match="until_resolved looks at, and that is not given"):
        nksim.compare("nksim:crackdown", outcome="new_viewers")


def test_a_lever_after_the_end__is_said_to_do_nothing(tmp_path: Path) -> None:
    late = "extends: nksim:quick\nlevers: [{name: late, lever: law, from: 2040-01-01}]\n"
    (tmp_path / "late.yaml").write_text(late, encoding="utf-8")
    (checked,) = nksim.check(tmp_path / "late.yaml")
    assert checked.ok
    assert "of which late in force on no day of it" in checked.words
