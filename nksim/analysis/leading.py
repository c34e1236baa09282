"""Which inputs of a sensitivity analysis are shown: assumptions by weight, levers never so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SWITCHES = (
    r"^lever |^levers\..*\.strength$"  # inputs that switch a policy on or off, or set how far
)


def leading_inputs(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many assumptions, the largest index first; then every lever that was switched.

    `rows` holds the indices of one outcome. A number that is known within a range only is an
    assumption, also one of a lever. Whether a policy is in force is none: levers stand in the order
    of the scenario, so that no list of them is sorted by how far they move an outcome.
    """
    import pandas as pd

    switched = rows["input"].str.contains(SWITCHES, regex=True)
    assumed = rows[~switched].nlargest(most, "index")
    return pd.concat([assumed, rows[switched]])
