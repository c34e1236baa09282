"""Small tables of what figures of cascades show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.cascades.arrests import CAUSES
from nksim.analysis.cascades.graphs import largest
from nksim.analysis.cascades.traced import Traced
from nksim.core.columns import ORIGINS

if TYPE_CHECKING:
    import pandas as pd

SMOOTH_WEEKS = 52
ENOUGH = 50  # holders of a year, of whom a mean can be drawn
MOST_AFTER = 5  # arrests that follow one: so many or more are one bar
MOST_DRAWN = 1_500  # holdings of a tree that a figure can hold


@dataclass(frozen=True, eq=False)
class CascadePicture:
    """What the figure of cascades shows.

    `tree` is the largest that can be drawn: date, row, layer, date_before, row_before. `sizes`:
    origin, holders, share of trees at least so large. `reproduction`: origin, date, reproduction,
    is_complete.
    """

    about: str
    tree: pd.DataFrame
    begun: dict[str, Any]  # the row of its cascade
    sizes: pd.DataFrame
    reproduction: pd.DataFrame


@dataclass(frozen=True, eq=False)
class TellingPicture:
    """What the figure of tellings shows.

    `told` is the table of that name; `causes`: year and a column a cause; `after`: arrests that
    follow one arrest, and how many arrests that is so of.
    """

    about: str
    told: pd.DataFrame
    causes: pd.DataFrame
    after: pd.DataFrame


def cascade_picture(traced: Traced) -> CascadePicture:
    """The largest tree through time, sizes of all trees, reproduction over a year."""
    drawable = traced.cascades[traced.cascades["holders"] <= MOST_DRAWN]
    first = largest(drawable, 1).to_dict("records")
    begun = {str(key): value for key, value in first[0].items()} if first else {}
    tree = traced.holdings[traced.holdings["tree"] == begun.get("tree", -1)]
    return CascadePicture(
        about_run(traced),
        laid_out(tree),
        begun,
        _sizes(traced.cascades),
        _smoothed(traced.reproduction),
    )


def telling_picture(traced: Traced) -> TellingPicture:
    """Who told on whom, causes of arrests by year, arrests that follow one."""
    return TellingPicture(
        about_run(traced), traced.told, _causes(traced.arrests), _after(traced.arrests)
    )


def about_run(traced: Traced) -> str:
    """Of which run it is told, and of how many people."""
    history = traced.history
    people = f"{history.scenario.society.size:,} people"
    return f"{history.scenario.name}, seed {history.seed}; one simulated run of {people}"


def laid_out(tree: pd.DataFrame) -> pd.DataFrame:
    """A holding a row of its own, so that whoever copied stands below whom they copied from."""
    rows = _rows_of(tree)
    own = tree[["number", "date", "layer"]].assign(row=tree["number"].map(rows))
    before = own.set_index("number").reindex(tree["source"].fillna(-1).astype("int64"))
    return own.assign(date_before=before["date"].to_numpy(), row_before=before["row"].to_numpy())


def _rows_of(tree: pd.DataFrame) -> dict[int, int]:
    """The row of each holding: those that came of it right below it, the latest first."""
    children: dict[int, list[int]] = {}
    copies = tree[tree["source"].notna()]
    for number, source in zip(copies["number"], copies["source"].astype("int64"), strict=True):
        children.setdefault(source, []).append(number)
    rows: dict[int, int] = {}
    waiting = tree["number"].tolist()[:1]
    while waiting:
        number = waiting.pop()
        rows[number] = len(rows)
        waiting.extend(children.get(number, ()))  # the last is taken first
    return rows


def _sizes(cascades: pd.DataFrame) -> pd.DataFrame:
    """The share of trees at least as large as each size."""
    import pandas as pd

    parts = []
    for origin in ORIGINS:
        sizes = np.sort(cascades.loc[cascades["origin"] == origin, "holders"].to_numpy(np.int64))
        each, first = np.unique(sizes, return_index=True)
        share = 1.0 - first / max(len(sizes), 1)
        parts.append(pd.DataFrame({"origin": origin, "holders": each, "share": share}))
    return pd.concat(parts, ignore_index=True)


def _smoothed(reproduction: pd.DataFrame) -> pd.DataFrame:
    """Copies made by the holders of a year, divided by these."""
    import pandas as pd

    parts = []
    for origin, rows in reproduction.groupby("origin", sort=False):
        sums = rows[["holders", "copies"]].rolling(SMOOTH_WEEKS).sum()
        ratio = sums["copies"] / sums["holders"].where(sums["holders"] >= ENOUGH)
        part = rows[["date", "is_complete"]].assign(origin=origin, reproduction=ratio)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _causes(arrests: pd.DataFrame) -> pd.DataFrame:
    counts = arrests.groupby([arrests["date"].dt.year.rename("year"), "cause"]).size()
    return counts.unstack(fill_value=0).reindex(columns=CAUSES, fill_value=0).reset_index()


def _after(arrests: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    held = np.minimum(arrests["after"].to_numpy(np.int64), MOST_AFTER)
    counts = np.bincount(held, minlength=MOST_AFTER + 1)
    return pd.DataFrame({"after": np.arange(MOST_AFTER + 1), "arrests": counts})
