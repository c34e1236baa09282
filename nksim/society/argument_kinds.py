"""What kind of thing each argument of a networkx generator is.

networkx itself takes anything, and fails far away or not at all. Names mean the same in nearly all
generators; where one means something else it is written down beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from nksim.core.errors import GraphError

MOST_NODES = 30_000_000
MOST_NUMBER = 1e15
MOST_SEED = 2**63 - 1
SHOWN = 60


class Kind(NamedTuple):
    """A kind of argument: in words, and whether something is of it."""

    words: str
    fits: Callable[[Any], bool]


def _is_whole(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and abs(given) <= MOST_NUMBER


def _is_number(given: Any) -> bool:
    is_float = isinstance(given, float) and math.isfinite(given) and abs(given) <= MOST_NUMBER
    return is_float or _is_whole(given)


def _list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda given: isinstance(given, list | tuple) and all(fits(item) for item in given)


def _is_name(given: Any) -> bool:
    return _is_whole(given) or isinstance(given, str)


def _is_chance(given: Any) -> bool:
    return _is_number(given) and 0 <= given <= 1


def _is_seed(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 0 <= given <= MOST_SEED


WHOLE = Kind("a whole number", _is_whole)
NUMBER = Kind("a number", _is_number)
CHANCE = Kind("a number from 0 to 1", _is_chance)
CHANCES = Kind("a list of numbers from 0 to 1", _list_of(_is_chance))
ROWS_OF_CHANCES = Kind("a list of lists of numbers from 0 to 1", _list_of(_list_of(_is_chance)))
SEED = Kind(f"a whole number from 0 to {MOST_SEED}", _is_seed)
YES_NO = Kind("true or false", lambda given: isinstance(given, bool))
TEXT = Kind("text", lambda given: isinstance(given, str))
WHOLES = Kind("a list of whole numbers", _list_of(_is_whole))
NUMBERS = Kind("a list of numbers", _list_of(_is_number))
ROWS = Kind("a list of lists of numbers", _list_of(_list_of(_is_number)))
NAMES = Kind("a list of names", _list_of(_is_name))
NODES = Kind("a whole number, or a list of names", lambda n: _is_whole(n) or NAMES.fits(n))
LISTS = Kind("a list of lists", _list_of(lambda item: isinstance(item, list | tuple)))
NEVER = Kind("a graph, a function or a mapping, which no scenario can hold", lambda given: False)

_BY_KIND = {
    WHOLE: "n m k d l h r m1 m2 repeats min_degree max_degree min_community max_community max_iters"
    " dim i order iterations N tries max_tries num_cliques clique_size number_of_trees"
    " number_of_forests",
    SEED: "seed",
    CHANCE: "p q p1 p2 p_in p_out mu",
    NUMBER: "tau1 tau2 average_degree tol radius s v theta beta gamma mean_degree epsilon alpha"
    " delta_in delta_out L",
    YES_NO: "directed selfloops self_loops with_positions sparse copy periodic",
    TEXT: "pos_name weight_name triad_name transformation",
    WHOLES: "shift_list offsets subset_sizes deg_sequence in_degree_sequence out_degree_sequence"
    " in_deg_sequence out_deg_sequence in_degrees out_degrees sequence sizes",
    NUMBERS: "w series domain",
    ROWS: "intervals joint_degree_sequence constructor",
    NAMES: "nodelist",
    LISTS: "paths",
    NEVER: "G initial_graph kernel kernel_integral kernel_root metric p_dist pos weight default"
    " kappas nkk joint_degrees center undirected distance",
}
KINDS = {name: kind for kind, names in _BY_KIND.items() for name in names.split()}
_LISTS_OF_NODES = (
    "complete_graph cycle_graph empty_graph grid_2d_graph lollipop_graph path_graph star_graph"
    " tadpole_graph wheel_graph geographical_threshold_graph random_geometric_graph"
    " soft_random_geometric_graph thresholded_random_geometric_graph waxman_graph"
)
LIST_OF_NODES = frozenset(_LISTS_OF_NODES.split())
_WITH_A_METRIC = (  # which distance p is, from 1 on
    "geometric_edges",
    "random_geometric_graph",
    "soft_random_geometric_graph",
    "thresholded_random_geometric_graph",
)
OWN = {
    ("general_random_intersection_graph", "p"): CHANCES,
    ("grid_graph", "dim"): WHOLES,
    ("navigable_small_world_graph", "p"): WHOLE,
    ("navigable_small_world_graph", "q"): WHOLE,
    ("navigable_small_world_graph", "r"): NUMBER,
    ("paley_graph", "p"): WHOLE,
    ("chordal_cycle_graph", "p"): WHOLE,
    ("random_unlabeled_rooted_forest", "q"): WHOLE,
    ("stochastic_block_model", "p"): ROWS_OF_CHANCES,
    **dict.fromkeys((("scale_free_graph", key) for key in ("alpha", "beta", "gamma")), CHANCE),
    **dict.fromkeys(((generator, "p") for generator in _WITH_A_METRIC), NUMBER),
}


def kind_of(generator: str, argument: str) -> Kind | None:
    """The kind of one argument; None for one that is not known here."""
    if argument in ("n", "m") and generator in LIST_OF_NODES:
        return NODES
    return OWN.get((generator, argument), KINDS.get(argument))


def fitting(generator: str, argument: str, given: Any) -> Any:
    """The argument as a generator takes it: 2e3 is a whole number. GraphError for a wrong kind."""
    kind = kind_of(generator, argument)
    if isinstance(given, float) and given.is_integer() and kind in (WHOLE, NODES, SEED):
        given = int(given) if abs(given) <= MOST_NUMBER else given
    if kind is not None and not kind.fits(given):
        raise GraphError(
            f"network.{argument}={_short(given)}: {generator} takes {kind.words} for {argument}"
        )
    if argument != "seed" and (most := largest(given)) > MOST_NODES:
        raise GraphError(
            f"network.generator={generator}: {argument}={most} is above {MOST_NODES};"
            " choose a smaller graph"
        )
    return given


def largest(given: Any) -> int:
    """The largest whole number in an argument; of a list the sum of those that count something."""
    if isinstance(given, list | tuple):
        return sum(max(0, largest(item)) for item in given)
    return given if _is_whole(given) else 0


def _short(given: Any) -> str:
    if isinstance(given, int) and abs(given) > MOST_NUMBER:
        return "a whole number of very many digits"
    words = repr(given)
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 3]}..."
