"""Who lives in a world: Mesa agents, the networkx graph that ties them, and where they live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import AGE_BANDS, LAYERS, ROLES, SEXES
from nksim.core.units import from_tie
from nksim.engines.cases import Desk, new_desk
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.state import cells_of
from nksim.scenario.provinces import PROVINCES
from nksim.society.society import Society


@dataclass
class Community:
    """The citizens of a society in its order, and its ties in theirs; what organs know of them."""

    citizens: list[Citizen]
    graph: nx.Graph
    ties: list[Tie]
    household_first: list[int]
    household_number: list[int]  # by which draws of a home are keyed
    district_first: list[int]
    cells: NDArray[np.uint8]  # by citizen
    desk: Desk
    arrested: list[tuple[Citizen, int]] = field(default_factory=list)  # last, and what followed
    refusals: list[tuple[Tie, Citizen, Citizen, int]] = field(default_factory=list)  # this week

    def ends_of(self, tie: Tie) -> tuple[Citizen, Citizen]:
        """The citizens at the low and at the high end of a tie."""
        return self.citizens[tie["low"]], self.citizens[tie["high"]]

    def household(self, number: int) -> Sequence[Citizen]:
        """The members of a household."""
        return self.citizens[self.household_first[number] : self.household_first[number + 1]]

    def district(self, number: int) -> Sequence[Citizen]:
        """The citizens of a district."""
        return self.citizens[self.district_first[number] : self.district_first[number + 1]]


def community_of(society: Society, citizens: list[Citizen], case_life_weeks: float) -> Community:
    """The community of a society, with an agent for each citizen."""
    graph = graph_of(society, citizens)
    ties = sorted(
        (tie for *_, tie in graph.edges(data=True)), key=lambda tie: (tie["low"], tie["high"])
    )
    for number, tie in enumerate(ties):
        tie["number"] = number
    return Community(
        citizens,
        graph,
        ties,
        society.household_first.tolist(),
        society.household_numbers.tolist(),
        society.district_first.tolist(),
        cells_of(society.people),
        new_desk(society.people.province, case_life_weeks),
    )


def graph_of(society: Society, citizens: Sequence[Citizen]) -> nx.Graph:
    """The social graph: nodes are citizens' places in the society, with names and traits in words.

    Edges carry low, high, layer, bond and complicity.
    """
    ties, graph = society.ties, nx.Graph()
    graph.add_nodes_from((citizen.index, _in_words(citizen)) for citizen in citizens)
    keys = ties.key.tolist() or [None] * society.tie_count
    columns = (ties.low.tolist(), ties.high.tolist(), ties.layer.tolist(), ties.bond.tolist())
    rows = zip(*columns, keys, strict=True)
    graph.add_edges_from((low, high, _edge(low, high, *tie)) for low, high, *tie in rows)
    return graph


def _edge(low: int, high: int, layer: int, bond: int, key: int | None) -> dict[str, Any]:
    return {
        **({} if key is None else {"key": key}),
        "low": low,
        "high": high,
        "layer": LAYERS[layer],
        "bond": from_tie(bond),
        "start": from_tie(bond),
        "complicity": 0.0,
    }


def _in_words(citizen: Citizen) -> dict[str, Any]:
    return {
        "name": citizen.name,
        "province": PROVINCES[citizen.province],
        "district": citizen.district,
        "household": citizen.household,
        "age": AGE_BANDS[citizen.age],
        "sex": SEXES[citizen.woman],
        "role": ROLES[citizen.role],
    }
