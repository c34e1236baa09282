"""What a run is judged by: the statistics that were observed, each with how surely it is known.

They are the rows of the evidence marked core with their `sd_total` (sampling, wording and who escapes), or those of a file
with the same columns: a new survey, or figures that the model made itself.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from pathlib import Path

from nksim.core.errors import InputError
from nksim.evidence.register import targets
from nksim.observations.questions import SIMULATED
from nksim.scenario.keys import nearest
from nksim.scenario.shipped import located

NEEDED = ("id", "value", "sd_total")


@dataclass(frozen=True)
class Observed:
    """One statistic and how surely it is known: `sd` in the unit of `value`."""

    id: str
    value: float
    sd: float


def core_targets() -> tuple[Observed, ...]:
    """The rows of the evidence that may be fitted to."""
    return tuple(Observed(row.id, row.value, row.sd_total) for row in targets() if row.core)


def load_targets(path: str | Path) -> tuple[Observed, ...]:
    """The statistics of a CSV file with the columns id, value, sd_total; InputError with all that is wrong in it."""
    columns, rows = _table(located(path))
    lacking = [name for name in NEEDED if name not in columns]
    if lacking:
        raise InputError(
            f"targets={path}: columns are missing: {', '.join(lacking)} (needed {', '.join(NEEDED)})"
        )
    if not rows:
        raise InputError(
            f"targets={path} holds no rows; give one for each statistic, for example C4,0.83,0.04"
        )
    faults = [
        f"targets={path} line {line}: {fault}"
        for line, row in enumerate(rows, 2)
        if (fault := _fault(row))
    ]
    ids = [row["id"] for row in rows]
    faults += [
        f"targets={path}: id={name} is given twice; a statistic counts once"
        for name in dict.fromkeys(ids)
        if ids.count(name) > 1
    ]
    if faults:
        raise InputError("\n".join(faults))
    return tuple(Observed(row["id"], float(row["value"]), float(row["sd_total"])) for row in rows)


def distance(simulated: Mapping[str, float], observed: Sequence[Observed]) -> float:
    """The root mean square deviation in units of `sd_total`; infinite if the model gives no value for a row."""
    return (
        least_distance(simulated, observed) if all(row.id in simulated for row in observed) else inf
    )


def least_distance(simulated: Mapping[str, float], observed: Sequence[Observed]) -> float:
    """The distance if every row without a value were met exactly: whatever it turns out to be, the distance is no less."""
    return sqrt(sum(_squares(simulated, observed)) / len(observed))


def _squares(simulated: Mapping[str, float], observed: Sequence[Observed]) -> Iterator[float]:
    for row in observed:
        if row.id in simulated:
            deviation = (simulated[row.id] - row.value) / row.sd
            yield deviation * deviation


def _table(path: Path) -> tuple[Sequence[str], list[dict[str, str]]]:
    """The names of the columns and the rows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            return reader.fieldnames or (), rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            f"targets={path} cannot be read: {error}; give a CSV file with the columns {', '.join(NEEDED)}"
        ) from None


def _fault(row: Mapping[str, str]) -> str:
    known = [target.id for target in targets() if target.statistic in SIMULATED]
    if row["id"] not in known:
        return f"id={row['id']} is no row of the evidence that the model answers{nearest(str(row['id']), known)} (allowed {', '.join(known)})"
    try:
        value, sd = float(row["value"]), float(row["sd_total"])
    except (TypeError, ValueError):
        return (
            f"id={row['id']}: value={row['value']} and sd_total={row['sd_total']} must be numbers"
        )
    return (
        ""
        if isfinite(value) and isfinite(sd) and sd > 0
        else f"id={row['id']}: value={value:g} must be a number and sd_total={sd:g} above 0"
    )
