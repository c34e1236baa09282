"""Who imports whom within the package: the arrows, the circles among them, and those that run up.

Arrows at the top of a module are those that Python follows when it is imported, and those for
hints (`if TYPE_CHECKING`). Arrows inside functions are followed later; they are counted apart.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import networkx as nx

from tests.architecture.sources import ROOT, Function, Source, package


@dataclass(frozen=True)
class Arrow:
    """One import of one module of the package by another; `inside` a function or at the top."""

    source: Source
    line: int
    target: str
    inside: bool


@cache
def arrows() -> tuple[Arrow, ...]:
    """Every import of the package's own modules in the package."""
    known = {source.module for source in package()}
    return tuple(
        Arrow(source, node.lineno, target, inside)
        for source in package()
        for node, inside in _imports(source.tree, inside=False)
        for target in sorted(_targets(node, known) - {source.module})
    )


def circles(*, inside: bool) -> list[list[str]]:
    """Modules that import each other in a ring; with or without the imports inside functions."""
    graph = nx.DiGraph()
    graph.add_edges_from(
        (arrow.source.module, arrow.target) for arrow in arrows() if inside or not arrow.inside
    )
    rings = [sorted(ring) for ring in nx.strongly_connected_components(graph) if len(ring) > 1]
    return sorted(rings)


@cache
def floors() -> dict[str, int]:
    """The floor of each room of the package, 0 at the top, as pyproject.toml has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers" and contract.get("containers") == ["nksim"]:
            return {
                room.strip(" ()"): floor
                for floor, layer in enumerate(contract["layers"])
                for room in layer.replace(":", "|").split("|")
            }
    raise LookupError("pyproject.toml has no contract of layers for nksim")


def upward() -> list[Arrow]:
    """Imports of a higher floor by a lower one, wherever they stand, also inside functions."""
    return [arrow for arrow in arrows() if _floor(arrow.target) < _floor(arrow.source.module)]


def _floor(module: str) -> int:
    """The floor of a module's room; the package itself is the front door of its interface."""
    room = module.split(".")[1] if "." in module else "api"
    return floors().get(room, -1)


def _imports(tree: ast.AST, *, inside: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, inside
        else:
            yield from _imports(node, inside=inside or isinstance(node, Function))


def _targets(node: ast.Import | ast.ImportFrom, known: set[str]) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & known
    assert node.level == 0, "imports name modules from the top"
    named = {f"{node.module}.{alias.name}" for alias in node.names} & known
    everything_is_a_module = len(named) == len(node.names)
    return named if everything_is_a_module else named | ({str(node.module)} & known)
