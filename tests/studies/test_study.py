"""Study files: what is compared with what."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import InputError, ScenarioError
from nksim.scenario.loading import load_scenario
from nksim.studies.study import load_study, study_of

BASE = """\
name: base
run: {start: 2019-01-07, until: 2019-12-31}
society: {size: 400}
levers:
  - {name: new-law, lever: law, from: 2019-06-01}
  - {name: border, lever: border_closure, from: 2019-03-01}
"""
STUDY = """\
name: what-if
baseline: base.yaml
alternatives:
  no-law: {without: [new-law]}
  more-searches:
    levers: [{name: raids, lever: searches, from: 2019-06-01}]
  alone: {extends: base.yaml, without: [border]}
  file: other.yaml
replicates: 4
outcomes: [mean_bond, deaths]
"""


def write(folder: Path, study: str = STUDY) -> Path:
    (folder / "base.yaml").write_text(BASE)
    (folder / "other.yaml").write_text(BASE.replace("400", "500"))
    (folder / "study.yaml").write_text(study)
    return folder / "study.yaml"


def test_alternatives__are_the_baseline_with_differences_or_files(tmp_path: Path) -> None:
    """Levers are taken away or added; a file is taken as it is.

    Every alternative goes by its name in the study.
    """
    study = load_study([write(tmp_path)], {"society.size": 300})
    levers = {
        scenario.name: [lever.name for lever in scenario.levers] for scenario in study.scenarios
    }
    assert levers == {
        "base": ["new-law", "border"],
        "no-law": ["border"],
        "more-searches": ["new-law", "border", "raids"],
        "alone": ["new-law"],
        "file": ["new-law", "border"],
    }
    assert {scenario.society.size for scenario in study.scenarios} == {300}
    assert (list(study.seeds), study.outcomes) == ([1, 2, 3, 4], ("mean_bond", "deaths"))


def test_every_mistake__is_said_at_once_with_its_line(tmp_path: Path) -> None:
    """Unknown keys, levers, files, outcomes and numbers: one message each, before anything runs."""
    wrong = (
        STUDY.replace("[new-law]", "[new-lew]")
        .replace("other.yaml", "othr.yaml")
        .replace("deaths", "death")
        .replace("4", "one")
        .replace("name: what", "nam: what")
    )
    with pytest.raises(ScenarioError) as caught:
        load_study([write(tmp_path, wrong)])
    text = str(caught.value)
    for words in (
        "unknown key (got nam",
        "did you mean new-law?",
        "there is no such file (did you mean other.yaml?)",
        "unknown outcome (got death",
        "must be a whole number (got one",
    ):
        assert words in text
    assert "study.yaml:4" in text


def test_other_years__are_not_compared(tmp_path: Path) -> None:
    """A difference in the last year would be one between two years."""
    with pytest.raises(InputError, match="only the same years can be compared"):
        load_study(
            [write(tmp_path, STUDY.replace("{without: [new-law]}", "{run: {until: 2020-12-31}}"))]
        )


def test_scenario_files__make_a_study_too(tmp_path: Path) -> None:
    """The first is the baseline.

    One alone is no study, and two of one name cannot be told apart.
    """
    write(tmp_path)
    (tmp_path / "third.yaml").write_text(BASE.replace("name: base", "name: third"))
    study = load_study([tmp_path / "base.yaml", tmp_path / "third.yaml"])
    assert [scenario.name for scenario in study.scenarios] == ["base", "third"]
    for paths in ([tmp_path / "base.yaml"], [tmp_path / "base.yaml", tmp_path / "other.yaml"]):
        with pytest.raises(InputError):
            load_study(paths)


def test_study_in_python__takes_scenarios() -> None:
    """Alternatives go by the names under which they are given."""
    scenario = load_scenario({"levers": [{"name": "law", "lever": "law", "from": "2020-12-04"}]})
    study = study_of(scenario, {"no-law": scenario.without("law")}, replicates=3)
    assert [one.name for one in study.scenarios] == ["scenario", "no-law"]


@pytest.mark.parametrize("name", ["crackdown", "outside"])
def test_shipped_studies__load_and_share_their_past(name: str) -> None:
    """The law of 2020 leaves everything before as it was, so half is not simulated again."""
    from nksim.running.courses import course_of
    from nksim.running.stretches import shared_stretches

    study = load_study([Path("scenarios") / f"{name}.yaml"], {"society.size": 500})
    courses = [course_of(scenario) for scenario in study.scenarios]
    trees = shared_stretches(courses)
    assert sum(tree.weeks for tree in trees) < 0.45 * sum(course.length for course in courses)
