"""A results folder comes in, an object leaves whose tables are read when they are asked for.

Shown are the runs of each scenario as it was run last; runs of an earlier text of the same scenario stay in the
folder under their own hash and are never mixed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import StoreError
from nksim.observations.tables import TABLES
from nksim.store.manifest import Manifest, StoredRun, load_manifest
from nksim.store.saving import EVENTS, RUN, scenario_path

if TYPE_CHECKING:
    import pandas as pd

    from nksim.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Results:
    """Stored runs: every table is tidy and begins with scenario, replicate and seed."""

    folder: Path
    manifest: Manifest

    @property
    def runs(self) -> tuple[StoredRun, ...]:
        """The runs shown."""
        return self.manifest.shown_runs

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The resolved scenarios by name."""
        from nksim.scenario.loading import load_scenario

        return {run.scenario: load_scenario(self.folder / scenario_path(run.scenario, run.scenario_hash)) for run in self.runs}

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

    def table(self, name: str) -> pd.DataFrame:
        """One table of all runs shown, in the order of scenario and replicate."""
        import pandas as pd

        if name not in (*TABLES, EVENTS):
            raise KeyError(f"no table {name!r}; the tables: {', '.join((*TABLES, EVENTS))}")
        parts = [self._part(name, part) for part in dict.fromkeys(run.part for run in self.runs if name != EVENTS or run.events)]
        whole = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
        return whole.sort_values(["scenario", "replicate", "seed"], kind="stable", ignore_index=True)

    def _part(self, name: str, part: str) -> pd.DataFrame:
        import pandas as pd

        path = self.folder / name / f"{part}.parquet"
        try:
            rows = pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise StoreError(f"{path} cannot be read: {error}; run the same command again in another folder") from error
        keys = {run.key for run in self.runs if run.part == part}
        return rows[rows[RUN].isin(keys)].drop(columns=RUN)


def open_results(folder: str | Path) -> Results:
    """The results in a folder; StoreError if there are none."""
    folder = Path(folder)
    manifest = load_manifest(folder)
    if not manifest.shown_runs:
        raise StoreError(f"folder={folder} holds no finished run; run the same command again")
    return Results(folder, manifest)
