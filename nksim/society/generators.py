"""Graphs from networkx' generators: all whose arguments can be written down.

A user's generator runs in a process of its own, which is ended when its time is over, and may take
half of the free memory.
"""

from __future__ import annotations

import inspect
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import GraphError
from nksim.core.memory import available_bytes
from nksim.society.argument_kinds import NEVER, fitting, kind_of, largest
from nksim.society.tie_counts import check_ties, refuse_many

if TYPE_CHECKING:
    import networkx as nx

HOME = "networkx.generators"
LEAST_SECONDS, MOST_SECONDS, NODES_PER_SECOND = 6, 60, 20_000
LEAST_BYTES = 1 << 30
PROCESS = Path(__file__).with_name("generator_process.py")
NO_ARGUMENTS = ("create_using", "backend", "backend_kwargs")
Parameters = Mapping[str, inspect.Parameter]


def generate(name: str, arguments: Mapping[str, Any], seed: int) -> nx.Graph:
    """The graph of a generator, made in this process: for arguments that are known to be good."""
    maker = _maker(name)
    return maker(**_checked(name, arguments, seed))


def generate_apart(name: str, arguments: Mapping[str, Any], seed: int) -> nx.Graph:
    """The graph of a generator, made in a process of its own.

    Raises GraphError for unknown names, arguments of a wrong kind, more ties than a society may
    have, and generators that raise, do not end in time or take too much memory.
    """
    seconds, most = seconds_for(arguments), max(LEAST_BYTES, available_bytes() // 2)
    request = pickle.dumps((name, _checked(name, arguments, seed), most))
    kind, made = _answer(name, request, seconds)
    if kind == "graph":
        refuse_many(name, made.number_of_edges())
        return made
    reasons = {
        "error": f": {' '.join(str(made).split())}; {_taken_by(name)}",
        "other": f" makes a {made} and no graph; choose a generator of graphs",
        "memory": f" needs more than {most / 2**30:.1f} GiB of memory; choose a smaller graph",
    }
    raise GraphError(f"network.generator={name}{reasons[kind]}")


def seconds_for(arguments: Mapping[str, Any]) -> int:
    """How long a generator may take: six seconds, and one more for every 20,000 nodes."""
    most = max((largest(given) for key, given in arguments.items() if key != "seed"), default=0)
    return min(MOST_SECONDS, LEAST_SECONDS + most // NODES_PER_SECOND)


def check_arguments(name: str, arguments: Mapping[str, Any]) -> None:
    """GraphError for a generator that is none, and for arguments that it does not take."""
    _checked(name, arguments, 0)


def parameters_of(name: str) -> Parameters:
    """The arguments that a generator takes from a scenario."""
    found = inspect.signature(_maker(name)).parameters
    return {key: how for key, how in found.items() if key not in NO_ARGUMENTS}


def _maker(name: str) -> Callable[..., Any]:
    """The generator of this name; GraphError if there is none."""
    import networkx as nx

    found: dict[str, Callable[..., Any]] = {
        key: maker
        for key in dir(nx)
        if callable(maker := getattr(nx, key)) and _home(maker).startswith(f"{HOME}.")
    }
    if name not in found:
        close = get_close_matches(name, found, 1)
        advice = f"did you mean {close[0]}?" if close else f"see {HOME}"
        raise GraphError(f"network.generator={name!r:.80} is no networkx generator; {advice}")
    return found[name]


def _home(maker: Any) -> str:
    return str(getattr(maker, "__module__", ""))


def _checked(name: str, arguments: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """The arguments as the generator takes them, with our seed if it takes one."""
    known = parameters_of(name)
    for key, given in arguments.items():
        if key not in known:
            raise GraphError(
                f"network.generator={name}: {key}={given!r:.60} is no argument of it;"
                f" {_taken_by(name)}"
            )
    usable = {
        key: fitting(name, key, given)
        for key, given in arguments.items()
        if given is not None or known[key].default is not None
    }
    needed = [key for key, how in known.items() if how.default is how.empty and key not in usable]
    if never := [key for key in needed if kind_of(name, key) is NEVER]:
        raise GraphError(f"network.generator={name} needs {never[0]}: {NEVER.words}")
    if needed:
        raise GraphError(f"network.generator={name} needs {', '.join(needed)}; {_taken_by(name)}")
    check_ties(name, usable)
    return ({"seed": seed % 2**32} if "seed" in known else {}) | usable


def _taken_by(name: str) -> str:
    """Which arguments a generator takes, in words."""
    known = ", ".join(parameters_of(name))
    return f"its arguments are {known}" if known else "it takes no arguments"


def _answer(name: str, request: bytes, seconds: int) -> tuple[str, Any]:
    """What the other process says: the kind of its answer, and a graph or words."""
    places = os.pathsep.join(place for place in sys.path if place)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(PROCESS)],
            input=request,
            capture_output=True,
            timeout=seconds,
            env=os.environ | {"PYTHONPATH": places, "PYTHONHASHSEED": "0"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GraphError(
            f"network.generator={name} did not end within {seconds} seconds and was ended"
            f" ({LEAST_SECONDS}, and one for every {NODES_PER_SECOND:,} of the largest whole"
            f" number, at most {MOST_SECONDS}); give it other arguments, or make the graph with"
            " networkx and name its file"
        ) from None
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        return "memory", None
    if done.returncode:
        return "error", done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    answer: tuple[str, Any] = pickle.loads(done.stdout)
    return answer
