"""Which inputs of a sensitivity analysis are shown: assumptions by how much they move, levers never."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

POLICY = ("lever ", "levers.")  # how the names of inputs begin that belong to a policy


def leading_inputs(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many assumptions, the largest index first; then all inputs that belong to policies.

    `rows` holds the indices of one outcome. What the state may do stands in the order of the
    scenario: no list of levers is sorted by how far they move an outcome.
    """
    import pandas as pd

    policy = rows["input"].str.startswith(POLICY)
    assumed = rows[~policy].nlargest(most, "index")
    return pd.concat([assumed, rows[policy]])
