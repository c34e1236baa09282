"""Every notebook runs from its first cell to its last, wherever it is started."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what jupyter, zmq and asyncio warn of is not ours to mend
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook__runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who opens it and runs all cells sees no error."""
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    done = client.execute()
    assert all(cell.execution_count for cell in done.cells if cell.cell_type == "code")


def test_notebooks__are_kept_without_outputs() -> None:
    """Outputs would be stale figures; a notebook is kept as it was written."""
    nbformat = pytest.importorskip("nbformat")
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        assert all(
            not cell.get("outputs") and cell.get("execution_count") is None
            for cell in cells
            if cell.cell_type == "code"
        ), path
