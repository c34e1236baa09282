"""What a report speaks of: stored results, read once and only as far as they are needed.

Weekly tables of ten thousand runs are large; only the columns that figures show are read of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nksim.analysis.comparison_tables import WEEKLY, ComparisonTables, comparison_tables
from nksim.analysis.costs import cost_differences
from nksim.analysis.curves import ORIGINS, SPREAD, Spread, spread_of
from nksim.analysis.groups import differences_by_group
from nksim.analysis.over_time import TELLING
from nksim.analysis.parting import parting_years
from nksim.analysis.splits import SHARE_COLUMNS
from nksim.analysis.surveys import asked_of
from nksim.core.errors import StoreError
from nksim.observations.groups import group_frame
from nksim.observations.period import Period
from nksim.store.compared import ASSUMPTIONS_TABLE, SHARES, Compared, compared_in, table_in
from nksim.store.results import Results

if TYPE_CHECKING:
    import pandas as pd

    from nksim.scenario.scenario import Scenario

GROUPINGS = ("province", "age", "sex")
BY_GROUP = ("punished", "watched_last_year_share")
TIES = (
    "mean_bond",
    "complicit_share",
    "ties_worn",
    "strong_tie_share",
    "weak_tie_share",
    "suspicion",
    "reports",
)
MOST_SEEDS = 400  # whose weeks are drawn: more change no curve that can be seen
MOST_SPREADS = 6  # scenarios whose curves are drawn where nothing was compared


@dataclass(frozen=True, eq=False)
class Facts:
    """The results of one folder, and what was compared in it."""

    results: Results
    compared: Compared | None

    @property
    def baseline(self) -> str:
        """The scenario against which others are set; the first where nothing was compared."""
        return self.compared.baseline if self.compared else self.results.scenario_names[0]

    @cached_property
    def scenario(self) -> Scenario:
        """The resolved scenario of the baseline."""
        return self.results.scenarios[self.baseline]

    @cached_property
    def period(self) -> Period:
        """The years that differences are about."""
        asked = self.compared.period if self.compared else None
        return asked or parting_years(list(self.results.scenarios.values()))

    @property
    def seeds(self) -> list[int]:
        """All seeds, in order."""
        return sorted({run.seed for run in self.results.runs})

    @cached_property
    def differences(self) -> pd.DataFrame | None:
        """What was compared; None where nothing was, or no pair is whole."""
        if self.compared is None:
            return None
        try:
            found = self.results.differences
        except StoreError:
            return None
        return None if found.empty else found

    @cached_property
    def costs(self) -> pd.DataFrame | None:
        """What each policy cost people."""
        if self.differences is None or "ledger" not in self.results.tables:
            return None
        return cost_differences(self.results.ledger, self.baseline, self.period)

    @cached_property
    def ties(self) -> pd.DataFrame | None:
        """Differences of the outcomes that are about ties."""
        if self.differences is None:
            return None
        rows = self.differences[self.differences["outcome"].isin(TIES)]
        return None if rows.empty else rows

    def groups(self, by: str) -> pd.DataFrame | None:
        """Differences by group in the period, with how many people a group has in a run."""
        if self.differences is None or "cells" not in self.results.tables:
            return None
        over = (self.period.first, self.period.last)
        groups = group_frame(self.results.cells, by, over=over)
        return differences_by_group(groups, self.baseline, [by], BY_GROUP)

    @cached_property
    def weekly(self) -> ComparisonTables | None:
        """What the weekly figures of a comparison show."""
        names = self.results.tables
        if self.differences is None or not {"series", "ledger", "cells"} <= {*names}:
            return None
        return comparison_tables(_Lean(self.results), self.baseline, self.period)

    def spreads(self) -> list[Spread]:
        """The spread curves of the first scenarios, where nothing was compared."""
        if self.differences is not None or "series" not in self.results.tables:
            return []
        columns = [f"{part}{origin}_share" for part in SPREAD for origin in ORIGINS]
        lean = _Lean(self.results, columns)
        return [spread_of(lean, name) for name in self.results.scenario_names[:MOST_SPREADS]]

    @cached_property
    def asked(self) -> pd.DataFrame | None:
        """What real surveys asked, of the baseline; None where none did."""
        if "survey" not in self.results.tables:
            return None
        rows = self.results.survey
        asked = asked_of(rows[rows["scenario"] == self.baseline])
        return None if asked.empty else asked

    @cached_property
    def assumptions(self) -> pd.DataFrame | None:
        """The differences under other assumptions, where they were asked for."""
        return table_in(self.results.folder, ASSUMPTIONS_TABLE)

    @cached_property
    def explained(self) -> pd.DataFrame | None:
        """How much was put in and how much came out, where that was asked for."""
        found = table_in(self.results.folder, SHARES)
        if found is not None and not set(SHARE_COLUMNS) <= set(found.columns):
            raise StoreError(
                f"{self.results.folder / SHARES} is no table of nksim explain; delete it and run"
                " nksim explain again"
            )
        return found


def facts_of(results: Results) -> Facts:
    """What a report says of these results; StoreError if they are damaged."""
    return Facts(results, compared_in(results.folder))


def _of_first_seeds(results: Results) -> Results:
    """The same results with as many seeds as are drawn; figures say of how many runs they are."""
    seeds = {*sorted({run.seed for run in results.runs})[:MOST_SEEDS]}
    runs = tuple(run for run in results.manifest.runs if run.seed in seeds)
    return Results(results.folder, replace(results.manifest, runs=runs))


class _Lean:
    """Stored runs of which only the columns of weekly figures are read."""

    def __init__(self, results: Results, columns: list[str] | None = None) -> None:
        self._results = _of_first_seeds(results)
        weekly = (name for name in WEEKLY if name != "detained_share")
        self._columns = columns or list(dict.fromkeys((*weekly, *TELLING, "detained")))

    @cached_property
    def series(self) -> pd.DataFrame:
        """Weekly figures, as far as they are shown."""
        columns = ["date", "province", "living", *self._columns]
        return self._results.table("series", list(dict.fromkeys(columns)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._results, name)
