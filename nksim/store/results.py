"""An opened results folder, whose tables are read and checked when they are asked for.

Shown are the runs of each scenario as it was run last; runs of an earlier text of the same scenario
stay in the folder under their own hash and are never mixed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nksim.core.cards import card, names_in_short
from nksim.core.checks import checked_path
from nksim.core.errors import StoreError
from nksim.observations.groups import Among, By, group_frame
from nksim.observations.tables import DECLARED, RUN_KEYS, TABLES
from nksim.store.finished import EVENTS
from nksim.store.manifest import Manifest, StoredRun
from nksim.store.manifest_file import load_manifest, to_repair
from nksim.store.parts import RUN, joined, read_part, rows_of
from nksim.store.saving import DESIGN
from nksim.store.scenarios import load_stored
from nksim.store.sealing import read_rows, tables_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from nksim.scenario.scenario import Scenario

DIFFERENCES = "differences.parquet"


@dataclass(frozen=True, eq=False)
class Results:
    """Stored runs: every table is tidy and begins with scenario, replicate and seed."""

    folder: Path
    manifest: Manifest

    @property
    def runs(self) -> tuple[StoredRun, ...]:
        """The runs shown."""
        return self.manifest.shown_runs

    @property
    def failures(self) -> pd.DataFrame:
        """The runs that failed, each with its error."""
        import pandas as pd

        rows = [
            (run.scenario, run.replicate, run.seed, run.error) for run in self.manifest.failures
        ]
        return pd.DataFrame(rows, columns=["scenario", "replicate", "seed", "error"])

    @property
    def progress(self) -> tuple[int, int]:
        """How many runs are finished, of how many."""
        return len(self.runs), max(self.manifest.expected, len(self.runs))

    @property
    def scenario_names(self) -> tuple[str, ...]:
        """The scenarios shown, in the order in which they were asked for."""
        with_runs = {run.scenario for run in self.runs}
        return tuple(name for name, _ in self.manifest.shown if name in with_runs)

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The resolved scenarios by name; where each seed has a draw of its own, the last one's."""
        return {
            run.scenario: self.scenario_of(run)
            for run in {run.scenario: run for run in self.runs}.values()
        }

    def scenario_of(self, run: StoredRun) -> Scenario:
        """The resolved scenario of one run."""
        key = (run.scenario, run.scenario_hash)
        if key not in self._loaded:
            self._loaded[key] = load_stored(self.folder, run)
        return self._loaded[key]

    @cached_property
    def _loaded(self) -> dict[tuple[str, str], Scenario]:
        return {}

    @cached_property
    def design(self) -> pd.DataFrame | None:
        """The points of a sweep: a row a scenario, a column a varied value; None if it is none."""
        return self._single(DESIGN)

    @cached_property
    def differences(self) -> pd.DataFrame:
        """How alternatives differ from the baseline, a row an alternative and outcome.

        Raises StoreError if nothing was compared.
        """
        found = self._single(DIFFERENCES)
        if found is None:
            raise StoreError(
                f"folder={self.folder} holds no comparison; make one with `nksim compare`"
            )
        return found

    @cached_property
    def series(self) -> pd.DataFrame:
        """Weekly figures of the country (province "all") and of each province."""
        return self.table("series")

    @cached_property
    def layers(self) -> pd.DataFrame:
        """Weekly figures of each layer of ties."""
        return self.table("layers")

    @cached_property
    def environment(self) -> pd.DataFrame:
        """What people lived under, week by week and province by province."""
        return self.table("environment")

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row a run: the numbers that judge it."""
        return self.table("outcomes")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What each year cost people and the state."""
        return self.table("ledger")

    @cached_property
    def survey(self) -> pd.DataFrame:
        """The virtual survey beside the truth and the real figures."""
        return self.table("survey")

    @cached_property
    def levers(self) -> pd.DataFrame:
        """The levers of each run with their dates."""
        return self.table("levers")

    @cached_property
    def events(self) -> pd.DataFrame | None:
        """Single events of the runs that kept them; None if none did."""
        return self.table(EVENTS) if any(run.events for run in self.runs) else None

    @cached_property
    def outcome_years(self) -> pd.DataFrame:
        """One row a run and calendar year: the same numbers of that year alone."""
        return self.table("outcome_years")

    @cached_property
    def layer_years(self) -> pd.DataFrame:
        """Yearly figures of each layer of ties."""
        return self.table("layer_years")

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Yearly counts of each cell of province, age band and sex."""
        return self.table("cells")

    @cached_property
    def cohorts(self) -> pd.DataFrame:
        """Birth cohorts year by year; without rows where people do not live and die."""
        return self.table("cohorts")

    def groups(
        self,
        by: By = (),
        among: Among | None = None,
        *,
        at: int | None = None,
        over: Sequence[int] | None = None,
    ) -> pd.DataFrame:
        """Figures by province, age and sex, crossed as named, in a year or over years.

        The arguments are those of `nksim.observations.groups.group_frame`. Folders of version
        0.1.0 keep `table("groups")` instead, by one of them at a time.
        """
        return group_frame(self.cells, by, among, at=at, over=over)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that these runs have kept."""
        parts = {run.part for run in self.runs}
        kept = {name for part in parts for name in tables_of(self.manifest, self.folder, part)}
        return tuple(name for name in (*TABLES, EVENTS) if name in kept)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One table of all runs shown: scenarios in the order asked for, then by replicate.

        With `columns` only these are read, beside the keys.

        StoreError if the runs have not kept it.
        """
        if name not in DECLARED:
            raise KeyError(f"no table {name!r}; the tables: {', '.join((*TABLES, EVENTS))}")
        wanted = None if columns is None else [*(key.name for key in RUN_KEYS), *columns, RUN]
        counts = {
            column.name: column.dtype
            for column in DECLARED.get(name, ())
            if column.dtype == "Int64"
        }  # whole numbers that may be missing
        whole: pd.DataFrame = self._rows(name, wanted).to_pandas()
        whole = whole.astype({column: dtype for column, dtype in counts.items() if column in whole})
        order = {name: place for place, name in enumerate(self.scenario_names)}
        keys = {
            "scenario": whole["scenario"].map(order),
            "replicate": whole["replicate"],
            "seed": whole["seed"],
        }
        return whole.iloc[
            np.lexsort([keys["seed"], keys["replicate"], keys["scenario"]])
        ].reset_index(drop=True)

    def _repr_html_(self) -> str:
        """The folder as a notebook shows it."""
        finished, expected = self.progress
        facts = {
            "runs": f"{finished:,} of {expected:,}",
            "failed": len(self.manifest.failures) or "",
            "scenarios": names_in_short(list(self.scenario_names)),
            "tables": ", ".join(self.tables),
            "made by": self.manifest.command,
        }
        return card(f"Results in {self.folder}", facts)

    def _rows(self, name: str, columns: Sequence[str] | None) -> pa.Table:
        """The rows of the runs shown; read again if a writer has moved them meanwhile."""
        wanted = {run.key for run in self.runs}
        while True:
            manifest = load_manifest(self.folder)
            try:
                rows = self._read(manifest, wanted, name, columns)
            except StoreError:
                if load_manifest(self.folder).files == manifest.files:
                    raise
                continue
            if load_manifest(self.folder).parts == manifest.parts:
                return rows

    def _read(
        self, manifest: Manifest, wanted: set[str], name: str, columns: Sequence[str] | None
    ) -> pa.Table:
        by_part: dict[str, list[str]] = {}
        for run in manifest.runs:
            if run.key in wanted and run.part:
                by_part.setdefault(run.part, []).append(run.key)
        if sum(map(len, by_part.values())) < len(wanted):
            raise StoreError(
                f"folder={self.folder} does not hold all its runs any more; open it again"
            )
        present = [part for part in by_part if name in tables_of(manifest, self.folder, part)]
        if not present:
            raise StoreError(
                f"folder={self.folder} keeps no table {name}; a study keeps "
                f"{', '.join(self.tables)}; `nksim run` keeps all"
            )
        parts = {part: read_rows(manifest, self.folder, name, part, columns) for part in present}
        whole = joined([rows_of(rows, by_part[part]) for part, rows in parts.items()])
        if name == "outcomes" and whole.num_rows != len(wanted):
            raise StoreError(
                f"{self.folder / name} holds {whole.num_rows} of {len(wanted)} runs; "
                f"{to_repair(self.folder)}"
            )
        return whole.drop_columns(RUN)

    def _single(self, name: str) -> pd.DataFrame | None:
        path = self.folder / name
        try:
            frame: pd.DataFrame | None = read_part(path).to_pandas() if path.exists() else None
        except StoreError as error:
            raise StoreError(f"{error}; delete it and run the same command again") from error
        return frame


def open_results(folder: str | Path) -> Results:
    """The results in a folder; StoreError if there are none."""
    folder = checked_path(folder, name="folder")
    manifest = load_manifest(folder)
    if not manifest.shown_runs:
        raise StoreError(f"folder={folder} holds no finished run; run the same command again")
    return Results(folder, manifest)
