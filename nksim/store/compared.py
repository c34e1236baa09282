"""What a comparison leaves in a results folder beside its runs: the study, and tables of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import StoreError
from nksim.observations.period import Period
from nksim.store.reading import read_bytes, read_json

if TYPE_CHECKING:
    import pandas as pd

SHARES = "shares.csv"  # of nksim explain: what was put in and what came out
STUDY, BOUNDS, ASSUMPTIONS_TABLE = "study.json", "bounds.csv", "assumptions.csv"


@dataclass(frozen=True)
class Compared:
    """What was compared with what: names as in the study, in its order."""

    name: str
    description: str
    baseline: str
    alternatives: tuple[str, ...]
    period: Period | None = None  # that was asked about; folders of 0.1.0 do not say
    leading: tuple[str, ...] = ()


def compared_in(folder: Path) -> Compared | None:
    """The study whose comparison lies in a folder; None if nothing was compared there.

    Raises StoreError if its file is damaged.
    """
    path = folder / STUDY
    try:
        content = read_json(path)
    except FileNotFoundError:
        return None
    try:
        return compared_of(content)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise StoreError(
            f"{path} is no study ({error}); delete it and run the same command again"
        ) from error


def table_in(folder: Path, name: str) -> pd.DataFrame | None:
    """One of the CSV tables of a comparison; None if it is not there."""
    import io

    import pandas as pd

    path = folder / name
    try:
        return pd.read_csv(io.BytesIO(read_bytes(path)))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise StoreError(
            f"{path} cannot be read ({error}); delete it and run the same command again"
        ) from error


def compared_of(content: Mapping[str, Any]) -> Compared:
    """The study that a file of a comparison holds."""
    alternatives = tuple(str(name) for name in content["alternatives"])
    words = [str(content[key]) for key in ("name", "description", "baseline")]
    years = content.get("period")
    period = None if years is None else Period(int(years[0]), int(years[1]))
    leading = tuple(str(name) for name in content.get("leading", ()))
    return Compared(words[0], words[1], words[2], alternatives, period, leading)
