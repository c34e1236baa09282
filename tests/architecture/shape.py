"""The figures of shape: how long, how wide, how dense the code is, and what bends a rule.

`python -m tests.architecture.shape` prints them; with `--shrink` it takes out of exceptions.txt
what holds by now, and never adds to it.
"""

from __future__ import annotations

import ast
import math
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.imports import arrows, circles, upward
from tests.architecture.sources import (
    ROOT,
    Function,
    Source,
    body_lines,
    body_of,
    package,
    parameters,
    sources,
)

LINE, FUNCTION, PARAMETERS, FILE, DENSITY = 100, 40, 8, 300, 6.0
# What a person types may take as many arguments as there are options.
OPEN = ("nksim/cli/", "nksim/api")
EXCEPTIONS = ROOT / "tests" / "architecture" / "exceptions.txt"


@dataclass(frozen=True)
class Fault:
    """What bends a rule: which rule, where, what is wrong, what to do, and how much it weighs."""

    rule: str
    path: str
    line: int
    what: str
    advice: str
    weight: int = 1

    def __str__(self) -> str:
        """As tools write it, so that an editor finds the place."""
        return f"{self.path}:{self.line}: {self.what}; {self.advice}"


def faults() -> list[Fault]:
    """Everything that bends a rule of shape, file by file."""
    found = [fault for source in sources() for fault in _of_a_file(source)]
    return [*found, *_of_circles(), *_of_floors(), *_of_density()]


def density(files: tuple[Source, ...] | None = None) -> float:
    """The median number of syntax nodes a body line over the package's functions.

    Nodes are statements and expressions; lines are those from the first statement after the
    docstring to the last. Mesa 3.3 has 4.3, attrs 26.1 has 3.7, networkx's algorithms 6.1.
    """
    found = [
        nodes / body_lines(function)
        for source in (package() if files is None else files)
        for function in source.functions()
        if (nodes := _nodes(function))
    ]
    return statistics.median(found) if found else 0.0


def exceptions() -> dict[tuple[str, str], int]:
    """How many faults of a rule are still suffered in a file, by rule and path."""
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {(rule, path): int(number) for rule, path, number in rows}


def counted(found: list[Fault]) -> dict[tuple[str, str], int]:
    """How many faults of a rule there are in a file, by rule and path."""
    numbers: Counter[tuple[str, str]] = Counter()
    for fault in found:
        numbers[fault.rule, fault.path] += fault.weight
    return numbers


def _nodes(function: Function) -> int:
    inner = (node for statement in body_of(function) for node in ast.walk(statement))
    return sum(isinstance(node, ast.stmt | ast.expr) for node in inner)


def _of_a_file(source: Source) -> Iterator[Fault]:
    if len(source.lines) > FILE:
        what = f"{len(source.lines)} lines (at most {FILE})"
        yield Fault("file", source.path, 1, what, "split it where it has a joint")
    for number, line in enumerate(source.lines, 1):
        if len(line) > LINE:
            what = f"{len(line)} columns (at most {LINE})"
            yield Fault("line", source.path, number, what, "break the sentence or the step in two")
    for function in source.functions():
        yield from _of_a_function(source, function)


def _of_a_function(source: Source, function: Function) -> Iterator[Fault]:
    lines, taken = body_lines(function), len(parameters(function))
    if lines > FUNCTION:
        what = f"{function.name} has {lines} body lines (at most {FUNCTION})"
        yield Fault("function", source.path, function.lineno, what, "give its steps names")
    if taken > PARAMETERS and not source.path.startswith(OPEN):
        what = f"{function.name} takes {taken} parameters (at most {PARAMETERS})"
        yield Fault("parameters", source.path, function.lineno, what, "hand over a record")


def _of_circles() -> Iterator[Fault]:
    for ring in circles(inside=False):
        path = f"{ring[0].replace('.', '/')}.py"
        what = f"a circle of imports: {', '.join(ring)}"
        yield Fault("circle", path, 1, what, "move what both need to a module below them")


def _of_floors() -> Iterator[Fault]:
    for arrow in upward():
        what = f"{arrow.source.module} imports {arrow.target} of a higher floor"
        advice = "hand it over as an argument, or move it down"
        yield Fault("floor", arrow.source.path, arrow.line, what, advice)


def _of_density() -> Iterator[Fault]:
    """The density of the package; tenths of a node above the limit weigh one each."""
    found = density()
    if found > DENSITY:
        what = f"{found:.2f} syntax nodes a body line (at most {DENSITY:g})"
        weight = math.ceil(round(10 * (found - DENSITY), 6))
        yield Fault("density", "nksim", 1, what, "say one step a line", weight)


def figures() -> Iterator[tuple[str, float, float]]:
    """The worst of each kind and its limit, in words: what `make shape` prints."""
    functions = [(each, source) for source in sources() for each in source.functions()]
    closed = [each for each, source in functions if not source.path.startswith(OPEN)]
    yield "widest line, columns", max(len(line) for s in sources() for line in s.lines), LINE
    yield "longest function, body lines", max(body_lines(each) for each, _ in functions), FUNCTION
    yield "most parameters", max(len(parameters(each)) for each in closed), PARAMETERS
    yield "longest file, lines", max(len(source.lines) for source in sources()), FILE
    yield "circles of imports", len(circles(inside=False)), 0
    yield "imports that run up", len(upward()), 0
    yield "median syntax nodes a body line", round(density(), 2), DENSITY


def rooms() -> Iterator[tuple[str, int, int, float]]:
    """Of each room of the package: files, functions, and syntax nodes a body line."""
    for name in sorted({source.path.split("/")[1] for source in package()}):
        files = tuple(each for each in package() if each.path.split("/")[1] == name)
        number = sum(1 for source in files for _ in source.functions())
        yield name, len(files), number, density(files)


def _print() -> int:
    """Print figures and faults; 1 if there are more faults than the list of exceptions names."""
    for what, number, limit in figures():
        print(f"{what:<36}{number:>8g}   at most {limit:g}")
    later = [arrow for arrow in arrows() if arrow.inside]
    closing = len(circles(inside=True)) - len(circles(inside=False))
    print(f"{'imports inside functions':<36}{len(later):>8}   circles only they close: {closing}")
    print(f"\n{'room':<24}{'files':>6}{'functions':>11}{'nodes a line':>14}")
    for name, files, functions, nodes in rooms():
        print(f"{name:<24}{files:>6}{functions:>11}{nodes:>14.1f}")
    found = faults()
    numbers, suffered = counted(found), exceptions()
    new = [each for each, number in numbers.items() if number > suffered.get(each, 0)]
    excepted = sum((fault.rule, fault.path) not in new for fault in found)
    print(f"\nfaults: {len(found)}, of which excepted: {excepted}")
    for fault in found:
        print(fault)
    for rule, path in new:
        print(f"not excepted: {rule} in {path}")
    return 1 if new else 0


def _shrink() -> int:
    """Takes out of the list what holds by now; what is new in the code is not added."""
    now, before = counted(faults()), exceptions()
    head = [line for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    left = {each: min(number, now.get(each, 0)) for each, number in before.items()}
    rows = [f"{rule} {path} {number}" for (rule, path), number in sorted(left.items()) if number]
    EXCEPTIONS.write_text("\n".join([*head, *rows, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(_shrink() if "--shrink" in sys.argv else _print())
