"""The policies of a run as a table: one row a lever, for figures and for readers of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.observations.tables import LEVERS

if TYPE_CHECKING:
    import pandas as pd

    from nksim.scenario.scenario import Scenario


def lever_frame(scenario: Scenario) -> pd.DataFrame:
    """The levers of a scenario in the order in which they are applied; columns `LEVERS`."""
    import pandas as pd

    rows = [
        (
            lever.name,
            lever.lever,
            lever.from_,
            lever.until,
            lever.ramp_weeks,
            lever.strength,
            ";".join(lever.provinces or ("all",)),
        )
        for lever in scenario.levers
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in LEVERS])
    for name in ("from", "until"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ms]")
    return frame.astype(
        {"ramp_weeks": "int64", "strength": "float64"}
        | dict.fromkeys(("name", "lever", "provinces"), "str")
    )
