"""What numba is told of arguments: each has one name.

A function that is compiled into its caller calls what it is given by names of its own, and numba
copies for each name what it stands for. Of a record of all columns that is a thousand numbers,
which LLVM takes apart only to throw them away: a fifth of the time that compiling took. With the
argument's own name in their place nothing is copied, and nothing else changes.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from numba.core import ir
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.ir_utils import build_definitions, replace_vars
from numba.core.untyped_passes import InlineInlinables


@register_pass(mutates_CFG=False, analysis_only=False)
class OneName(FunctionPass):
    """Replaces other names of an argument by its own."""

    _name = "one_name"

    def __init__(self) -> None:
        FunctionPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        """Change the function in place; says whether anything was changed."""
        blocks = state.func_ir.blocks
        names = aliases(blocks)
        if names:
            replace_vars(blocks, names)
            for block in blocks.values():
                block.body = [given for given in block.body if not _is_idle(given)]
            state.func_ir._definitions = build_definitions(blocks)
        return bool(names)


class Compiler(CompilerBase):
    """numba's own steps, and that one after functions have been compiled into their callers."""

    def define_pipelines(self) -> list[Any]:
        """The steps in their order."""
        steps = DefaultPassBuilder.define_nopython_pipeline(self.state)
        steps.add_pass_after(OneName, InlineInlinables)
        steps.finalize()
        return [steps]


def aliases(blocks: dict[int, Any]) -> dict[str, Any]:
    """Names given once and to an argument, by themselves or by way of each other; the argument.

    `blocks` are those of a function as numba reads it. An argument that is given a new value is
    left out, and so is whatever was called after it.
    """
    given = [each for block in blocks.values() for each in block.find_insts(ir.Assign)]
    times = Counter(each.target.name for each in given)
    once = {each.target.name: each for each in given if times[each.target.name] == 1}
    known = {name: each.target for name, each in once.items() if isinstance(each.value, ir.Arg)}
    after = {name: each.value.name for name, each in once.items() if isinstance(each.value, ir.Var)}
    found = dict[str, Any]()
    while more := {
        name: known[other] for name, other in after.items() if other in known and name not in known
    }:
        known |= more
        found |= more
    return found


def _is_idle(statement: Any) -> bool:
    """Whether a name is given to itself."""
    return (
        isinstance(statement, ir.Assign)
        and isinstance(statement.value, ir.Var)
        and statement.value.name == statement.target.name
    )
