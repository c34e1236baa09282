"""Numbers dealt out to threads inside compiled code: each to one of them, without Python."""

from __future__ import annotations

from threading import Lock
from typing import Any

from numba import types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

from nksim.core.jit import jit_is_disabled

_one_at_a_time = Lock()


def _next_in_python(numbers: Any) -> int:
    """The number that is next, numbers[0]; whoever comes then gets the one after it."""
    with _one_at_a_time:
        numbers[0] += 1
        return int(numbers[0]) - 1


@intrinsic
def _next_compiled(typing: Any, numbers: Any) -> Any:
    """The same in compiled code: the processor itself lets nobody come between."""

    def lower(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        place = make_array(numbers)(context, builder, values[0]).data
        one = context.get_constant(types.int64, 1)
        return builder.atomic_rmw("add", place, one, "seq_cst")

    return types.int64(numbers), lower


next_of: Any = _next_in_python if jit_is_disabled() else _next_compiled
