"""Study files: what is compared with what."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import InputError, ScenarioError
from nksim.scenario.loading import load_scenario
from nksim.studies.files import in_words
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


@pytest.mark.parametrize(
    ("other", "keys"),
    [
        ("society: {size: 500}", "society.size"),
        ("society: {size: 500, household_size: 3}", "society.size, society.household_size"),
        ("network: {generator: karate_club_graph}", "network"),
        ("life: {enabled: true}", "life.enabled"),
    ],
)
def test_other_people__are_said_to_be_others(tmp_path: Path, other: str, keys: str) -> None:
    """People, ties and luck are shared by all others, so that differences are the policy's."""
    path = write(tmp_path, STUDY.replace("{without: [new-law]}", f"{{{other}}}"))
    path.write_text(path.read_text().replace("  file: other.yaml\n", ""))
    (said,) = load_study([path]).unshared
    assert said.startswith(f"no-law and the baseline base share no people and ties, since {keys} ")
    assert said in in_words(load_study([path]))
    assert not load_study([write(tmp_path)], {"society.size": 300}).unshared


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{without: [new-law]}", "{run: {seed: 9}}", "3:23  alternatives.no-law.run.seed: is not"),
        ("replicates: 4", "replicates: 1", "replicates: is out of range (got 1; allowed 2 to"),
        (
            "replicates: 4",
            'replicates: "4"',
            "(got 4 as text in quotes ('4'): leave them out; allowed 2",
        ),
        ("baseline: base.yaml", "", "baseline: is missing"),
    ],
)
def test_mistakes__are_called_what_they_are(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A range is no kind, text no number, and seeds are those of the study."""
    with pytest.raises(ScenarioError) as caught:
        load_study([write(tmp_path, STUDY.replace(old, new).replace("  file: other.yaml\n", ""))])
    assert said.removeprefix("3:23  ") in str(caught.value)


@pytest.mark.parametrize(
    ("end", "said"),
    [("", "is missing"), ("alternatives: {}", "is empty"), ("alternatives: 3", "3)")],
)
def test_a_study_without_alternatives__is_asked_for_them(
    tmp_path: Path, end: str, said: str
) -> None:
    """It is a study all the same, and no scenario."""
    with pytest.raises(ScenarioError, match="alternatives: ") as caught:
        load_study([write(tmp_path, f"baseline: base.yaml\n{end}\n")])
    assert said in str(caught.value)
    assert "no scenario" not in str(caught.value)


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
