"""The Python files of the repository, parsed once: what the tests of its shape read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ("nksim", "tests", "benchmarks", "docs")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A Python file, by its path from the top of the repository."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Its lines without their ends."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def in_package(self) -> bool:
        """Whether it is part of what is installed."""
        return self.path.startswith("nksim/")

    @property
    def module(self) -> str:
        """The name by which it is imported."""
        parts = Path(self.path).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def functions(self) -> Iterator[Function]:
        """Every function and method in it, also those within others."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package, the tests, the benchmarks and the documentation."""
    paths = [path for place in PLACES for path in sorted((ROOT / place).rglob("*.py"))]
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in paths
    )


@cache
def package() -> tuple[Source, ...]:
    """Every Python file of what is installed."""
    return tuple(source for source in sources() if source.in_package)


def body_of(function: Function) -> list[ast.stmt]:
    """The statements of a function without its docstring; none for one that only has that."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def body_lines(function: Function) -> int:
    """How many lines its body takes, docstring apart, from the first statement to the last."""
    body = body_of(function)
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def parameters(function: Function) -> list[str]:
    """The names of what it takes, without `self` and `cls`."""
    given = function.args
    named = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    stars = [each.arg for each in (given.vararg, given.kwarg) if each is not None]
    return [name for name in (*named, *stars) if name not in ("self", "cls")]
