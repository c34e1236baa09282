"""A society as a networkx graph, which opens in Gephi; nodes are the names of a user's graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS
from nksim.core.units import from_tie
from nksim.society.graphs import ATTRIBUTE, CODES
from nksim.society.society import Society

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(
    society: Society,
    bond: NDArray[np.uint16] | None = None,
    complicity: NDArray[np.uint16] | None = None,
) -> nx.Graph:
    """The society as a graph: nodes with traits in words, edges with layer, bond and complicity.

    `bond` and `complicity` are those of a day, in 2**-15; by itself bonds are those at the start.
    """
    import networkx as nx

    names: Sequence[Any] = society.labels or range(society.size)
    people, ties = society.people, society.ties
    graph = nx.Graph()
    for i in range(society.size):
        traits = {
            ATTRIBUTE.get(column, column): words[int(getattr(people, column)[i])]
            for column, words in CODES.items()
        }
        graph.add_node(
            names[i], **traits, district=int(people.district[i]), household=int(people.household[i])
        )
    bonds = ties.bond if bond is None else bond
    shared = np.zeros(society.tie_count, np.uint16) if complicity is None else complicity
    columns = (ties.low, ties.high, ties.layer, bonds, shared)
    for low, high, layer, units, guilt in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        graph.add_edge(
            names[low],
            names[high],
            layer=LAYERS[layer],
            bond=from_tie(units),
            complicity=from_tie(guilt),
        )
    return graph
