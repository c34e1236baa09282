"""The parameter tables of docs/model.md against the schema they are made from."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from nksim.scenario.catalogue import lever_leaves, scenario_leaves
from nksim.scenario.levers import LEVER_SETTINGS
from tests.docs.scripts import script

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def table() -> ModuleType:
    return script("parameter_table")


def test_parameter_tables__are_as_the_schema_has_them(table: ModuleType) -> None:
    """Who reads docs/model.md reads the numbers the model runs on; else: python
    docs/parameter_table.py.
    """
    text = table.MODEL.read_text(encoding="utf-8")
    assert table.with_tables(text, table.parameter_tables()) == text


def test_check__passes_on_the_stored_file(table: ModuleType) -> None:
    """`--check` is what a script asks."""
    assert table.main(["--check"]) == 0


def test_check__fails_on_drift_and_writes_nothing(
    table: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number changed by hand is found out, and left for the writer to look at."""
    drifted = tmp_path / "model.md"
    drifted.write_text(f"before\n{table.BEGIN}\nby hand\n{table.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(table, "MODEL", drifted)
    assert table.main(["--check"]) == 1
    assert "by hand" in drifted.read_text(encoding="utf-8")


def test_rewriting__keeps_what_stands_around_the_markers(
    table: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words written by people are not touched."""
    drifted = tmp_path / "model.md"
    drifted.write_text(f"before\n{table.BEGIN}\nby hand\n{table.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(table, "MODEL", drifted)
    assert table.main([]) == 0
    assert drifted.read_text(encoding="utf-8").startswith("before\n")
    assert drifted.read_text(encoding="utf-8").endswith("\nafter\n")
    assert table.main(["--check"]) == 0


def test_missing_markers__are_named(table: ModuleType) -> None:
    """A file without markers is refused by their names."""
    with pytest.raises(ValueError, match="parameters:begin"):
        table.with_tables("no markers", "")


def test_parameter_tables__hold_every_key(table: ModuleType) -> None:
    """No number of a scenario or a lever is left out."""
    tables = table.parameter_tables()
    keys = [key for key in scenario_leaves() if "." in key]
    shared = {"name", "lever", "from", "until", "ramp_weeks", "provinces", "strength"}
    keys += [key for lever in LEVER_SETTINGS for key in lever_leaves(lever) if key not in shared]
    assert [key for key in keys if f"| `{key}` |" not in tables] == []
