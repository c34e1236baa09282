"""How many ties a networkx generator will make, where its arguments say it before it runs.

Chances give the number to be expected; of generators that are not named here nothing is known.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from nksim.core.errors import GraphError

MOST_TIES = 5_000_000
Given = Mapping[str, Any]


def check_ties(generator: str, arguments: Given) -> None:
    """GraphError for ties below 0 or above the pairs, and for more than a society is made of."""
    if generator in _OF_A_NUMBER:
        nodes, ties = arguments["n"], arguments["m"]
        pairs = math.comb(max(0, nodes), 2) * (2 if arguments.get("directed") else 1)
        if not 0 <= ties <= pairs:
            raise GraphError(
                f"network.m={ties}: n={nodes} nodes have {pairs} pairs, and a pair has one tie;"
                f" give {generator} m=0 to m={pairs}"
            )
    refuse_many(generator, expected_ties(generator, arguments), "would make about")


def refuse_many(generator: str, ties: float, makes: str = "has made") -> None:
    """GraphError for more ties than a society is made of."""
    if ties > MOST_TIES:
        number = f"{ties:,.0f}" if ties < 1e15 else "10^15 or more"
        raise GraphError(
            f"network.generator={generator} {makes} {number} ties; at most {MOST_TIES:,} are"
            " allowed: choose a smaller graph, or one with fewer ties"
        )


def expected_ties(generator: str, arguments: Given) -> float:
    """How many ties are to be expected; 0 if nobody knows."""
    return FORMULAS[generator](arguments) if generator in FORMULAS else 0.0


def _number(given: Any) -> float:
    """A number of nodes, also where they are named."""
    return float(len(given) if isinstance(given, list | tuple) else given)


def _pairs(nodes: Any) -> float:
    """Pairs of so many nodes."""
    n = max(0.0, _number(nodes))
    return n * (n - 1.0) / 2.0


def _power(base: float, exponent: float) -> float:
    if base <= 0.0 or exponent <= 0.0:
        return 1.0
    log = exponent * math.log(base)
    return math.exp(log) if log < 700.0 else math.inf


def _choices(n: int, k: int) -> float:
    """In how many ways k of n can be chosen."""
    if not 0 <= k <= n:
        return 0.0
    log = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(log) if log < 350.0 else math.inf


def _cliques(number: str, size: str) -> Callable[[Given], float]:
    return lambda a: max(0.0, a[number] * _pairs(a[size]))


def _by_chance(a: Given) -> float:
    return float(a["p"] * _pairs(a["n"]) * (2.0 if a.get("directed") else 1.0))


def _kneser(a: Given) -> float:
    sets = _choices(a["n"], a["k"])
    return sets * _choices(a["n"] - a["k"], a["k"]) / 2.0 if sets else 0.0


def _tree(a: Given) -> float:
    return float(a["h"]) if a["r"] < 2 else _power(a["r"], a["h"] + 1) / (a["r"] - 1)


def _parted(sizes: list[int], p_in: float, p_out: float) -> float:
    """Groups with a chance of a tie within them and another between them."""
    within = sum(_pairs(size) for size in sizes)
    return p_in * within + p_out * (_pairs(sum(sizes)) - within)


def _planted(a: Given) -> float:
    within = a["l"] * _pairs(a["k"])
    return float(a["p_in"] * within + a["p_out"] * (_pairs(a["l"] * a["k"]) - within))


def _gaussian(a: Given) -> float:
    return float(a["p_out"] * _pairs(a["n"]) + a["p_in"] * a["n"] * a["s"] / 2.0)


def _blocks(a: Given) -> float:
    """Groups with a chance of a tie for each pair of groups."""
    expected = 0.0
    for size, row, place in zip(a["sizes"], a["p"], range(len(a["p"])), strict=False):
        for other, chance in zip(a["sizes"][place:], row[place:], strict=False):
            expected += chance * size * other
        expected -= row[place] * size * (size + 1) / 2.0 if place < len(row) else 0.0
    return expected


_OF_A_NUMBER = ("gnm_random_graph", "dense_gnm_random_graph")
FORMULAS: dict[str, Callable[[Given], float]] = {
    "complete_graph": lambda a: _pairs(a["n"]),
    "paley_graph": lambda a: _pairs(a["p"]),
    "turan_graph": lambda a: a["n"] ** 2 * (1.0 - 1.0 / max(1, a["r"])) / 2.0,
    "barbell_graph": lambda a: 2.0 * _pairs(a["m1"]) + a["m2"],
    "lollipop_graph": lambda a: _pairs(a["m"]) + _number(a["n"]),
    "windmill_graph": _cliques("n", "k"),
    "ring_of_cliques": _cliques("num_cliques", "clique_size"),
    "caveman_graph": _cliques("l", "k"),
    "connected_caveman_graph": _cliques("l", "k"),
    "relaxed_caveman_graph": _cliques("l", "k"),
    "gnp_random_graph": _by_chance,
    "erdos_renyi_graph": _by_chance,
    "binomial_graph": _by_chance,
    "fast_gnp_random_graph": _by_chance,
    "gnm_random_graph": lambda a: a["m"],
    "dense_gnm_random_graph": lambda a: a["m"],
    "watts_strogatz_graph": lambda a: a["n"] * a["k"] / 2.0,
    "newman_watts_strogatz_graph": lambda a: a["n"] * a["k"] * (1.0 + a["p"]) / 2.0,
    "connected_watts_strogatz_graph": lambda a: a["n"] * a["k"] / 2.0,
    "barabasi_albert_graph": lambda a: a["m"] * (a["n"] - a["m"]),
    "powerlaw_cluster_graph": lambda a: a["m"] * (a["n"] - a["m"]),
    "random_regular_graph": lambda a: a["d"] * a["n"] / 2.0,
    "hkn_harary_graph": lambda a: a["k"] * a["n"] / 2.0,
    "hnm_harary_graph": lambda a: a["m"],
    "circulant_graph": lambda a: a["n"] * len(a["offsets"]),
    "stochastic_block_model": _blocks,
    "random_partition_graph": lambda a: _parted(a["sizes"], a["p_in"], a["p_out"]),
    "planted_partition_graph": _planted,
    "gaussian_random_partition_graph": _gaussian,
    "kneser_graph": _kneser,
    "hypercube_graph": lambda a: a["n"] * _power(2.0, a["n"] - 1),
    "balanced_tree": _tree,
    "binomial_tree": lambda a: _power(2.0, a["n"]),
    "dorogovtsev_goltsev_mendes_graph": lambda a: _power(3.0, a["n"]),
    "mycielski_graph": lambda a: _power(3.0, a["n"] - 1) * 0.8,
}
