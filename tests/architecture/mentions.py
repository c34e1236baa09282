"""Where a name occurs: in the code of a folder, in a document, in the changelog."""

from __future__ import annotations

import ast
from functools import cache

from tests.architecture.sources import ROOT, sources
from tests.docs.scripts import script

NAMED_BEFORE = ROOT / "tests" / "fixtures" / "named_before.txt"


@cache
def names_in(folder: str) -> frozenset[str]:
    """Every name, attribute, import and text in the Python files of a folder, or in one file."""
    found: set[str] = set()
    for source in sources():
        if source.path == folder or source.path.startswith(f"{folder}/"):
            for node in ast.walk(source.tree):
                found |= _names_of(node)
    return frozenset(found)


@cache
def texts_in(folder: str) -> frozenset[str]:
    """Every text in quotes in the Python files of a folder, or in one file."""
    return frozenset(
        node.value
        for source in sources()
        if source.path == folder or source.path.startswith(f"{folder}/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def text_of(path: str) -> str:
    """A file of the repository; empty if there is none."""
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


@cache
def changelog() -> str:
    """The changelog with the fragments that are still to be gathered."""
    return str(script("changelog").pending())


def is_new(kind: str, name: str) -> bool:
    """Whether a name came after the list of what users knew before changelogs named each."""
    return f"{kind} {name}" not in text_of("tests/fixtures/named_before.txt").splitlines()


def _names_of(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.ImportFrom):
        return {alias.name for alias in node.names}
    return {node.name} if isinstance(node, ast.FunctionDef) else set()
