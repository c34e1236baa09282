"""Weekly curves: what people did, what happened between them, and what they lived under.

What a reader wants to see is how many watch, hold or have ever watched as a share of the people
who live, how old the titles are that go round, how afraid people are and how much they still trust.
"""

from __future__ import annotations

import numpy as np

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, LAYERS
from nksim.core.environment import Environments, columns_of
from nksim.core.units import BELIEF, TIE
from nksim.observations.stack import Columns, Stack, ratio
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

COUNTRY = "all"


def series_columns(stack: Stack, *, provinces: bool = False) -> Columns:
    """What people did week by week: a row a week for the country, or one for each province."""
    counts = stack.provinces if provinces else stack.country[:, :, None]
    groups = PROVINCES if provinces else (COUNTRY,)
    columns = _weeks(stack.clock, stack.weeks, len(groups))
    columns["province"] = np.tile(np.array(groups, object), stack.weeks)
    by_name = {column.name: counts[..., place] for place, column in enumerate(CELL_COUNTS)}
    made = by_name | _derived(by_name)
    names = [column.name for column in (*SERIES_COUNTS, *SERIES_MEANS, *SERIES_DERIVED)]
    return columns | {name: made[name].reshape(stack.runs, -1) for name in names}


def layer_columns(stack: Stack) -> Columns:
    """What happened between people week by week: one row a week and layer of ties."""
    columns = _weeks(stack.clock, stack.weeks, len(LAYERS))
    columns[LAYER_KEY.name] = np.tile(np.array(LAYERS, object), stack.weeks)
    made: Columns = {
        column.name.removeprefix(LAYER_PREFIX): stack.layers[..., place]
        for place, column in enumerate(LAYER_COUNTS)
    }
    made["bond"] = ratio(made["bond"] / TIE, made["ties"])
    made["complicity"] = ratio(made["complicity"] / TIE, made["ties"])
    made["complicit_share"] = ratio(made["complicit_ties"], made["ties"])
    made["refusal_share"] = ratio(made["refusals"], made["offers"])
    names = [column.name for column in (*LAYER_TALLIES, *LAYER_DERIVED)]
    return columns | {name: made[name].reshape(stack.runs, -1) for name in names}


def environment_columns(clock: Clock, environments: Environments) -> Columns:
    """What people lived under: a row a week and province, a column for each number levers move."""
    weeks = len(environments)
    columns = _weeks(clock, weeks, len(PROVINCES))
    columns["province"] = np.tile(np.array(PROVINCES, object), weeks)
    return columns | {name: values.ravel() for name, values in columns_of(environments).items()}


def _weeks(clock: Clock, weeks: int, groups: int) -> Columns:
    """The keys of weekly rows, for so many groups a week."""
    week = np.repeat(np.arange(weeks), groups)
    years = clock.decimal_years()[:weeks]
    dates = clock.dates()[:weeks].astype("datetime64[ms]")
    return dict(zip((key.name for key in WEEK_KEYS), (week, dates[week], years[week]), strict=True))


def _derived(counts: Columns) -> Columns:
    """Means in place of sums, and shares of the living."""
    living = counts["free"] + counts["detained"]
    ages = counts["title_age_chinese"] + counts["title_age_korean"]
    held = counts["holding_chinese"] + counts["holding_korean"]
    made: Columns = {"living": living, "title_age": ratio(ages, held)}
    for origin in ("chinese", "korean"):
        name = f"title_age_{origin}"
        made[name] = ratio(counts[name], counts[f"holding_{origin}"])
    for belief in ("perceived_risk", "regime_trust"):
        made[belief] = ratio(counts[belief] / BELIEF, living)
    return made | {f"{name}_share": ratio(counts[name], living) for name in SHARE_COUNTS}
