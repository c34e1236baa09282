"""`nksim compare` from the outside, over an engine that makes numbers up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nksim.store.results import open_results
from tests.cli.conftest import SCENARIO, Nksim, use_engine
from tests.fixtures.worlds import fake_run

STUDY = """\
baseline: tiny.yaml
alternatives:
  no-law: {without: [new-law]}
  harsh: {levers: [{name: raids, lever: searches, from: 2019-06-01}]}
replicates: 3
"""


@pytest.fixture
def study(nksim: Nksim) -> Nksim:
    Path("what-if.yaml").write_text(STUDY)
    return nksim


def widest(text: str) -> int:
    """The longest line that is no path of a file."""
    return max(len(line) for line in text.splitlines() if "results/" not in line)


def test_compare__says_differences_and_how_sure_they_are(study: Nksim) -> None:
    """One command gives one table of at most 80 columns with its years, and a folder."""
    done = study("compare", "what-if.yaml")
    assert done.exit_code == 0, done.output
    assert "tiny as baseline; all of 2019; 400" in done.stdout
    assert "results/what-if" in done.stdout
    assert widest(done.stdout) <= 80
    for title in ("Sanctions", "Deaths expected", "Suspicion", "Mean bond", "New viewers"):
        assert done.stdout.count(title) == 1
    assert "Age of titles" not in done.stdout
    assert "at least 5 pairs" in " ".join(done.stdout.split())
    assert set(open_results("results/what-if").differences["scenario"]) == {"no-law", "harsh"}


def test_full__prints_every_outcome_and_says_it_in_words(
    study: Nksim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out of the first table can be had, on 120 columns."""
    monkeypatch.setenv("COLUMNS", "120")
    done = study("compare", "what-if.yaml", "--full")
    assert "Age of titles" in done.stdout
    assert "no-law against tiny:" in done.stdout
    assert "3 pairs with the baseline" in done.stdout


def test_a_study__chooses_what_leads(study: Nksim) -> None:
    """Its own outcomes stand in the first table, costs before them; names are checked."""
    Path("what-if.yaml").write_text(f"{STUDY}leading: [title_age, knowledge]\n")
    shown = study("compare", "what-if.yaml").stdout
    places = [shown.index(title) for title in ("Deaths,", "Sanctions,", "Age of titles", "Knowl")]
    assert places == sorted(places)
    assert "New viewers" not in shown
    Path("what-if.yaml").write_text(f"{STUDY}leading: [title_ages]\n")
    done = study("compare", "what-if.yaml")
    assert (done.exit_code, "did you mean title_age?" in done.stderr) == (2, True)


def test_years__are_those_that_are_asked_for(study: Nksim) -> None:
    """A year, or years with their costs summed; nothing is run again for another question."""
    Path("tiny.yaml").write_text(SCENARIO.replace("until: 2019-12-31", "until: 2020-12-27"))
    study("compare", "what-if.yaml")
    answer = json.loads(study("compare", "what-if.yaml", "--at", "2019", "--json").stdout)
    assert (answer["period"], answer["kept"], answer["people"]) == ([2019, 2019], 9, 400)
    both = json.loads(study("compare", "what-if.yaml", "--over", "2019", "2020", "--json").stdout)
    assert both["period"] == [2019, 2020]
    sums = [
        next(row for row in each["differences"] if row["outcome"] == "viewer_weeks")
        for each in (answer, both)
    ]
    assert sums[1]["baseline_mean"] > 1.9 * sums[0]["baseline_mean"] > 0


def test_groups__are_crossed_and_thin_ones_marked(study: Nksim) -> None:
    """Five people of each age and sex in a province of a country of 400."""
    words = ("--by", "age,sex", "--among", "province=Ryanggang,Chagang", "--at", "2019")
    done = study("compare", "what-if.yaml", *words)
    assert done.exit_code == 0, done.output
    shown = " ".join(done.stdout.split())
    assert "Ryanggang/Chagang" in shown
    assert "thin" in shown
    assert "thin: fewer than 200 simulated people" in shown
    assert widest(done.stdout) <= 80
    layers = study("compare", "what-if.yaml", "--by", "layer")
    assert "household" in layers.stdout
    cohorts = study("compare", "what-if.yaml", "--by", "cohort")
    assert "born 1980-1989" in cohorts.stdout
    assert widest(cohorts.stdout) <= 80
    crossed = study("compare", "what-if.yaml", "--by", "cohort,sex")
    assert "give cohort by itself, without among" in " ".join(crossed.output.split())


def test_json__holds_the_differences(study: Nksim) -> None:
    """A program reads figures, verdicts and what was kept."""
    answer = json.loads(study("compare", "what-if.yaml", "--json").stdout)
    assert answer["baseline"] == "tiny"
    assert {row["outcome"] for row in answer["differences"]} >= {
        "watched_last_year_share",
        "mean_bond",
        "deaths",
    }
    assert json.loads(study("compare", "what-if.yaml", "--json").stdout)["kept"] == 9


def test_more_replicates_or_one_more_alternative__run_only_what_is_new(
    study: Nksim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is finished is not made again."""
    study("compare", "what-if.yaml")
    made: list[tuple[str, int]] = []
    use_engine(
        monkeypatch,
        lambda scenario, seed, **more: (
            made.append((scenario.name, seed)) or fake_run(scenario, seed, **more)
        ),
    )
    study("compare", "what-if.yaml", "-n", "4")
    assert sorted(made) == [
        ("harsh", 4),
        ("no-law", 4),
        ("tiny", 4),
    ]  # on several threads: in any order
    made.clear()
    Path("what-if.yaml").write_text(
        STUDY.replace(
            "alternatives:\n",
            "alternatives:\n"
            "  late: {without: [new-law],"
            " levers: [{name: late, lever: law, from: 2019-09-02}]}\n",
        )
    )
    done = study("compare", "what-if.yaml")
    assert done.exit_code == 0, done.output
    assert {name for name, _ in made} == {"late"}


def test_failed_run__is_a_row_and_the_others_stand(
    study: Nksim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, the error by name, and differences over the pairs that are whole."""

    def breaking(scenario, seed, **more):  # type: ignore[no-untyped-def]
        if (scenario.name, seed) == ("harsh", 2):
            raise MemoryError
        return fake_run(scenario, seed, **more)

    use_engine(monkeypatch, breaking)
    done = study("compare", "what-if.yaml")
    assert done.exit_code == 1
    assert "harsh seed 2: MemoryError: out of memory" in done.stderr
    results = open_results("results/what-if")
    assert results.failures[["scenario", "seed"]].to_numpy().tolist() == [["harsh", 2]]
    assert results.progress == (8, 9)
    replicates = results.differences.groupby("scenario")["replicates"].max()
    assert (replicates["harsh"], replicates["no-law"]) == (2, 3)
    use_engine(monkeypatch, fake_run)
    assert study("compare", "what-if.yaml").exit_code == 0
    assert open_results("results/what-if").progress == (9, 9)


def test_changed_scenario_of_the_same_name__never_mixes(study: Nksim) -> None:
    """The study run again after its file was changed shows new runs only."""
    study("compare", "what-if.yaml")
    Path("tiny.yaml").write_text(SCENARIO.replace("400", "500"))
    study("compare", "what-if.yaml", "-n", "2")
    outcomes = open_results("results/what-if").outcomes
    assert outcomes.groupby("scenario")["seed"].count().to_dict() == {
        "tiny": 2,
        "no-law": 2,
        "harsh": 2,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tiny.yaml",), "one scenario and no study"),
        (
            ("what-if.yaml", "--until-resolved", "0.01", "--outcome", "bond"),
            "did you mean mean_bond?",
        ),
        (("what-if.yaml", "--until-resolved", "-1"), "give a positive number"),
        (("what-if.yaml", "--by", "village"), "give one of province, age, sex, layer, cohort"),
        (("what-if.yaml", "--by", "layer,sex"), "give layer by itself"),
        (("what-if.yaml", "--among", "woman"), "has no ="),
        (("what-if.yaml", "--among", "sex=women"), "did you mean woman"),
        (("what-if.yaml", "--at", "1995"), "give a whole number from 2019"),
        (("what-if.yaml", "--at", "2019", "--over", "2019", "2020"), "give one of them"),
        (("nowhere.yaml",), "no such file"),
    ],
)
def test_bad_input__is_said_before_anything_runs(
    study: Nksim, words: tuple[str, ...], said: str
) -> None:
    """Exit code 2, words, no traceback, no folder."""
    done = study("compare", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert not Path("results").exists()


def test_until_resolved__adds_replicates_up_to_the_limit(
    study: Nksim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Luck that a policy shifts by turns leaves a wide interval.

    Replicates are added until the limit, or none if it is narrow enough.
    """

    def shifting(scenario, seed, **more):  # type: ignore[no-untyped-def]
        return fake_run(
            scenario, seed + (7 if scenario.name == "harsh" and seed % 2 else 0), **more
        )

    use_engine(monkeypatch, shifting)
    words = (
        "compare",
        "what-if.yaml",
        "--outcome",
        "watched_last_year_share",
        "--limit",
        "6",
        "--json",
    )
    assert json.loads(study(*words, "--until-resolved", "10").stdout)["replicates"] == 3
    assert json.loads(study(*words, "--until-resolved", "1e-9").stdout)["replicates"] == 6


@pytest.mark.parametrize("broken", [("tiny",), ("no-law", "harsh"), ("tiny", "no-law", "harsh")])
def test_whole_scenarios_failing__are_said_without_a_traceback(
    study: Nksim, monkeypatch: pytest.MonkeyPatch, broken: tuple[str, ...]
) -> None:
    """The baseline, every alternative, or everything fails: exit code 1 and the reasons."""

    def breaking(scenario, seed, **more):  # type: ignore[no-untyped-def]
        if scenario.name in broken:
            raise ArithmeticError("broken rule")
        return fake_run(scenario, seed, **more)

    use_engine(monkeypatch, breaking)
    done = study("compare", "what-if.yaml", "--by", "age")
    assert done.exit_code == 1
    assert "ArithmeticError: broken rule" in done.stderr
    assert "Traceback" not in done.output
