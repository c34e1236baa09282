"""A file of one's own, from one that is there: it keeps its comments and finds what it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.scenario.copying import copy_of
from nksim.scenario.identity import scenario_hash
from nksim.scenario.loading import load_scenario
from nksim.scenario.shipped import located, shipped_files
from nksim.studies.study import is_study, load_study
from nksim.studies.sweep import is_sweep, load_sweep

YAMLS = sorted(name for name, path in shipped_files().items() if path.suffix == ".yaml")


def _copied(name: str, target: Path) -> Path:
    target.write_text(copy_of(located(name), target), encoding="utf-8")
    return target


@pytest.mark.parametrize("name", YAMLS)
def test_copy__is_the_same_under_another_name(name: str, tmp_path: Path) -> None:
    """Whatever is shipped can be copied into an empty folder and runs there."""
    copy = _copied(name, tmp_path / "mine.yaml")
    if is_sweep(name):
        ours, theirs = load_sweep(copy), load_sweep(name)
        assert [one.name for one in ours.scenarios] == [one.name for one in theirs.scenarios]
    elif is_study(name):
        ours, theirs = load_study([copy]), load_study([name])
        assert ours.name == "mine"
        assert ours.scenarios == theirs.scenarios
    else:
        ours, theirs = load_scenario(copy), load_scenario(name)
        assert ours.name == "mine"
        assert scenario_hash(ours) == scenario_hash(theirs)


def test_copy__keeps_every_other_word(tmp_path: Path) -> None:
    """Comments, order and spaces are the author's."""
    source = located("nksim:history").read_text(encoding="utf-8")
    copy = _copied("nksim:history", tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert copy == source.replace("name: history\n", "name: mine\n", 1)


def test_copy_of_ones_own__finds_what_it_named_by_a_path(tmp_path: Path) -> None:
    """Paths are rewritten from the new place; a name that YAML would read as something else is
    quoted.
    """
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "base.yaml").write_text("society: {size: 77}\n")
    (tmp_path / "a" / "graph.csv").write_text("a,b\nb,c\n")
    (tmp_path / "a" / "one.yaml").write_text(
        "{extends: base.yaml, name: 'old', network: {file: \"graph.csv\"}}  # kept\n"
    )
    target = tmp_path / "b" / "true.yaml"
    text = copy_of(tmp_path / "a" / "one.yaml", target)
    target.write_text(text)
    assert text == (
        '{extends: ../a/base.yaml, name: "true", network: {file: ../a/graph.csv}}  # kept\n'
    )
    copy = load_scenario(target)
    assert (copy.name, copy.society.size) == ("true", 77)


def test_names_within_a_study__stay(tmp_path: Path) -> None:
    """Only the whole gets a name of its own, not what is compared in it."""
    study = load_study([_copied("nksim:crackdown", tmp_path / "mine.yaml")])
    assert study.baseline.name == "no-crackdown"
