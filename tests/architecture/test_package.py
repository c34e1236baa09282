"""The package as others get it: one version, bounds that are tested, Pythons that are tested,
releases that are written down.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from nksim.store.manifest import PACKAGES

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# What computes, reads or writes is in every manifest; these only talk to people or guard files.
NOT_IN_MANIFESTS = {"typer", "rich", "defusedxml", "filelock", "jinja2"}


def _name(requirement: str) -> str:
    """A requirement's package, as an index writes it."""
    name = re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_pythons__are_those_that_every_change_is_tested_on() -> None:
    """The lowest and the highest Python that the package names are the two of .ci/run."""
    named = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if ":: 3." in line]
    tested = dict(re.findall(r"(LOWEST|HIGHEST)=([\d.]+)", (ROOT / ".ci" / "run").read_text()))
    assert PROJECT["requires-python"] == f">={tested['LOWEST']}"
    assert (named[0], named[-1]) == (tested["LOWEST"], tested["HIGHEST"])


def test_every_dependency__has_a_lower_bound() -> None:
    """A bound is what `make test-lowest` installs; without one it would install what nobody has
    tried.
    """
    for requirement in PROJECT["dependencies"]:
        assert ">=" in requirement, requirement


def test_constraints__name_a_release_of_every_package() -> None:
    """A paper can be made again: every package that is asked for has a release, and no place to get
    it from is named.
    """
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {_name(line) for line in text.splitlines() if "==" in line}
    extras = PROJECT["optional-dependencies"]
    asked = [
        *PROJECT["dependencies"],
        *(one for name in extras if name != "bench" for one in extras[name]),
    ]
    assert {_name(one) for one in asked if "nksim[" not in one} <= pinned
    assert "://" not in text


def test_manifests__name_every_package_that_matters() -> None:
    """Which releases made these results can be read years later."""
    assert {_name(one) for one in PROJECT["dependencies"]} - NOT_IN_MANIFESTS <= {
        *map(_name, PACKAGES)
    }


def test_version__is_written_in_one_place_of_the_package() -> None:
    """What is not written twice cannot differ."""
    for path in (ROOT / "nksim").rglob("*.py"):
        assert f'"{PROJECT["version"]}"' not in path.read_text(encoding="utf-8"), path
