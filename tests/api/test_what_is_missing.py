"""What somebody forgot or mistook is said in words, wherever it is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

import nksim
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
