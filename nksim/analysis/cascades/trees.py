"""Cascades of titles: from its arrival on, who had a title from whom.

A holding is an event by which somebody comes to hold a title: it is brought over the border,
delivered, or copied. A copy has one source, the holding of the host it was copied from; so holdings
make trees, and each tree begins with an arrival.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.cascades.forest import ROOT, forest_of, mean_distance, places_of
from nksim.analysis.cascades.history import History
from nksim.core.columns import LAYERS
from nksim.core.errors import StoreError

if TYPE_CHECKING:
    import pandas as pd

ARRIVALS = ("import", "delivery")
COPY = "copy"
KEPT = ["number", "week", "event", "citizen", "layer", "origin", "title_week", "source"]


def holdings_of(history: History) -> pd.DataFrame:
    """A row a holding: tree, generation, source, copies made of it, holders that came of it.

    `tree` and `source` are numbers of events. StoreError for a copy without a source.
    """
    events = history.of(*ARRIVALS, COPY)[KEPT]
    numbers = events["number"].to_numpy(np.int64)
    named = events["source"].fillna(ROOT).to_numpy(np.int64)
    before = places_of(named, numbers)
    _check_sources(events, before)
    forest = forest_of(before)
    return events.assign(
        date=history.dates(events["week"]),
        province=history.about(events["citizen"], "province", events["week"]),
        district=history.about(events["citizen"], "district", events["week"]),
        tree=numbers[forest.root],
        generation=forest.generation,
        copies=forest.children,
        holders=forest.size,
    ).reset_index(drop=True)


def cascades_of(holdings: pd.DataFrame) -> pd.DataFrame:
    """A row a tree, in the order of arrival: how large, deep, broad and long it became.

    `holders` counts its holdings, so that those of all trees add up to all holdings.
    """
    import pandas as pd

    columns = ["tree", "week", "date", "event", "origin", "title_week", "citizen"]
    roots = holdings[holdings["generation"] == 0]
    trees = roots[[*columns, "province", "holders"]].rename(columns={"event": "arrival"})
    grouped = holdings.groupby("tree", sort=True)
    shape = pd.DataFrame(
        {
            "people": grouped["citizen"].nunique(),
            "depth": grouped["generation"].max(),
            "breadth": _breadths(holdings),
            "weeks": grouped["week"].max() - grouped["week"].min(),
            "provinces": grouped["province"].nunique(),
            "districts": grouped["district"].nunique(),
            "mean_distance": _distances(holdings),
        }
    )
    whole = trees.merge(shape.join(_by_layer(holdings)), left_on="tree", right_index=True)
    return whole.reset_index(drop=True)


def _check_sources(events: pd.DataFrame, before: np.ndarray) -> None:
    copied, own = (events["event"] == COPY).to_numpy(), np.arange(len(events))
    without = events[copied & ((before == ROOT) | (before >= own))]
    if len(without):
        number = int(without["number"].iloc[0])
        raise StoreError(
            f"events: copy number={number} has no source among the holdings before it; these are"
            " not all events of a run; run it again with --events"
        )


def _breadths(holdings: pd.DataFrame) -> pd.Series:
    """How many holdings the largest generation of each tree has."""
    return holdings.groupby(["tree", "generation"]).size().groupby("tree").max()


def _distances(holdings: pd.DataFrame) -> pd.Series:
    sizes = holdings.groupby("tree", sort=True)["holders"]
    return sizes.agg(lambda tree: mean_distance(tree.to_numpy(np.int64)))


def _by_layer(holdings: pd.DataFrame) -> pd.DataFrame:
    """How many copies of each tree went over ties of each layer."""
    copies = holdings[holdings["event"] == COPY]
    counts = copies.groupby(["tree", "layer"]).size().unstack(fill_value=0)
    every = holdings["tree"].unique()
    return counts.reindex(index=every, columns=LAYERS, fill_value=0).add_prefix("copies_")
