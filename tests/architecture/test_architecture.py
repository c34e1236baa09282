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
from nksim.scenario.levers import LEVER_SETTINGS, LeverSettings
from nksim.scenario.loading import load_scenario

ROOT = Path(__file__).parents[2]
RULES = sorted((ROOT / "nksim" / "rules").glob("*.py"))
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


def test_every_lever__has_settings_and_an_effect() -> None:
    """What can be written in a scenario can be carried out."""
    assert len(LEVERS) == 13
    assert set(LEVERS) == set(LEVER_SETTINGS)


@pytest.mark.parametrize("lever", sorted(LEVER_SETTINGS))
def test_a_lever__has_a_file_of_its_own_and_an_example_that_loads(lever: str) -> None:
    """Whoever wants to know what a policy does opens one file, whoever wants to try it another."""
    settings = LEVER_SETTINGS[lever]
    assert issubclass(settings, LeverSettings)
    assert settings.__doc__
    assert LEVERS[lever].__module__ == f"nksim.levers.{lever}"
    assert LEVERS[lever].__name__ == f"apply_{lever}"
    scenario = load_scenario(ROOT / "scenarios" / "levers" / f"{lever}.yaml")
    assert lever in [policy.lever for policy in scenario.levers]
    assert [policy for policy in scenario.levers if isinstance(policy, settings)]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule__is_short_and_says_what_it_means(path: Path) -> None:
    """Each rule can be read in one look."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"
            assert (node.end_lineno or 0) - node.lineno + 1 <= 25, (
                f"{path.name}: {node.name} is too long"
            )


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
        if (
            path.name == "sampling.py" and path.parent.name == "calibration"
        ):  # pyABC proposes from numpy's stream, which is given a key for each proposal
            text = text.replace("np.random.seed(seed)", "", 1)
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
