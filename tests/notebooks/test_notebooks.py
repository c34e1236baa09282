"""Every notebook runs from its first cell to its last, and holds what comes out of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.notebooks.refresh import NOTEBOOKS, bare, executed

MOST_BYTES = 600_000


def kinds(cell: Any) -> set[str]:
    """The kinds of what a cell has put out: text, HTML, pictures."""
    return {kind for output in cell.outputs for kind in output.get("data", {})}


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what jupyter, zmq and asyncio warn of is not ours to mend
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook__runs_and_shows_what_it_holds(path: Path) -> None:
    """Whoever runs all cells sees no error, and tables and pictures as in the stored one."""
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("nbclient")
    stored = code_cells(nbformat.read(path, as_version=4))
    done = code_cells(bare(executed(path)))
    assert all(cell.execution_count for cell in done)
    assert [kinds(cell) for cell in done] == [kinds(cell) for cell in stored]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook__is_stored_with_its_outputs(path: Path) -> None:
    """A reader without Python sees them; nothing in them is of the machine they were made on."""
    nbformat = pytest.importorskip("nbformat")
    text = path.read_text(encoding="utf-8")
    cells = code_cells(nbformat.read(path, as_version=4))
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)]
    assert sum(bool(kinds(cell)) for cell in cells) >= len(cells) / 2
    assert any("image/png" in kinds(cell) for cell in cells)
    assert len(text) < MOST_BYTES
    assert "/tmp/" not in text
    assert "/home/" not in text


def test_notebooks__are_those_that_the_readme_names() -> None:
    """A new one is found by its readers."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [path.stem for path in NOTEBOOKS if f"notebooks/{path.name}" not in readme] == []
