"""The table that a fit has left in its folder, asked whether such a fit finds what is true."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.errors import InputError
from nksim.inference.calibration.asked import load_asked
from nksim.inference.calibration.observed import Observed
from nksim.inference.calibration.proposing import anywhere, key_of
from nksim.inference.calibration.recovering import TRUTHS, Recovery, recover
from nksim.inference.calibration.remembering import RUNS, by_seed
from nksim.inference.calibration.weighing import table_of
from nksim.store.locking import writing_to
from nksim.store.writing import write_all, write_csv

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

RECOVERY, RANKS = "recovery.csv", "ranks.csv"


@dataclass(frozen=True, eq=False)
class Table:
    """Runs anywhere in the ranges: (runs, keys) shares, (runs, figures) what each said."""

    keys: tuple[str, ...]
    observed: tuple[Observed, ...]
    shares: NDArray[np.float64]
    statistics: NDArray[np.float64]


def table_in(folder: Path) -> Table:
    """The runs of the table that are finished and say something; bounds are left out of it.

    A bound is no figure with an error, so no made-up truth can have one. Raises InputError for a
    folder that is none of a fit.
    """
    asked = load_asked(folder)
    keys, observed = tuple(asked["parameters"]), tuple(_figures(asked["targets"]))
    shares = anywhere(asked["seed"], len(keys), asked["table"])
    runs = by_seed(folder / RUNS)
    said = [runs.get(key_of(asked["seed"], 0, number), {}) for number in range(len(shares))]
    statistics = table_of(said, [row.id for row in observed])
    says = ~np.isnan(statistics).any(axis=1)
    return Table(keys, observed, shares[says], statistics[says])


@dataclass(frozen=True, eq=False)
class FolderRecovery(Recovery):
    """A recovery and the folder of its fit, in which its tables are left."""

    folder: Path

    @property
    def rank_frame(self) -> pd.DataFrame:
        """A row a truth, a column a number."""
        import pandas as pd

        return pd.DataFrame(self.ranks, columns=list(self.keys))

    @property
    def files(self) -> list[Path]:
        """The tables that are left."""
        return [self.folder / RECOVERY, self.folder / RANKS]


def recover_folder(folder: Path, truths: int = TRUTHS) -> FolderRecovery:
    """Ask the table of a fit, and leave recovery.csv and ranks.csv beside it.

    Raises InputError for a folder without a fit, and for too few runs.
    """
    table = table_in(folder)
    made = recover(table.keys, table.observed, table.shares, table.statistics, truths=truths)
    found = FolderRecovery(made.keys, made.ranks, made.nearer, made.contraction, folder)
    tables = {RECOVERY: found.table, RANKS: found.rank_frame}
    files = {name: write_csv(each, "%.6g") for name, each in tables.items()}
    with writing_to(folder):
        write_all(folder, files)
    return found


def _figures(targets: dict[str, Any]) -> list[Observed]:
    figures = [
        Observed(name, value, sd) for name, (value, sd, bound) in targets.items() if not bound
    ]
    if not figures:
        raise InputError("the fit in this folder has bounds only; there is nothing to recover")
    return figures
