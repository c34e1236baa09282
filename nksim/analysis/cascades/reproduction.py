"""How many copies are made of a title by those who come to hold it: the reproduction number.

It is counted by the week of coming to hold (a cohort's, as of cases in an epidemic): above 1 titles
multiply by themselves, below 1 they need new arrivals. Those who come late in a run have had less
time, which is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.cascades.history import History
from nksim.core.columns import ORIGINS

if TYPE_CHECKING:
    import pandas as pd

ANY = "any"
MOST_COPIES = 0.95  # of all copies were made within so many weeks of coming to hold


def reproduction_of(history: History, holdings: pd.DataFrame) -> pd.DataFrame:
    """A row a week and origin: holders, copies made of their titles ever after, and their ratio.

    `is_complete` says whether the run goes on long enough for 95% of copies to be made.
    """
    import pandas as pd

    parts = [_by_week(history, holdings, ANY)]
    for origin in ORIGINS:
        parts.append(_by_week(history, holdings[holdings["origin"] == origin], origin))
    rows = pd.concat(parts, ignore_index=True)
    left = history.clock.weeks - 1 - rows["week"]
    return rows.assign(is_complete=left >= weeks_to_copy(holdings))


def weeks_to_copy(holdings: pd.DataFrame) -> int:
    """Weeks after coming to hold a title within which 95% of all copies of it are made."""
    copies = holdings[holdings["source"].notna()]
    if copies.empty:
        return 0
    came = holdings.set_index("number")["week"]
    waits = copies["week"].to_numpy() - came.loc[copies["source"].astype("int64")].to_numpy()
    return int(np.quantile(waits, MOST_COPIES))


def _by_week(history: History, holdings: pd.DataFrame, origin: str) -> pd.DataFrame:
    import pandas as pd

    grouped = holdings.groupby("week")
    weeks = np.arange(history.clock.weeks)
    holders = grouped.size().reindex(weeks, fill_value=0)
    copies = grouped["copies"].sum().reindex(weeks, fill_value=0)
    return pd.DataFrame(
        {
            "origin": origin,
            "week": weeks,
            "date": history.dates(weeks),
            "holders": holders.to_numpy(),
            "copies": copies.to_numpy(),
            "reproduction": (copies / holders.where(holders > 0)).to_numpy(),
        }
    )


def by_year(reproduction: pd.DataFrame) -> pd.DataFrame:
    """The same by calendar year: origin, year, holders, copies, reproduction, is_complete.

    A year is complete if all its weeks are.
    """
    keys = [reproduction["origin"], reproduction["date"].dt.year.rename("year")]
    grouped = reproduction.groupby(keys, sort=False)
    years = grouped[["holders", "copies"]].sum()
    years["reproduction"] = years["copies"] / years["holders"].where(years["holders"] > 0)
    years["is_complete"] = grouped["is_complete"].all()
    return years.reset_index()
