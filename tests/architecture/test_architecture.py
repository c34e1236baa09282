"""How the product is put together: imports look down, one file a lever, short
rules, a quick start.
"""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from nksim.levers.policy import LEVERS

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "numba", "mesa", "matplotlib")


@pytest.mark.slow
def test_imports__look_down() -> None:
    """A floor of the house knows nothing of the floors above."""
    linter = Path(sys.executable).parent / "lint-imports"
    if not linter.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_effect__takes_the_environment_and_gives_another() -> None:
    """Levers write numbers of the week and never touch people."""
    for lever, effect in LEVERS.items():
        assert list(inspect.signature(effect).parameters) == [
            "environment",
            "settings",
            "strength",
        ], lever
        tree = ast.parse((ROOT / "nksim" / "levers" / f"{lever}.py").read_text(encoding="utf-8"))
        imported = [
            node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
        ]
        assert not [
            module for module in imported if module.startswith(("nksim.society", "nksim.engines"))
        ], lever


@pytest.mark.parametrize("module", ["nksim.cli.app", "nksim"])
def test_the_command_line__starts_without_what_it_may_not_need(module: str) -> None:
    """A question about help is not answered by loading a compiler."""
    program = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_randomness__comes_from_keyed_draws_only() -> None:
    """No part of the product keeps a stream of random numbers of its own; a generator, where there
    is one, has a key.
    """
    for path in (ROOT / "nksim").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [
            name
            for name in (
                "default_rng",
                "RandomState",
                "random.seed",
                "PCG64",
                "MT19937",
                "import random",
            )
            if name in text
        ], path
        assert text.count("Philox(") == text.count("Philox(key="), path
