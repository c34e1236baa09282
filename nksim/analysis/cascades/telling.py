"""Who told on whom: reports of witnesses, and names given under questioning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.cascades.history import History
from nksim.core.columns import LAYERS, ROLES
from nksim.core.draws import Purpose, draw
from nksim.rules.searching import informs
from nksim.scenario.provinces import PROVINCES

if TYPE_CHECKING:
    import pandas as pd

REPORT, NAME = "report", "name"
KEPT = ["number", "week", "event", "reporter", "citizen", "layer", "origin", "act"]


def tellings_of(history: History) -> pd.DataFrame:
    """A row a telling: who told on whom, on a tie of which layer, and whether as an informant.

    Informants are those by role and those whom a lever has recruited by that week.
    """
    rows = history.of(REPORT, NAME)[KEPT].rename(columns={"reporter": "teller"})
    tellers = rows["teller"].to_numpy(np.int64)
    return rows.assign(
        teller=tellers,
        date=history.dates(rows["week"]),
        province=history.about(rows["citizen"], "province", rows["week"]),
        by_informant=_informs(history, tellers, rows["week"].to_numpy(np.int64)),
    ).reset_index(drop=True)


def told_of(tellings: pd.DataFrame, arrests: pd.DataFrame) -> pd.DataFrame:
    """A row a kind of telling and layer: how many, by how many, on how many, and what came of it.

    `arrests` are those before which nobody told later.
    """
    import pandas as pd

    led = tellings["number"].isin(arrests["telling"].dropna().astype("int64"))
    rows = tellings.assign(led=led)
    grouped = rows.groupby(["event", "layer"])
    counts = pd.DataFrame(
        {
            "tellings": grouped.size(),
            "by_informants": grouped["by_informant"].sum(),
            "tellers": grouped["teller"].nunique(),
            "suspects": grouped["citizen"].nunique(),
            "arrests": grouped["led"].sum(),
        }
    )
    every = pd.MultiIndex.from_product([(REPORT, NAME), LAYERS], names=["event", "layer"])
    return counts.reindex(every, fill_value=0).astype("int64").reset_index()


def _informs(history: History, tellers: np.ndarray, weeks: np.ndarray) -> list[bool]:
    """Whether each teller was an informant in a week, by role or recruited."""
    roles = history.about(tellers, "role", weeks)
    provinces = history.about(tellers, "province", weeks)
    recruited = history.environments["informants"]
    found = []
    for teller, week, role, province in zip(tellers, weeks, roles, provinces, strict=True):
        luck = draw(history.seed, Purpose.INFORMANT, 0, int(teller))
        share = float(recruited[week, PROVINCES.index(province)])
        found.append(bool(informs(ROLES.index(role), luck, share)))
    return found
