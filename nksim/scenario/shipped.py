"""Files that come with nksim, by name wherever it is installed: `nksim:levers/law`.

A wheel carries them inside the package; in a clone of the repository they lie beside it, where
people read and change them. Whoever asks for a file may give such a name in place of a path, and so
may `extends` in a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from nksim.core.errors import ScenarioError
from nksim.scenario.nodes import Place

PREFIX = "nksim:"
SCENARIOS, NOTEBOOKS, SCHEMA = "scenarios", "notebooks", "nksim.schema.json"
POSTERIOR = "posterior.csv"


def located(
    named: str | os.PathLike[str], folder: Path | None = None, place: Place | None = None
) -> Path:
    """The path of a file that is named by its path, relative to a folder, or as `nksim:NAME`.

    Raises ScenarioError, at the place where it was named, if nothing of this name comes with nksim.
    """
    words = os.fspath(named)
    if not words.startswith(PREFIX):
        return Path(words) if folder is None else folder / words
    known = shipped_files()
    if words not in known:
        raise ScenarioError([(place or Place()).fault(_unknown(words, known), words)])
    return known[words]


def _unknown(words: str, known: Iterable[str]) -> str:
    """What is said of a name of which no file comes with nksim."""
    near = get_close_matches(words, known, n=1, cutoff=0.5)
    meant = f"; did you mean {near[0]}?" if near else ""
    return f"nothing of this name comes with nksim; `nksim scenarios` lists what does{meant}"


@cache
def shipped_files() -> dict[str, Path]:
    """Every file that comes with nksim, by its name.

    Scenarios, studies, sweeps, the posterior, the schema and the notebooks.
    """
    home = _home()
    scenarios, notebooks = home / SCENARIOS, home / NOTEBOOKS
    found = {
        path.relative_to(scenarios).with_suffix("").as_posix(): path
        for path in (
            *sorted(scenarios.glob("*.yaml")),
            *sorted(scenarios.glob("*/*.yaml")),
            scenarios / POSTERIOR,
        )
    }
    found |= {"schema": scenarios / SCHEMA}
    found |= {f"{NOTEBOOKS}/{path.stem}": path for path in sorted(notebooks.glob("*.ipynb"))}
    return {f"{PREFIX}{name}": path for name, path in found.items() if path.is_file()}


def shipped_name(path: Path) -> str | None:
    """The name of a file that comes with nksim; None for any other."""
    there = path.resolve()
    return next((name for name, known in shipped_files().items() if known.resolve() == there), None)


def _home() -> Path:
    """The folder in which they lie: within the package, or beside it in a clone."""
    package = Path(str(files("nksim")))
    inside = package / "shipped"
    if inside.is_dir():
        return inside
    return package.parent
