"""All mutants of a module: its source with one piece changed, with a name that says where and how.

Left out are docstrings, type hints, imports, sentences that describe something, and what only type
checkers read.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutants.operators import OPERATORS, Change, described, with_

SHORT, LONG = (
    24,
    120,
)  # letters: what is shown of a place is longer than that, if it can be, and not longer
SAID = {"meaning", "title", "description"}  # arguments that describe something


@dataclass(frozen=True)
class Mutant:
    """One change.

    `name` is unique in the file, `function` the outermost function or class it lies in.
    """

    file: str
    function: str
    line: int
    name: str
    tree: ast.Module = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """File, function and change; what the list of equivalent mutants names."""
        return f"{self.file} {self.function}: {self.name}"


@dataclass(frozen=True)
class _Place:
    """Where a node hangs.

    The nodes above it, from the module down, with the field and position taken.
    """

    above: tuple[tuple[ast.AST, str, int | None], ...]
    node: ast.AST

    @property
    def parent(self) -> ast.AST:
        return self.above[-1][0] if self.above else self.node

    @property
    def function(self) -> str:
        named = [
            node.name
            for node, _, _ in (*self.above, (self.node, "", None))
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
        ]
        return ".".join(named) or "module"


def mutants_of(path: Path, root: Path) -> list[Mutant]:
    """Every mutant of one file, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    names = _named_strings(tree)
    seen: Counter[str] = Counter()
    found = []
    for place in _places(tree):
        for word, other in _changes(place, names):
            name = _named(place, word, other)
            seen[f"{place.function}: {name}"] += 1
            count = seen[f"{place.function}: {name}"]
            found.append(
                Mutant(
                    path.relative_to(root).as_posix(),
                    place.function,
                    getattr(place.node, "lineno", getattr(place.parent, "lineno", 0)),
                    name if count == 1 else f"{name} #{count}",
                    _rebuilt(place, other),
                )
            )
    return found


def _changes(place: _Place, names: list[str]) -> Iterator[Change]:
    for operator in OPERATORS:
        yield from operator(place.node, _function_above(place))
    node = place.node
    if isinstance(node, ast.Constant) and node.value in names and isinstance(node.value, str):
        yield "name", ast.Constant(names[(names.index(node.value) + 1) % len(names)])


def _function_above(place: _Place) -> ast.AST:
    functions = [node for node, _, _ in place.above if isinstance(node, ast.FunctionDef)]
    return functions[-1] if functions else place.parent


def _places(tree: ast.Module) -> Iterator[_Place]:
    waiting: list[_Place] = [_Place((), tree)]
    while waiting:
        place = waiting.pop()
        yield place
        below = [
            _Place((*place.above, (place.node, name, at)), child)
            for name, at, child in _children(place.node)
        ]
        waiting.extend(reversed(below))


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "ctx"):
            continue
        for at, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(child, ast.AST) and not _is_left_out(node, name, at, child):
                yield name, at, child


def _is_left_out(node: ast.AST, name: str, at: int | None, child: ast.AST) -> bool:
    if isinstance(child, ast.Import | ast.ImportFrom | ast.Assert | ast.Raise | ast.JoinedStr):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True  # a docstring
    if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
        return True
    if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) == "__all__":
        return True
    if isinstance(child, ast.Assign) and _is_type(child.value):
        return True
    if isinstance(child, ast.keyword) and child.arg in SAID:
        return True
    return name == "args" and at in described(node)


def _is_type(value: ast.expr) -> bool:
    """Whether a value only names a type, as in `Numbers = NDArray[np.float64]`."""
    return isinstance(value, ast.Subscript) and ast.unparse(value.value).split(".")[-1] in (
        "NDArray",
        "Literal",
        "Callable",
        "dict",
    )


def _named_strings(tree: ast.Module) -> list[str]:
    """Words in quotes that stand for something: columns, groups, fields.

    Each is mistaken for the next.
    """
    found = [
        place.node.value
        for place in _places(tree)
        if isinstance(place.node, ast.Constant) and isinstance(place.node.value, str)
    ]
    words = [text for text in dict.fromkeys(found) if " " not in text]
    return words if len(words) > 1 else []


def _rebuilt(place: _Place, other: ast.AST) -> ast.Module:
    """The tree with another node at this place; everything that does not lie above it is shared."""
    below: ast.AST = (
        ast.Pass() if other is None else ast.copy_location(copy.copy(other), place.node)
    )
    for node, name, at in reversed(place.above):
        value = getattr(node, name)
        fresh = below if at is None else [*value[:at], below, *value[at + 1 :]]
        below = with_(node, **{name: fresh})
    assert isinstance(below, ast.Module)
    return ast.fix_missing_locations(below)


def _named(place: _Place, word: str, other: ast.AST) -> str:
    """What is changed, in a line that tells where.

    What is left out of a long list is named alone.
    """
    if word.startswith("without "):
        return word if len(word) <= LONG else f"{word[:LONG]}..."
    return f"{_shown(place)} -> {_shown(place, other)} ({word})"


def _shown(place: _Place, other: ast.AST | None = None) -> str:
    """The smallest piece of code around a place that tells where it is, on one line."""
    node = place.node if other is None else other
    for above, name, at in reversed(place.above):
        if isinstance(above, ast.stmt | ast.mod) or len(ast.unparse(node)) > SHORT:
            break
        value = getattr(above, name)
        fresh = node if at is None else [*value[:at], node, *value[at + 1 :]]
        around = with_(above, **{name: fresh})
        if len(ast.unparse(around)) > LONG:
            break
        node = around
        if isinstance(node, ast.BinOp | ast.Compare | ast.Call | ast.Subscript):
            break
    return " ".join(ast.unparse(_headed(node)).split())


def _headed(node: ast.AST) -> ast.AST:
    """A statement with a body is shown by its head alone."""
    if isinstance(node, ast.If | ast.While):
        return with_(node, body=[ast.Expr(ast.Constant(...))], orelse=[])
    return node
