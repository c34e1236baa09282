"""Tables for other programs, each read back by another hand than the one that wrote it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import nksim
from nksim.core.errors import InputError
from nksim.observations.tables import TABLES
from nksim.store.results import open_results
from tests.fixtures.studies import NASTY, WATCHED, study_folder

NAMES = (*NASTY, "=1+1")
TABLE_NAMES = (
    "outcomes",
    "outcome_years",
    "layer_years",
    "cells",
    "cohorts",
    "ledger",
    "survey",
    "levers",
    "series",
    "differences",
)
UNIT = {column.name: column for column in TABLES["outcomes"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose policies are called like markup, a formula and in Korean."""
    changes = {WATCHED: (-0.1, -0.2, -0.1, -0.2, -0.1, -0.2)}
    return study_folder(tmp_path_factory.mktemp("out") / "results", dict.fromkeys(NAMES, changes))


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> pd.DataFrame:
    return open_results(folder).outcomes


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Names to the letter, numbers but for their last digits."""
    assert list(found["scenario"]) == list(expected["scenario"])
    for name in expected.columns[1:]:
        left = pd.to_numeric(found[name]).to_numpy(float)
        right = expected[name].to_numpy(float)
        assert left == pytest.approx(right, rel=1e-12, nan_ok=True), name


@pytest.mark.parametrize(
    ("locale", "settings"),
    [("plain", {}), ("en", {}), ("de", {"sep": ";", "decimal": ","})],
)
def test_csv__is_read_back(
    folder: Path, outcomes: pd.DataFrame, tmp_path: Path, locale: str, settings: dict[str, str]
) -> None:
    """For programs, and as spreadsheets of two countries read numbers and letters."""
    place = nksim.export(folder, "csv", tmp_path / "csv", locale=locale)
    raw = (place / "outcomes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") == (locale != "plain")
    read = partial(pd.read_csv, encoding="utf-8-sig", **settings)
    found = read(place / "outcomes.csv")
    same(found, outcomes)
    assert {path.stem for path in place.iterdir()} == {*TABLE_NAMES, "data_dictionary"}


def test_parquet__is_read_back_with_units(
    folder: Path, outcomes: pd.DataFrame, tmp_path: Path
) -> None:
    """Each column says its unit and what it means."""
    place = nksim.export(folder, "parquet", tmp_path / "parquet")
    same(pd.read_parquet(place / "outcomes.parquet"), outcomes)
    field = pq.read_schema(place / "outcomes.parquet").field("punished")
    assert field.metadata[b"unit"].decode() == UNIT["punished"].unit
    assert field.metadata[b"meaning"].decode() == UNIT["punished"].meaning


def test_a_workbook__is_read_back_and_holds_no_formula(
    folder: Path, outcomes: pd.DataFrame, tmp_path: Path
) -> None:
    """A sheet a table, the dictionary first; a name that begins with = is a name."""
    pytest.importorskip("xlsxwriter")
    place = nksim.export(folder, "xlsx", tmp_path / "xlsx")
    book = openpyxl.load_workbook(place / "tables.xlsx", read_only=True)
    assert book.sheetnames[0] == "data_dictionary"
    assert {*book.sheetnames} == {*TABLE_NAMES, "data_dictionary"}
    heads, *rows = [[cell.value for cell in row] for row in book["outcomes"].iter_rows()]
    same(pd.DataFrame(rows, columns=heads), outcomes)
    cells = [row[0] for row in book["outcomes"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}
    assert {"h", "d"} & {row[4].data_type for row in book["series"].iter_rows(min_row=2)} == {"d"}


@pytest.mark.parametrize("to", ["dta", "sav"])
def test_stata_and_spss__read_back_with_labels(
    folder: Path, outcomes: pd.DataFrame, tmp_path: Path, to: str
) -> None:
    """Numbers, names in any script, and at each column what it means and its unit."""
    pyreadstat = pytest.importorskip("pyreadstat")
    place = nksim.export(folder, to, tmp_path / to)
    read = {"dta": pyreadstat.read_dta, "sav": pyreadstat.read_sav}[to]
    found, about = read(str(place / f"outcomes.{to}"))
    same(found, outcomes)
    label = f"{UNIT['punished'].meaning} ({UNIT['punished'].unit})"
    assert about.column_names_to_labels["punished"] == label
    assert {path.stem for path in place.iterdir()} == {*TABLE_NAMES, "data_dictionary"}


def test_a_format_or_locale_that_there_is_not__is_refused(folder: Path) -> None:
    """What is allowed stands in the message; a locale is about CSV alone."""
    with pytest.raises(InputError, match=r"to=stata .*csv, parquet, xlsx, dta, sav, gexf, graphml"):
        nksim.export(folder, "stata")
    with pytest.raises(InputError, match=r"locale=fr is not known \(allowed: plain, en, de\)"):
        nksim.export(folder, locale="fr")
    with pytest.raises(InputError, match="is about CSV"):
        nksim.export(folder, "xlsx", locale="de")
    with pytest.raises(InputError, match="takes all runs"):
        nksim.export(folder, "csv", seed=1)
