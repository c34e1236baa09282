"""Levers as a figure shows them: by their first day, with the family to which each belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.scenario.levers import LEVER_SETTINGS

if TYPE_CHECKING:
    import pandas as pd

SETTINGS = ["name", "from", "until", "ramp_weeks", "strength", "provinces"]
UNKNOWN = "unknown"  # a lever of another version of nksim


def shown_levers(levers: pd.DataFrame) -> pd.DataFrame:
    """Each lever once, the earliest first, with its `family` as it is declared with the lever."""
    once: pd.DataFrame = levers.drop_duplicates("name").sort_values("from", kind="stable")
    return once.assign(family=[_family(kind) for kind in once["lever"]])


def telling_levers(levers: pd.DataFrame, scenarios: int) -> pd.DataFrame:
    """The levers that not all of so many scenarios have, or have not all alike."""
    each = levers_of_each(levers)
    return each[[len(names) < scenarios for names in each["scenarios"]]]


def levers_of_each(levers: pd.DataFrame) -> pd.DataFrame:
    """Each lever once for each of its dates and strengths, with the `scenarios` that have it so."""
    rows = levers.drop_duplicates(["scenario", "name"])
    having = rows.groupby(SETTINGS, dropna=False, sort=False)
    once: pd.DataFrame = having.first().reset_index().sort_values("from", kind="stable")
    names = having["scenario"].agg(tuple).rename("scenarios").reset_index()
    found = once.merge(names, on=SETTINGS, how="left") if len(once) else once.assign(scenarios=[])
    return found.assign(family=[_family(kind) for kind in found["lever"]])


def _family(kind: str) -> str:
    known = LEVER_SETTINGS.get(kind)
    return UNKNOWN if known is None else known.family
