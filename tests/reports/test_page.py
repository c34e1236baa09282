"""The page: complete, valid, the same twice, and with nothing of others' making in it."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pandas as pd
import pytest

import nksim
from nksim.core.errors import InputError, StoreError
from nksim.reports.words import LANGUAGES, catalogue, words_in
from nksim.store.compared import ASSUMPTIONS_TABLE, SHARES, STUDY
from nksim.store.saving import save_run
from tests.fixtures.studies import EFFECTS, NASTY, WATCHED, study_folder
from tests.fixtures.worlds import fake_result, short_scenario

MOST_BYTES = 5_000_000
SHARES_LEFT = {
    "scenario": ["much", "much"],
    "outcome": ["punished", WATCHED],
    "unit": ["1/1000", "share"],
    "replicates": [6, 6],
    "effect": [20.0, -0.3],
    "effect_low": [19.0, -0.31],
    "effect_high": [21.0, -0.29],
    "put_in": [0.1, float("nan")],
    "put_in_low": [0.05, float("nan")],
    "put_in_high": [0.15, float("nan")],
    "unsourced": [0.8, float("nan")],
    "unsourced_low": [0.7, float("nan")],
    "unsourced_high": [0.9, float("nan")],
}


def text_of(page: str) -> str:
    """What a reader reads, without markup."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    skipped = {"style", "script"}
    parts = [node.text or "" for node in tree.iter() if node.tag not in skipped]
    tails = [node.tail or "" for node in tree.iter()]
    return " ".join([*parts, *tails])


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose effects are known."""
    return study_folder(tmp_path_factory.mktemp("known") / "results")


@pytest.fixture(scope="module", params=LANGUAGES)
def page(known: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    """The report of it, and its language."""
    path = nksim.report(known, language=request.param)
    return path.read_text(encoding="utf-8"), request.param


def test_a_page__is_valid_and_small_and_loads_nothing(page: tuple[str, str]) -> None:
    """One file: no script, no address outside, no name twice, under five megabytes."""
    text, language = page
    html5lib.HTMLParser(strict=True).parse(text)
    assert len(text.encode()) < MOST_BYTES
    assert f'<html lang="{language}">' in text
    assert not re.search(
        r"<script|<link|<img|<iframe|@import|url\(h|src=|https?://(?!www\.w3)", text
    )
    names = re.findall(r'\sid="([^"]*)"', text)
    assert len(names) == len(set(names))
    for link in re.findall(r'href="#([^"]*)"', text):
        assert link in names


def test_a_page__has_every_section(page: tuple[str, str]) -> None:
    """From the question to the command that makes it again."""
    text, language = page
    said, words = text_of(text), words_in(language)
    for heading in words.group("section").values():
        assert heading in said
    for limit in words.group("limit").values():
        assert limit in said
    for part in ("What did it do?", "nksim compare known.yaml", "nksim report ", "matplotlib"):
        assert part in said
    assert ("초안" in said) == (language == "ko")


def test_a_page__says_costs_before_changes(page: tuple[str, str]) -> None:
    """What it cost people stands before what changed, and sanctions before who watches."""
    text, _ = page
    places = [
        text.index(f'id="{name}"') for name in ("answer", "limits", "costs", "changes", "who")
    ]
    assert places == sorted(places)


def test_a_page__says_what_is_known_of_each_policy(known: Path) -> None:
    """The four effects in the four sentences, each under its policy."""
    said = text_of(nksim.report(known).read_text(encoding="utf-8"))
    parts = ("no difference in any", "slightly lower", "much lower", "cannot be told from")
    places = [said.index(f"{policy}, against as it was") for policy in EFFECTS]
    ends = [*places[1:], said.index("Three limits")]
    for part, begin, end in zip(parts, places, ends, strict=True):
        assert f"Watched within a year: {part}" in said[begin:end]


def test_a_report__is_the_same_twice(known: Path, tmp_path: Path) -> None:
    """Nothing of the day, the machine or the order of sets is in it."""
    first, second = (nksim.report(known, tmp_path / f"{one}.html") for one in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_a_figure__has_its_words_and_its_numbers(known: Path) -> None:
    """Whoever does not see the curves hears what they show and reads the numbers."""
    text = nksim.report(known).read_text(encoding="utf-8")
    figures = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert len(figures) >= 2
    for figure in figures:
        assert re.search(r'role="img" aria-label="[^"]{40,}"', figure)
        assert "<details>" in figure
        assert figure.count("<td>") >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_names__come_out_as_text(tmp_path: Path, language: str) -> None:
    """Marks, quotes and Korean in names are shown as they are and never taken for markup."""
    effects = {name: {WATCHED: (-0.1, -0.2, -0.1, -0.2, -0.1, -0.2)} for name in NASTY}
    folder = study_folder(tmp_path / "results", effects, description=NASTY[0], name="<b>x</b>")
    text = nksim.report(folder, language=language).read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script" not in text
    assert "<b>x</b>" not in text
    said = text_of(text)
    for name in (*NASTY, "<b>x</b>"):
        assert said.count(name) >= 3


def test_runs_that_were_not_compared__are_told_without_a_comparison(tmp_path: Path) -> None:
    """Of two scenarios in a folder it says what came out, and that nothing was compared."""
    for name in ("one", "two"):
        save_run(fake_result(short_scenario(name=name)), tmp_path / "runs")
    text = nksim.report(tmp_path / "runs").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    said = text_of(text)
    assert "were run and not compared" in said
    assert "Watched within a year: " in said
    assert text.count("<figure") >= 2
    assert "differ from" not in said


def test_other_assumptions_and_what_was_put_in__are_shown_where_they_lie(tmp_path: Path) -> None:
    """Tables that other commands leave in the folder have their place in the report."""
    folder = study_folder(tmp_path / "results")
    without = text_of(nksim.report(folder).read_text(encoding="utf-8"))
    assert without.count("Nobody has asked this") == 2
    row = {"assumption": "fear only", "scenario": "much", "outcome": WATCHED, "unit": "share"}
    figures = {"mean": -0.2, "low": -0.25, "high": -0.15, "resolved": True}
    pd.DataFrame([row | figures]).to_csv(folder / ASSUMPTIONS_TABLE, index=False)
    pd.DataFrame(SHARES_LEFT).to_csv(folder / SHARES, index=False)
    said = text_of(nksim.report(folder).read_text(encoding="utf-8"))
    assert "Nobody has asked this" not in said
    assert "fear only" in said
    assert "-20.0" in said
    assert "80% (70%, 90%)" in said
    pd.DataFrame({"policy": ["much"]}).to_csv(folder / SHARES, index=False)
    with pytest.raises(StoreError, match=r"shares\.csv is no table of nksim explain"):
        nksim.report(folder)


def test_what_cannot_be_reported__is_refused_in_words(known: Path, tmp_path: Path) -> None:
    """Another ending, a folder without runs, a study file that is damaged."""
    with pytest.raises(InputError, match=r"is no page \(allowed \.html"):
        nksim.report(known, tmp_path / "page.pdf")
    with pytest.raises(StoreError):
        nksim.report(tmp_path)
    folder = study_folder(tmp_path / "results")
    (folder / STUDY).write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match="is no study"):
        nksim.report(folder)


def test_no_text__is_left_unused() -> None:
    """Each text of a group that is asked for one by one is named in the code or the template."""
    room = Path(nksim.__file__).parent / "reports"
    files = [path for path in room.rglob("*") if path.suffix in (".py", ".html")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    for group in ("costs", "changes", "intervals", "time", "robust", "methods", "provenance"):
        for key in catalogue()[group]:
            assert f"{group}.{key}" in code, f"{group}.{key}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Put in by assumption (interval)", "no shares: not told from none", "points")),
        (
            "ko",
            ("가정으로 넣은 몫 (구간)", "몫 없음: 효과가 0과 구별되지 않음", "모형에서 나온 몫"),
        ),
    ],
)
def test_an_explanation__stands_in_the_report(
    tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    """What `nksim explain` has left in the folder is a table: put in, came out, no source."""
    folder = study_folder(tmp_path / "results")
    pd.DataFrame(SHARES_LEFT).to_csv(folder / SHARES, index=False)
    text = text_of(nksim.report(folder, language=language).read_text(encoding="utf-8"))
    for wanted in (*words, "10% (5%, 15%)", "90%", "80% (70%, 90%)"):
        assert wanted in text
