"""What is mutated, and which tests have to notice: tests that need no compiled kernel.

The first three floors are scored in docs/mutants.md; the others can be asked for by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.killing import root

TINY, EVENTS = "tests/golden/test_tiny.py", ("tests/golden/test_events.py", "-k", "citizens")
PEOPLE = ("tests/golden/test_societies.py", "-k", "not blocks")


@dataclass(frozen=True)
class Target:
    """A folder or file of the package with the tests that watch over it, the cheapest first."""

    path: str
    tests: tuple[str, ...]

    def files(self) -> list[Path]:
        """The modules, in the order of their names."""
        path = root() / self.path
        return [path] if path.is_file() else sorted(path.rglob("*.py"))

    def tests_of(self, file: Path) -> tuple[str, ...]:
        """The same tests file by file, those of this module first."""
        found = [name for test in self.tests for name in _test_files(test)]
        own = f"test_{file.stem}"
        return tuple(sorted(found, key=lambda name: not Path(name).name.startswith(own)))


SCORED = (
    Target("nksim/rules", ("tests/rules", TINY)),
    Target("nksim/levers", ("tests/levers", TINY)),
    Target("nksim/observations", ("tests/observations", TINY)),
)
FURTHER = (
    Target("nksim/core/clock.py", ("tests/core/test_clock.py", TINY)),
    Target("nksim/core/units.py", ("tests/core/test_units.py", TINY)),
    Target("nksim/core/environment.py", ("tests/levers", "tests/observations", TINY)),
    Target("nksim/engines/cases.py", ("tests/engines/test_cases.py", TINY)),
    Target("nksim/engines/districts.py", ("tests/engines/test_districts.py", TINY)),
    Target("nksim/engines/counts.py", (TINY,)),
    Target("nksim/engines/settings.py", (TINY,)),
    Target("nksim/engines/citizens", EVENTS),
    Target("nksim/society/assembly.py", PEOPLE),
    Target("nksim/society/building.py", PEOPLE),
    Target("nksim/society/proposals.py", PEOPLE),
    Target("nksim/society/settlement.py", PEOPLE),
    Target("nksim/society/traits.py", PEOPLE),
    Target("nksim/analysis/bounds.py", ("tests/analysis/test_bounds.py",)),
    Target("nksim/analysis/costs.py", ("tests/analysis/test_costs.py",)),
    Target(
        "nksim/analysis/differences.py", ("tests/analysis/test_differences.py", "-m", "not slow")
    ),
    Target("nksim/analysis/power.py", ("tests/analysis/test_power.py",)),
    Target("nksim/inference/calibration/weighing.py", ("tests/inference/test_weighing.py",)),
)


def _test_files(test: str) -> list[str]:
    """The files of a folder of tests; anything else stays as it is."""
    files = sorted((root() / test).glob("test_*.py"))
    return [file.relative_to(root()).as_posix() for file in files] or [test]


def chosen(paths: Sequence[str]) -> list[Target]:
    """The targets that lie in or contain these paths, narrowed to them.

    The scored ones without any.
    """
    if not paths:
        return list(SCORED)
    found = []
    for path in paths:
        path = path.rstrip("/")
        for target in (*SCORED, *FURTHER):
            if path == target.path or path.startswith(f"{target.path}/"):
                found.append(Target(path, target.tests))
            elif target.path.startswith(f"{path}/"):
                found.append(target)
    return found
