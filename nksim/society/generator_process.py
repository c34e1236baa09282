"""A networkx generator in a process of its own, which can be ended and whose memory has a limit.

Runs by itself: it reads the generator's name, its arguments and the bytes that it may take from
standard input, pickled, and writes ("graph", graph), ("other", type), ("memory", "") or
("error", words) to standard output. It knows nothing of nksim.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from typing import Any


def main() -> None:
    """Make one graph."""
    name, arguments, most_bytes = pickle.load(sys.stdin.buffer)
    answer, sys.stdout = sys.stdout.buffer, sys.stderr
    _limit_memory(most_bytes)
    pickle.dump(_made(name, arguments), answer, protocol=pickle.HIGHEST_PROTOCOL)
    answer.flush()


def _made(name: str, arguments: dict[str, Any]) -> tuple[str, Any]:
    try:
        import networkx as nx

        graph = getattr(nx, name)(**arguments)
        if not isinstance(graph, nx.Graph):
            return "other", type(graph).__name__
        graph.graph.clear()
        return "graph", graph
    except MemoryError:
        return "memory", ""
    except Exception as error:  # generators raise whatever their arguments provoke
        return "error", f"{error}" or type(error).__name__


def _limit_memory(most_bytes: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


if __name__ == "__main__":
    main()
