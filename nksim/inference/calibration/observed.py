"""What a run is judged by: the statistics that were observed, each with how surely it is known.

They are rows of the evidence with their `sd_total` (sampling, wording and who escapes), or those of
a file with the same columns: a new survey, or figures that the model made itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf, isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.custody import bounds
from nksim.analysis.late_levers import last_departure
from nksim.core.characters import visible
from nksim.core.errors import MOST_FAULTS, InputError
from nksim.core.reading import read_rows, twice
from nksim.evidence.register import targets
from nksim.observations.questions import simulated
from nksim.scenario.keys import nearest
from nksim.scenario.shipped import located

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST_FILE = 1 << 20
NEEDED = ("id", "value", "sd_total")


@dataclass(frozen=True)
class Observed:
    """One statistic and how surely it is known: `sd` in the unit of `value`.

    A `bound` costs nothing below `value`, and beyond it as much as any figure that far off.
    `within` is how many `sd` the best draw may miss it by, where a draw is found that does not.
    """

    id: str
    value: float
    sd: float
    bound: bool = False
    within: float = inf


# Beside the core: how often viewers watched (C8e is what the others leave), and what the young say.
# Sd by which the best draw may miss a figure: for the core 1.5 with room for luck, else 2.
CORE_WITHIN, FURTHER_WITHIN = 1.35, 2.0
FURTHER = ("C8a", "C8b", "C8c", "C8d", "C15", "C16", "C17")


def core_targets() -> tuple[Observed, ...]:
    """The rows of the evidence marked core."""
    return tuple(
        Observed(row.id, row.value, row.sd_total, within=CORE_WITHIN)
        for row in targets()
        if row.core
    )


def fitted_targets() -> tuple[Observed, ...]:
    """What a fit is asked unless other figures are named: the core, `FURTHER`, and the bounds."""
    further = [row for row in targets() if row.id in FURTHER]
    asked = tuple(
        Observed(row.id, row.value, row.sd_total, within=FURTHER_WITHIN) for row in further
    )
    return (*core_targets(), *asked, *custody_bounds())


def custody_bounds() -> tuple[Observed, ...]:
    """People in political camps on all grounds, of years in which those who are asked lived there.

    Up to the highest estimate a number costs nothing; beyond it as much as it lies beyond in
    distances from the best estimate to the highest.
    """
    return tuple(
        Observed(row.id, row.high, row.high - row.value, bound=True)
        for row in bounds()
        if row.year <= last_departure()
    )


def load_targets(path: str | Path) -> tuple[Observed, ...]:
    """The statistics of a CSV file with the columns id, value, sd_total.

    InputError with all that is wrong in it.
    """
    path = located(path)
    (_, columns), *lines = [*read_rows(path, what="targets", limit=LARGEST_FILE)] or [(1, [])]
    if lacking := [name for name in NEEDED if name not in columns]:
        raise InputError(
            f"targets={path}: columns are missing: {', '.join(lacking)} (needed"
            f" {', '.join(NEEDED)})"
        )
    if not lines:
        raise InputError(
            f"targets={path} holds no rows; give one for each statistic, for example C4,0.83,0.04"
        )
    rows = [dict(zip(columns, line, strict=False)) for _, line in lines]
    if faults := list(islice(_faults(columns, lines), MOST_FAULTS)):
        raise InputError("\n".join(f"targets={path}{visible(fault)}" for fault in faults))
    return tuple(Observed(row["id"], float(row["value"]), float(row["sd_total"])) for row in rows)


def _faults(columns: Sequence[str], lines: Sequence[tuple[int, list[str]]]) -> Iterator[str]:
    """All that is wrong in a table, with its lines."""
    for name in twice(columns):
        yield f": the column {name} is there twice"
    ids = []
    for number, line in lines:
        row = dict(zip(columns, line, strict=False))
        ids.append(row.get("id", ""))
        if fault := _fault_of_length(columns, line) or _fault(row):
            yield f" line {number}: {fault}"
    for name in twice(ids):
        yield f": id={name} is given twice; a statistic counts once"


def deviations(
    statistics: NDArray[np.float64], observed: Sequence[Observed]
) -> NDArray[np.float64]:
    """How far statistics lie from the figures in `sd_total`, shape (runs, figures).

    Below a bound by nothing.
    """
    found = (statistics - [row.value for row in observed]) / [row.sd for row in observed]
    bounds = [row.bound for row in observed]
    return np.where(bounds, np.maximum(found, 0.0), found)


def distance(simulated: Mapping[str, float], observed: Sequence[Observed]) -> float:
    """The root mean square deviation in units of `sd_total`.

    Infinite if the model gives no value for a row.
    """
    if any(row.id not in simulated for row in observed):
        return inf
    found = deviations(np.array([[simulated[row.id] for row in observed]]), observed)
    return float(np.sqrt(np.mean(found**2)))


def _fault_of_length(columns: Sequence[str], line: Sequence[str]) -> str:
    return "" if len(line) == len(columns) else f"has {len(line)} values for {len(columns)} columns"


def _fault(row: Mapping[str, str]) -> str:
    known = [target.id for target in targets() if target.statistic in simulated()]
    if row["id"] not in known:
        return (
            f"id={row['id'][:40]} is no row of the evidence that the model"
            f" answers{nearest(row['id'], known)} (allowed {', '.join(known)})"
        )
    try:
        value, sd = float(row["value"]), float(row["sd_total"])
    except ValueError:
        return (
            f"id={row['id']}: value={row['value'][:40]} and sd_total={row['sd_total'][:40]} must"
            " be numbers"
        )
    return (
        ""
        if isfinite(value) and isfinite(sd) and sd > 0
        else f"id={row['id']}: value={value:g} must be a number and sd_total={sd:g} above 0"
    )
