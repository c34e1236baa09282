"""What may go wrong in a line of code: each way to change one piece of a syntax tree a little.

An operator takes a node and the function around it and yields pairs of a word and a node that takes
its place. The tree that they are given is never written to.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Change = tuple[str, ast.AST]
Operator = Callable[[ast.AST, ast.AST], Iterator[Change]]

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPPOSITES = {
    "min": "max",
    "max": "min",
    "minimum": "maximum",
    "maximum": "minimum",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "tail": "head",
    "mean": "sum",
    "sum": "mean",
    "nunique": "count",
    "round": "int",
}
DESCRIBED = {  # which arguments describe something in words
    "Column": (3,),
    "_share": (1,),
    "_per_1000": (1,),
    "_number": (2,),
    "Outcome": (1, 3),
}
SYMMETRIC = ("min", "max", "np.maximum", "np.minimum", "np.hypot", "math.hypot")


def arithmetic(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """Another operation of two numbers, or one of them alone."""
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield "other operation", with_(node, op=ARITHMETIC[type(node.op)]())
        yield "left alone", node.left
        yield "right alone", node.right
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield "other operation", with_(node, op=ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "no minus", node.operand


def comparison(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """A bound that is in or out, and the other side of it."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            for other in COMPARISONS[type(op)]:
                yield "comparison", with_(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])


def logic(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """And for or, one condition less, yes for no."""
    if isinstance(node, ast.BoolOp):
        yield "and/or", with_(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for at in range(len(node.values)):
            rest = _without(node, "values", at)
            yield "condition left out", rest if len(rest.values) > 1 else rest.values[0]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "no not", node.operand


def branch(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """A condition that always holds, or never."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "never", with_(node, test=ast.Constant(False))
        yield "always", with_(node, test=ast.Constant(True))
    if isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield "filter left out", _without(node, "ifs", at)


def constant(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """A number a little greater, zero for one, true for false."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield "yes/no", ast.Constant(not value)
    elif isinstance(value, int | float):
        for other in dict.fromkeys(_numbers_near(value)):
            yield "number", ast.Constant(other)


def call(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """Two arguments the wrong way round, a named argument left out, the opposite function."""
    if not isinstance(node, ast.Call):
        return
    for at, (a, b) in enumerate(pairwise(node.args)):
        starred = isinstance(a, ast.Starred) or isinstance(b, ast.Starred)
        in_words = {at, at + 1} & set(described(node))
        alike = ast.unparse(a) == ast.unparse(b) or ast.unparse(node.func) in SYMMETRIC
        if not (starred or in_words or alike):
            swapped = [*node.args[:at], b, a, *node.args[at + 2 :]]
            yield "arguments swapped", with_(node, args=swapped)
    for at, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            yield f"without {ast.unparse(keyword)}", _without(node, "keywords", at)
    yield from _opposite(node)


def display(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """One element less in a list, a tuple, a set or a dictionary."""
    read = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    if isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) > 1 and read:
        for at in range(len(node.elts)):
            yield f"without {ast.unparse(node.elts[at])}", _without(node, "elts", at)
    if isinstance(node, ast.Dict) and len(node.keys) > 1:
        for at in range(len(node.keys)):
            rest = _without(node, "keys", at)
            rest.values = [*node.values[:at], *node.values[at + 1 :]]
            entry = with_(node, keys=node.keys[at : at + 1], values=node.values[at : at + 1])
            yield f"without {ast.unparse(entry)}", rest


def slices(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """A slice without its beginning or its end."""
    if isinstance(node, ast.Slice):
        if node.lower is not None:
            yield "from the first", with_(node, lower=None)
        if node.upper is not None:
            yield "to the last", with_(node, upper=None)


def statement(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """A line that is not done at all."""
    done = isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    if done or isinstance(node, ast.AugAssign | ast.Continue):
        yield "left out", ast.Pass()


def returned(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    """Something else given back: a tenth more, one more, the contrary, nothing."""
    if isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        kind = getattr(parent, "returns", None)
        word = kind.id if isinstance(kind, ast.Name) else ""
        yield "other answer", with_(node, value=_other_answer(node.value, word))


OPERATORS: tuple[Operator, ...] = (
    arithmetic,
    comparison,
    logic,
    branch,
    constant,
    call,
    display,
    slices,
    statement,
    returned,
)


def with_(node: Node, **fields: object) -> Node:
    """A copy of a node with other fields; what it holds is shared."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def described(node: ast.AST) -> tuple[int, ...]:
    """Which arguments of a call describe something in words."""
    return DESCRIBED.get(ast.unparse(node.func), ()) if isinstance(node, ast.Call) else ()


def _without(node: Node, field: str, at: int) -> Node:
    items = getattr(node, field)
    return with_(node, **{field: [*items[:at], *items[at + 1 :]]})


def _numbers_near(value: float) -> Iterator[float]:
    if isinstance(value, int):
        yield value + 1
        if value == 1:
            yield 0
    else:
        yield value * 1.1 if value else 1.0
        if value == 1.0:
            yield 0.0


def _opposite(node: ast.Call) -> Iterator[Change]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in OPPOSITES:
        yield "opposite", with_(node, func=with_(called, id=OPPOSITES[called.id]))
    if isinstance(called, ast.Attribute) and called.attr in OPPOSITES:
        yield "opposite", with_(node, func=with_(called, attr=OPPOSITES[called.attr]))


def _other_answer(value: ast.expr, kind: str) -> ast.expr:
    if kind == "float":
        return ast.BinOp(value, ast.Mult(), ast.Constant(1.1))
    if kind == "int":
        return ast.BinOp(value, ast.Add(), ast.Constant(1))
    if kind == "bool":
        return ast.UnaryOp(ast.Not(), value)
    return ast.Constant(None)
