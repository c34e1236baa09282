"""Weekly curves: Observations come in, tidy frames leave, one row a week and group.

What a reader wants to see is how many watch, hold or have ever watched as a share of the people who live,
how old the titles are that go round, how afraid people are and how much they still trust.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from nksim.core.columns import AGE_BANDS, CELL_COUNTS, LAYER_COUNTS, LAYERS, SEXES
from nksim.core.units import BELIEF, TIE
from nksim.observations.tables import (
    LAYER_DERIVED,
    LAYER_KEY,
    LAYER_PREFIX,
    LAYER_TALLIES,
    SERIES_COUNTS,
    SERIES_DERIVED,
    SERIES_MEANS,
    SHARE_COUNTS,
    WEEK_KEYS,
)
from nksim.scenario.provinces import PROVINCES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.core.clock import Clock
    from nksim.observations.observations import Observations

By = Literal["all", "province", "age", "sex"]
_GROUPS: dict[str, tuple[str, ...]] = {"province": PROVINCES, "age": AGE_BANDS, "sex": SEXES}


def series_frame(observations: Observations, by: By = "all") -> pd.DataFrame:
    """What people did week by week: one row a week for the country, or one for each province, age band or sex."""
    groups = _GROUPS.get(by, ("all",))
    sums = _sums_by(observations.cells, by)
    frame = _weekly_frame(observations.clock, sums.shape[0], len(groups))
    frame["province"] = _repeated(groups, sums.shape[0]) if by in ("all", "province") else "all"
    if by in ("age", "sex"):
        frame[by] = _repeated(groups, sums.shape[0])
    keys = list(frame.columns)
    frame = _with_counts(
        frame, sums.reshape(-1, len(CELL_COUNTS)), [column.name for column in CELL_COUNTS]
    )
    _add_series_columns(frame)
    return frame[
        keys + [column.name for column in (*SERIES_COUNTS, *SERIES_MEANS, *SERIES_DERIVED)]
    ]


def layer_frame(observations: Observations) -> pd.DataFrame:
    """What happened between people week by week: one row a week and layer of ties."""
    weeks = observations.layers.shape[0]
    frame = _weekly_frame(observations.clock, weeks, len(LAYERS))
    frame[LAYER_KEY.name] = _repeated(LAYERS, weeks)
    names = [column.name.removeprefix(LAYER_PREFIX) for column in LAYER_COUNTS]
    frame = _with_counts(frame, observations.layers.reshape(-1, len(LAYER_COUNTS)), names)
    frame["bond"] = _ratio(frame["bond"] / TIE, frame["ties"])
    frame["complicity"] = _ratio(frame["complicity"] / TIE, frame["ties"])
    frame["complicit_share"] = _ratio(frame["complicit_ties"], frame["ties"])
    frame["refusal_share"] = _ratio(frame["refusals"], frame["offers"])
    keys = [*(column.name for column in WEEK_KEYS), LAYER_KEY.name]
    return frame[keys + [column.name for column in (*LAYER_TALLIES, *LAYER_DERIVED)]]


def environment_frame(observations: Observations) -> pd.DataFrame:
    """What people lived under: one row a week and province, a column for each number the levers move."""
    weeks = observations.cells.shape[0]
    frame = _weekly_frame(observations.clock, weeks, len(PROVINCES))
    frame["province"] = _repeated(PROVINCES, weeks)
    for name, values in observations.environment.items():
        frame[name] = np.broadcast_to(values.reshape(weeks, -1), (weeks, len(PROVINCES))).ravel()
    return frame


def _sums_by(cells: NDArray[np.int64], by: By) -> NDArray[np.int64]:
    """Counts summed over what is not asked for, shape (weeks, groups, counts)."""
    boxes = cells.reshape(cells.shape[0], len(PROVINCES), len(AGE_BANDS), len(SEXES), -1)
    summed_axes = {"all": (1, 2, 3), "province": (2, 3), "age": (1, 3), "sex": (1, 2)}[by]
    return np.asarray(boxes.sum(axis=summed_axes), dtype=np.int64).reshape(
        cells.shape[0], -1, len(CELL_COUNTS)
    )


def _weekly_frame(clock: Clock, weeks: int, groups: int) -> pd.DataFrame:
    import pandas as pd

    week = np.repeat(np.arange(weeks), groups)
    years = np.array([clock.year_of(number) for number in range(weeks)])
    return pd.DataFrame(
        {
            "week": week,
            "date": clock.dates()[:weeks].astype("datetime64[ms]")[week],
            "year": years[week],
        }
    )


def _repeated(names: tuple[str, ...], weeks: int) -> NDArray[np.object_]:
    return np.tile(np.array(names, dtype=object), weeks)


def _with_counts(frame: pd.DataFrame, counts: NDArray[np.int64], names: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat([frame, pd.DataFrame(counts, columns=names)], axis=1)


def _add_series_columns(frame: pd.DataFrame) -> None:
    """Turn sums into means and add shares of the living."""
    frame["living"] = frame["free"] + frame["detained"]
    frame["title_age"] = _ratio(
        frame["title_age_chinese"] + frame["title_age_korean"],
        frame["holding_chinese"] + frame["holding_korean"],
    )
    for origin in ("chinese", "korean"):
        frame[f"title_age_{origin}"] = _ratio(
            frame[f"title_age_{origin}"], frame[f"holding_{origin}"]
        )
    for belief in ("perceived_risk", "regime_trust"):
        frame[belief] = _ratio(frame[belief] / BELIEF, frame["living"])
    for name in SHARE_COUNTS:
        frame[f"{name}_share"] = _ratio(frame[name], frame["living"])


def _ratio(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Part of a whole; null where there is no whole."""
    return part / whole.where(whole > 0)
