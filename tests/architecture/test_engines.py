"""The engines as a house: small kernels, no circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ENGINES = Path(__file__).parents[2] / "nksim/engines"
FILES = sorted(ENGINES.rglob("*.py"))
KERNELS = {"kernel", "part", "step"}
MOST_LINES, MOST_PARAMETERS = 40, 6


def kernels() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted((ENGINES / "compiled").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {each.id for each in node.decorator_list if isinstance(each, ast.Name)}
                if names & KERNELS:
                    yield f"{path.stem}.{node.name}", node


@pytest.mark.parametrize(("name", "node"), [pytest.param(*each, id=each[0]) for each in kernels()])
def test_a_kernel__is_short_and_takes_a_frame(name: str, node: ast.FunctionDef) -> None:
    """A reader takes it in at a glance: at most forty lines, at most six parameters."""
    assert node.end_lineno is not None
    assert node.end_lineno - node.lineno < MOST_LINES, name
    assert len(node.args.args) <= MOST_PARAMETERS, name


def module(path: Path) -> str:
    parts = ("nksim", "engines", *path.relative_to(ENGINES).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_the_engines__have_no_circle_of_imports() -> None:
    """Every file can be read after those that it names, also where a name is for hints only."""
    known, imports = {module(path) for path in FILES}, nx.DiGraph()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
                imports.add_edges_from((module(path), name) for name in names & known)
    assert imports.number_of_edges() > 60
    assert not list(nx.simple_cycles(imports))
