"""Runs of the reduced model: weekly shares of people on a graph."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import CELL_COUNTS, index_of
from nksim.engines.contract import EngineName
from nksim.engines.run import run
from nksim.inference.verification.graphs import classes_on, first_infected, people_on
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

CELL = index_of(CELL_COUNTS)
HELD = ("in_labour", "in_prison", "in_camp")
Shares = NDArray[np.float64]


def infected(
    graph: nx.Graph,
    first: float | Collection[Any],
    scenario: Scenario,
    seed: int,
    engine: EngineName = "compiled",
) -> Shares:
    """Share infected at the end of each week, shape (weeks,).

    `first` is a share of the people, or who they are.
    """
    return _weekly(scenario, _seeded(graph, first, scenario, seed), seed, engine, "holding")


def removed(
    graph: nx.Graph,
    first: float | Collection[Any],
    scenario: Scenario,
    seed: int,
    engine: EngineName = "compiled",
) -> Shares:
    """Share removed so far at the end of each week, shape (weeks,)."""
    return _weekly(scenario, _seeded(graph, first, scenario, seed), seed, engine, *HELD)


def active(
    graph: nx.Graph,
    first: Collection[Any],
    needs: dict[Any, int],
    scenario: Scenario,
    seed: int,
    engine: EngineName = "compiled",
) -> Shares:
    """Share who have ever followed by each week of a threshold contagion, shape (weeks,)."""
    return _weekly(
        scenario, classes_on(graph, first, needs, scenario, seed), seed, engine, "ever_watched"
    )


def _seeded(
    graph: nx.Graph, first: float | Collection[Any], scenario: Scenario, seed: int
) -> Society:
    chosen = first_infected(graph, first, seed) if isinstance(first, float) else first
    return people_on(graph, chosen, scenario, seed)


def _weekly(
    scenario: Scenario, society: Society, seed: int, engine: EngineName, *columns: str
) -> Shares:
    country = run(scenario, seed, engine=engine, society=society).country
    counts = country[:, [CELL[column] for column in columns]].sum(axis=1)
    return np.asarray(counts / society.size)
