"""Cascades, tellings and arrests as graphs for networkx and Gephi: an arrow goes to what came next.

Of copies an arrow goes from host to guest, of tellings from who told to whom it was told of, of
arrests from an arrest to the one that follows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nksim.analysis.cascades.traced import Traced
from nksim.core.checks import checked_choice, checked_count
from nksim.society.graph_export import DirectedGraph, directed_graph

if TYPE_CHECKING:
    import pandas as pd

ABOUT = ["province", "district", "age", "sex", "role"]
MOST_TREES = 1_000_000_000
Parts = tuple["pd.DataFrame", "pd.DataFrame"]


def graph_of(traced: Traced, kind: str = "copies", trees: int | None = None) -> DirectedGraph:
    """One of the graphs by its name: copies, told or arrests.

    Copies are those of the `trees` largest trees, of all without it; nodes are holdings, so that
    who had several titles is there several times. Nodes of `told` are persons.
    """
    checked_choice(kind, name="kind", allowed=GRAPHS)
    if trees is not None:
        checked_count(trees, name="trees", low=1, high=MOST_TREES)
    nodes, edges = GRAPHS[kind](traced, trees)
    return directed_graph(nodes, edges)


def largest(cascades: pd.DataFrame, trees: int) -> pd.DataFrame:
    """So many trees, those with most holders first; of equal ones the earlier."""
    return cascades.sort_values(["holders", "tree"], ascending=[False, True]).head(trees)


def _copies(traced: Traced, trees: int | None) -> Parts:
    holdings = traced.holdings
    if trees is not None:
        wanted = largest(traced.cascades, trees)["tree"]
        holdings = holdings[holdings["tree"].isin(wanted)]
    columns = ["week", "date", "event", "origin", "title_week", "tree", "generation", "copies"]
    nodes = _described(traced, holdings, [*columns, "holders", "citizen"])
    copies = holdings[holdings["source"].notna()]
    edges = copies.rename(columns={"number": "target"})[["source", "target", "layer", "week"]]
    return nodes, edges


def _told(traced: Traced, _: int | None) -> Parts:
    import pandas as pd

    columns = {"teller": "source", "citizen": "target"}
    edges = traced.tellings.drop(columns="province").rename(columns=columns)
    ends = [edges[["week", end]].rename(columns={end: "citizen"}) for end in ("source", "target")]
    met = pd.concat(ends).sort_values("week", kind="stable").drop_duplicates("citizen")
    return _described(traced, met.assign(number=met["citizen"]), ["citizen", "week"]), edges


def _arrests(traced: Traced, _: int | None) -> Parts:
    arrests = traced.arrests
    columns = ["week", "date", "act", "sanction", "cause", "chain", "generation", "after"]
    nodes = _described(traced, arrests, [*columns, "citizen"])
    named = arrests[arrests["follows"].notna()]
    edges = named.rename(columns={"follows": "source", "number": "target"})
    return nodes, edges[["source", "target", "layer", "telling"]]


def _described(traced: Traced, rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Rows as nodes, with the person whom each is about, as they are in its week."""
    nodes = rows.set_index("number")[columns]
    census, who = traced.history.census, nodes["citizen"]
    about = {name: census.about(who, name, nodes["week"]) for name in ABOUT}
    return nodes.assign(label=census.about(who, "name", nodes["week"]), **about)


GRAPHS: dict[str, Callable[[Traced, int | None], Parts]] = {
    "copies": _copies,
    "told": _told,
    "arrests": _arrests,
}
