"""Runs every notebook and stores what comes out in it: `python -m tests.notebooks.refresh`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(PLACE.glob("*.ipynb"))
LONGEST_SECONDS = 300
LONGEST_TEXT = 400


def executed(path: Path) -> Any:
    """A notebook after all its cells have run, in the folder in which it lies."""
    import nbclient
    import nbformat

    os.environ["JUPYTER_PLATFORM_DIRS"] = "1"
    client = nbclient.NotebookClient(
        nbformat.read(path, as_version=4),
        timeout=LONGEST_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    return client.execute()


def bare(notebook: Any) -> Any:
    """Without what differs from one machine or moment to the next."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = [_short(one) for one in cell.outputs if not _is_progress(one)]
    return notebook


def _is_progress(output: Any) -> bool:
    """Whether it says how far work has come, which nobody reads afterwards."""
    words = output.get("data", {}).get("text/plain", "")
    return output.output_type == "stream" or "weeks/s" in words


def _short(output: Any) -> Any:
    """Without the long text beside what is shown as HTML."""
    data = output.get("data", {})
    if "text/html" in data and len(data["text/plain"]) > LONGEST_TEXT:
        data["text/plain"] = f"{data['text/plain'][:LONGEST_TEXT]}..."
    return output


def main() -> None:
    """Store the outputs of every notebook, or of those named."""
    import nbformat

    wanted = sys.argv[1:]
    for path in NOTEBOOKS:
        if not wanted or path.stem in wanted:
            nbformat.write(bare(executed(path)), path)


if __name__ == "__main__":
    main()
