"""Whom it concerns: figures of groups of people, crossed as one likes, in a year or over years.

A policy made in the capital is lived at the border, by the young, by women: the same year may look
quite different there. A group of few simulated people says little, whatever its interval: it is
called thin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.checks import checked_choice, checked_list, checked_mapping
from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.errors import InputError
from nksim.observations.cells import NAMES
from nksim.observations.period import Period, asked_period
from nksim.observations.yearly_columns import GROUPS

if TYPE_CHECKING:
    import pandas as pd

THIN = 200  # simulated people of a group in a run, below which it is marked
RUN = ["scenario", "replicate", "seed"]
EVERYONE = "everyone"
By = str | Sequence[str]
Among = Mapping[str, str | Sequence[str]]


def group_frame(
    cells: pd.DataFrame,
    by: By = (),
    among: Among | None = None,
    *,
    at: int | None = None,
    over: Sequence[int] | None = None,
) -> pd.DataFrame:
    """Figures of each group and run, from counts of cells (year, province, age, sex).

    `by` names what people are told apart by, one of province, age and sex or several, crossed;
    `among` keeps some of them, e.g. {"sex": "woman"}. Costs are summed over the years `over`, all
    else is of the last of them, or of the year `at`; without either each year has rows of its own.
    Raises InputError for names and years that are none.
    """
    names, chosen = checked_by(by), cells[_is_among(cells, checked_among(among or {}))]
    period = asked_period(at, over, simulated_years(cells))
    if period is None:
        keys = [*RUN, "year", *names]
        sums = _sums(chosen, keys)
        return _figures(keys, sums, sums, 1)
    keys = [*RUN, *names]
    last = _sums(chosen[chosen["year"] == period.last], keys)
    whole = _sums(chosen[chosen["year"].between(period.first, period.last)], keys)
    return _figures(keys, last, whole, period.years)


def checked_by(by: object) -> tuple[str, ...]:
    """Names of what people are told apart by; InputError for others and for one named twice."""
    given = (by,) if isinstance(by, str) else checked_list(by, name="by")
    if "cohort" in given:
        raise InputError(
            "by=cohort: years of birth are counted for the whole country and crossed with nothing"
            f" (allowed: {', '.join(NAMES)}); see the table cohorts, `nksim compare --by cohort` or"
            " `nksim plot --figure cohorts`"
        )
    names = tuple(checked_choice(name, name="by", allowed=NAMES) for name in given)
    if len({*names}) < len(names):
        raise InputError(f"by={', '.join(names)} names one twice; give each once")
    return names


def checked_among(among: object) -> dict[str, tuple[str, ...]]:
    """Groups that are kept, by province, age or sex; InputError for names that are none."""
    advice = 'write {"province": "Ryanggang", "age": ["0-14", "15-29"]}'
    found = {}
    for key, value in checked_mapping(among, name="among", advice=advice).items():
        known = NAMES[checked_choice(key, name="among", allowed=NAMES)]
        given = (value,) if isinstance(value, str) else checked_list(value, name=f"among {key}")
        found[key] = tuple(checked_choice(one, name=f"among {key}", allowed=known) for one in given)
    return found


def label_of(row: Mapping[Any, Any], by: Sequence[str]) -> str:
    """A group in words.

    >>> label_of({"province": "Kangwon", "age": "50+", "sex": "woman"}, ["province", "sex"])
    'Kangwon, woman'
    """
    return ", ".join(str(row[name]) for name in by) or EVERYONE


def simulated_years(frame: pd.DataFrame) -> Period:
    """The years of a table with a column `year`."""
    return Period(int(frame["year"].min()), int(frame["year"].max()))


def _is_among(cells: pd.DataFrame, among: Mapping[str, Sequence[str]]) -> Any:
    kept = np.ones(len(cells), bool)
    for key, names in among.items():
        kept &= cells[key].isin(names).to_numpy()
    return kept


def _sums(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Counts summed over the cells of each group; the weeks of a year are those of each cell."""
    grouped = cells.groupby(keys, sort=False)
    return grouped.sum(numeric_only=True).assign(weeks=grouped["weeks"].first())


def _figures(
    keys: Sequence[str], last: pd.DataFrame, whole: pd.DataFrame, years: int
) -> pd.DataFrame:
    """Levels and flows of the last year, costs of all years per 1,000 of the mean number living."""
    living = last["living"]
    per_person, a_cost = 1.0 / living.clip(lower=1), 1000.0 / (whole["living"] / years).clip(1)
    made = {"living": living, "watching_share": last["watching"] / last["weeks"] * per_person}
    for name in ("watched_last_year", "ever_watched"):
        made[f"{name}_share"] = last[name] * per_person
    for name in ("new_viewers", "joint_viewings"):
        made[name] = 1000.0 * last[name] * per_person
    for name in ("perceived_risk", "suspicion", "regime_trust"):
        made[name] = last[name] * per_person
    made["person_years_detained"] = a_cost * whole["detained"] / WEEKS_PER_YEAR
    costs = ("deaths", "expected_deaths", "punished", "style_punished", "searched_in_vain")
    for name in (*costs, "reports"):
        made[name] = a_cost * whole[name]
    return _framed(made, keys)


def _framed(made: dict[str, Any], keys: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame({column.name: made[column.name] for column in GROUPS}).reset_index()
    return frame[[*keys, *(column.name for column in GROUPS)]]
