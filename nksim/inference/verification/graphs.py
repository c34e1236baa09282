"""The graphs of the known answers and the people on them.

Everyone lives alone in one province at the border, so that searches, imports and players fall on
persons one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from nksim.scenario.scenario import Scenario
from nksim.society.generators import generate
from nksim.society.graphs import society_from_graph
from nksim.society.society import Society

HOME = "Ryanggang"


def generated(generator: str, seed: int, **arguments: Any) -> nx.Graph:
    """A graph as a scenario's network section makes it.

    A networkx generator by name, with its arguments.
    """
    return generate(generator, arguments, seed)


def regular(people: int, degree: int, seed: int) -> nx.Graph:
    """Everyone has the same number of ties, with whom is chance."""
    return generated("random_regular_graph", seed, n=people, d=degree)


def erdos_renyi(people: int, mean_degree: float, seed: int) -> nx.Graph:
    """So many ties between pairs drawn at random: degrees are Poisson."""
    return generated("gnm_random_graph", seed, n=people, m=round(people * mean_degree / 2))


def configuration(degrees: Sequence[int], seed: int) -> nx.Graph:
    """A graph of these degrees, else random; the few loops and parallel ties are dropped."""
    graph = nx.Graph(nx.configuration_model(degrees, seed=seed))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def degree_shares(graph: nx.Graph) -> NDArray[np.float64]:
    """Share of people of each degree, shape (greatest degree + 1,)."""
    counts = np.bincount([degree for _, degree in graph.degree()])
    return np.asarray(counts / counts.sum())


def first_infected(graph: nx.Graph, share: float, seed: int) -> list[Any]:
    """A share of the people, drawn at random, ties or none; at least one."""
    people = sorted(graph)
    chance = np.random.Generator(np.random.Philox(key=seed))  # noqa: TID251 - chooses an experiment's set-up, no part of the model
    chosen = chance.choice(len(people), max(1, round(share * len(people))), replace=False)
    return [people[position] for position in sorted(chosen.tolist())]


def with_first(graph: nx.Graph, infected: Collection[Any]) -> nx.Graph:
    """The graph with what a scenario's network file may say of people.

    The infected are traders, who alone bring titles before the border closes.
    """
    chosen, told = set(infected), graph.copy()
    for node, traits in told.nodes(data=True):
        traits |= {"province": HOME, "role": "trader" if node in chosen else "ordinary"}
    return told


def people_on(graph: nx.Graph, infected: Collection[Any], scenario: Scenario, seed: int) -> Society:
    """A society on the graph in which these are the first to hold titles."""
    return society_from_graph(with_first(graph, infected), scenario, seed)


def classes_on(
    graph: nx.Graph, first: Collection[Any], needs: dict[Any, int], scenario: Scenario, seed: int
) -> Society:
    """A society whose classes say how many punished ties a person needs.

    The first are of the hostile class, those who need one wavering, those who need two core.
    """
    chosen, told = set(first), graph.copy()
    for node, traits in told.nodes(data=True):
        songbun = "hostile" if node in chosen else {1: "wavering", 2: "core"}[needs[node]]
        traits |= {"province": HOME, "role": "trader", "songbun": songbun}
    nx.set_edge_attributes(told, {edge: {"layer": "neighbour", "bond": 1.0} for edge in told.edges})
    return society_from_graph(told, scenario, seed)
