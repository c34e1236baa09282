"""Threshold contagion: cascades in a window of mean degree, against theory.

One active neighbour suffices for people with few ties, two are needed beyond (the vulnerable and
the stable of Watts, 2002). Too few ties and nothing connects; too many and nobody is vulnerable;
between lies the window in which a few start a cascade through nearly everyone.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import networkx as nx
import numpy as np

from nksim.inference.verification import theory
from nksim.inference.verification.case import Answer, Case, Effort, answer
from nksim.inference.verification.graphs import degree_shares, erdos_renyi, first_infected
from nksim.inference.verification.reduction import UNASKED, defiance
from nksim.inference.verification.runs import active

VULNERABLE_TO = (
    5  # ties; with Poisson degrees the window then reaches from a mean of about 1.0 to about 5.8
)
FIRST = 0.002
WEEKS = 60


def need(degree: int) -> int:
    """How many active neighbours a person of so many ties follows."""
    return 1 if degree <= VULNERABLE_TO else 2


def needs_on(graph: nx.Graph) -> dict[Any, int]:
    """The same by person."""
    return {node: need(degree) for node, degree in graph.degree()}


def final_share(graph: nx.Graph, seed: int, effort: Effort) -> float:
    """Share who follow in the end, the first chosen by luck."""
    return float(
        active(
            graph,
            first_infected(graph, FIRST, seed),
            needs_on(graph),
            defiance(WEEKS),
            seed,
            effort.engine,
        )[-1]
    )


def cascade(mean_degree: float, effort: Effort) -> Answer:
    """Size of the cascade at one mean degree; in which a few follow unasked."""
    graphs = {
        seed: erdos_renyi(effort.people, mean_degree, seed)
        for seed in range(1, effort.replicates + 1)
    }
    shares = np.mean(
        [np.pad(found, (0, 60 - len(found))) for found in map(degree_shares, graphs.values())],
        axis=0,
    )
    expected = theory.threshold_final_size(shares, need, FIRST, WEEKS * UNASKED)
    return answer(effort, lambda seed: final_share(graphs[seed], seed, effort), expected, 0.005)


CASES = (
    Case(
        "threshold, below the cascade window",
        "Gleeson and Cahalane, mean degree 0.5",
        partial(cascade, 0.5),
    ),
    Case(
        "threshold, inside the cascade window",
        "Gleeson and Cahalane, mean degree 3",
        partial(cascade, 3.0),
    ),
    Case(
        "threshold, above the cascade window",
        "Gleeson and Cahalane, mean degree 9",
        partial(cascade, 9.0),
    ),
)
