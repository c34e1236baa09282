"""A society as a networkx graph, which opens in Gephi; nodes are the names of a user's graph."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS
from nksim.core.units import from_tie
from nksim.society.graphs import ATTRIBUTE, CODES
from nksim.society.society import Society

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

DirectedGraph: TypeAlias = "nx.MultiDiGraph"
GRAPHS = ("gexf", "graphml")


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


def graph_of_tables(people: pd.DataFrame, ties: pd.DataFrame) -> nx.Graph:
    """People and ties as a run has them now, as a graph with all that is known of each.

    A value that is missing is left out, as formats of graphs have it.
    """
    import networkx as nx

    graph = nx.Graph()
    names = people["name"].tolist()
    for row in people.drop(columns="name").to_dict("records"):
        number = graph.number_of_nodes()
        graph.add_node(str(number), label=str(names[number]), **_known(row))
    for row in ties.to_dict("records"):
        low, high = str(row.pop("low")), str(row.pop("high"))
        graph.add_edge(low, high, weight=float(row["bond"]), **_known(row))
    return graph


def directed_graph(nodes: pd.DataFrame, edges: pd.DataFrame) -> DirectedGraph:
    """Rows as a graph whose edges have a direction, with all that is known of each.

    `nodes` have their names as the index and a `label`, `edges` the columns `source` and `target`.
    A value that is missing is left out, dates are ISO text.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for name, row in zip(nodes.index.tolist(), nodes.to_dict("records"), strict=True):
        graph.add_node(str(name), **_known(row))
    for row in edges.to_dict("records"):
        source, target = str(row.pop("source")), str(row.pop("target"))
        graph.add_edge(source, target, **_known(row))
    return graph


def write_graph(graph: nx.Graph, to: str) -> Callable[[Path], None]:
    """Write a graph as gexf or graphml, which Gephi and others open."""
    import networkx as nx

    writer = {"gexf": nx.write_gexf, "graphml": nx.write_graphml_xml}[to]
    return lambda path: writer(graph, path)


def _known(row: dict[Hashable, Any]) -> dict[str, Any]:
    """The values of a row that are there, as plain Python ones."""
    import pandas as pd

    return {str(name): _plain(value) for name, value in row.items() if not pd.isna(value)}


def _plain(value: Any) -> Any:
    if hasattr(value, "date"):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value
