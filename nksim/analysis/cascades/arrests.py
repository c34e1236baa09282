"""Arrests and what each came from: somebody's word, a search, a check of style.

Whoever is punished may name companions, who may be arrested and name others: such arrests follow
one arrest and make a chain. Where several had told, the last before the arrest counts: it is
certainly part of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.cascades.forest import ROOT, forest_of, places_of
from nksim.analysis.cascades.history import History
from nksim.analysis.cascades.telling import NAME

if TYPE_CHECKING:
    import pandas as pd

TOLD, SEARCH, STYLE = "told", "search", "style"
CAUSES = (TOLD, SEARCH, STYLE)
KEPT = ["number", "week", "citizen", "origin", "act"]


def arrests_of(history: History, tellings: pd.DataFrame) -> pd.DataFrame:
    """A row an arrest: its cause, what followed, who told, and the arrest that it follows.

    A home in which something was found is the cause where it was theirs and they held something;
    a check of style where they answer for style alone; else somebody had told. `telling`, `follows`
    and `chain` are numbers of events; `after` counts the arrests that follow it.
    """
    rows = history.of("arrest")[KEPT].reset_index(drop=True)
    rows = rows.assign(
        date=history.dates(rows["week"]),
        province=history.about(rows["citizen"], "province", rows["week"]),
        district=history.about(rows["citizen"], "district", rows["week"]),
        sanction=history.of("sanction")["sanction"].to_numpy(),
        cause=_causes(history, rows),
    )
    return _with_chains(_with_tellings(rows, tellings))


def chains_of(arrests: pd.DataFrame) -> pd.DataFrame:
    """A row a chain: the arrest that it began with, how many followed, how far and how long."""
    import pandas as pd

    roots = arrests[arrests["follows"].isna()]
    first = roots[["chain", "week", "date", "citizen", "province", "cause", "after"]]
    grouped = arrests.groupby("chain", sort=True)
    shape = pd.DataFrame(
        {
            "depth": grouped["generation"].max(),
            "weeks": grouped["week"].max() - grouped["week"].min(),
            "people": grouped["citizen"].nunique(),
            "districts": grouped["district"].nunique(),
        }
    )
    return first.merge(shape, left_on="chain", right_index=True).reset_index(drop=True)


def _causes(history: History, arrests: pd.DataFrame) -> list[str]:
    found = _found_at_home(history, arrests)
    style = (arrests["act"] == "style").to_numpy()
    return [
        SEARCH if searched else STYLE if stopped else TOLD
        for searched, stopped in zip(found, style, strict=True)
    ]


def _found_at_home(history: History, arrests: pd.DataFrame) -> list[bool]:
    """Whether a home was searched with success in the week, and its arrested member held titles."""
    searches = history.of("search")
    searches = searches[searches["act"].notna()]
    hit = set(zip(searches["week"], searches["citizen"], strict=True))
    losses = history.of("loss")
    losses = losses[losses["act"].notna()]
    held = set(zip(losses["week"], losses["citizen"], strict=True))
    heads = history.about(arrests["citizen"], "head", arrests["week"])
    weeks, citizens = arrests["week"], arrests["citizen"]
    return [
        (week, head) in hit and (week, citizen) in held
        for week, head, citizen in zip(weeks, heads, citizens, strict=True)
    ]


def _with_tellings(arrests: pd.DataFrame, tellings: pd.DataFrame) -> pd.DataFrame:
    """Each arrest on somebody's word with the last telling before it."""
    import pandas as pd

    told = tellings[["number", "citizen", "event", "teller", "layer"]]
    told = told.rename(columns={"number": "telling", "event": "told_by"})
    told = told.assign(number=told["telling"])
    on_word = arrests.loc[arrests["cause"] == TOLD, ["number", "citizen"]]
    last = pd.merge_asof(on_word, told, on="number", by="citizen")
    whole = arrests.merge(last.drop(columns="citizen"), on="number", how="left")
    return whole.astype({"telling": "Int64", "teller": "Int64"})


def _with_chains(arrests: pd.DataFrame) -> pd.DataFrame:
    """Each arrest with the arrest that it follows: the last of whoever named its person."""
    import pandas as pd

    named = arrests.loc[arrests["told_by"] == NAME, ["number", "telling", "teller"]]
    named = named.astype("int64").sort_values("telling")
    made = arrests[["number", "citizen"]].rename(columns={"number": "follows"})
    made = made.assign(telling=made["follows"], teller=made["citizen"])
    before = pd.merge_asof(
        named, made[["telling", "teller", "follows"]], on="telling", by="teller"
    )[["number", "follows"]]
    whole = arrests.merge(before, on="number", how="left").astype({"follows": "Int64"})
    numbers = whole["number"].to_numpy(np.int64)
    forest = forest_of(places_of(whole["follows"].fillna(ROOT).to_numpy(np.int64), numbers))
    return whole.assign(
        chain=numbers[forest.root], generation=forest.generation, after=forest.size - 1
    )
