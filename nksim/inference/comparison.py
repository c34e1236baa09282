"""A study with its runs, and all that can be said of it: what `nksim.compare` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from nksim.analysis.birth_cohorts import SHARES as OF_COHORTS
from nksim.analysis.birth_cohorts import cohort_groups
from nksim.analysis.bounds import bounds
from nksim.analysis.costs import cost_differences
from nksim.analysis.groups import OF_LAYERS, differences_by_group
from nksim.analysis.measuring import measured
from nksim.analysis.parting import parting_years
from nksim.analysis.sentences import sentences
from nksim.analysis.under_assumptions import assumption_frame
from nksim.core.cards import card
from nksim.core.checks import checked_choice
from nksim.core.errors import InputError
from nksim.observations.cells import NAMES
from nksim.observations.groups import EVERYONE, Among, By, checked_among, checked_by
from nksim.observations.period import Period
from nksim.running.runner import Done, raise_failures
from nksim.store.results import Results
from nksim.studies.assumptions import AS_IT_IS
from nksim.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd

LAYER, COHORT = ALONE = ("layer", "cohort")


@dataclass(frozen=True, eq=False)
class Comparison:
    """A study with its runs: `differences` says what came out, `done` what was made.

    `drawn` is the same study with numbers drawn from a posterior, `assumed` that under each other
    assumption, by its name; both only where they were asked for.
    """

    study: Study
    results: Results
    differences: pd.DataFrame
    done: Done
    drawn: Comparison | None = None
    assumed: Mapping[str, Comparison] = field(default_factory=dict)

    @cached_property
    def bounds(self) -> pd.DataFrame | None:
        """Ranges at fixed and at drawn numbers, an alternative and outcome a row.

        They say what the data leave open; None without a posterior.
        """
        if self.drawn is None:
            return None
        fixed, drawn = (measured(one.results, self.period) for one in (self, self.drawn))
        return bounds(fixed, drawn, self.study.baseline.name, self.study.in_first_table)

    @cached_property
    def under_assumptions(self) -> pd.DataFrame | None:
        """The differences under every assumption, an assumption, alternative and outcome a row.

        None where no other assumptions were asked for.
        """
        if not self.assumed:
            return None
        others = {name: other.differences for name, other in self.assumed.items()}
        names = self.study.in_first_table
        return assumption_frame({AS_IT_IS: self.differences} | others, names)

    @property
    def period(self) -> Period:
        """The years that the differences are about."""
        return period_of(self.study)

    @cached_property
    def leading(self) -> pd.DataFrame:
        """The differences of the outcomes that matter most, the study's own or the usual six.

        Alternatives stand in the order of the study, outcomes in that of the first table.
        """
        places = {name: place for place, name in enumerate(self.study.in_first_table)}
        order = {one.name: place for place, one in enumerate(self.study.scenarios)}
        rows = self.differences[self.differences["outcome"].isin(places)]
        keys = {"scenario": order, "outcome": places}
        return rows.sort_values(
            ["scenario", "outcome"], key=lambda column: column.map(keys[str(column.name)])
        ).reset_index(drop=True)

    def by_group(self, by: By, among: Among | None = None) -> pd.DataFrame | None:
        """Differences of groups in the period; None if no pair is whole.

        `by` are one or several of province, age and sex, crossed, or by itself `cohort` of birth
        or `layer` of ties; `among` keeps some people, e.g. {"sex": "woman"}. Raises InputError for
        other names, and for cohorts where nobody is born and dies.
        """
        names = check_grouping(by, among)
        if self.differences.empty:
            return None
        baseline = self.study.baseline.name
        if names == (LAYER,):
            years = self.results.layer_years
            last = years[years["year"] == self.period.last]
            return differences_by_group(last, baseline, names, OF_LAYERS)
        if names == (COHORT,):
            cohorts = cohort_groups(self.results.cohorts, self.period.last)
            return differences_by_group(cohorts, baseline, names, OF_COHORTS)
        over = (self.period.first, self.period.last)
        groups = self.results.groups(names, among, over=over)
        found = differences_by_group(groups, baseline, names)
        return found.assign(group=[_named(group, among) for group in found["group"]])

    @property
    def costs(self) -> pd.DataFrame:
        """What each alternative cost people in the period, a cost a row."""
        return cost_differences(self.results.ledger, self.study.baseline.name, self.period)

    @property
    def sentences(self) -> list[str]:
        """What the differences say, in words."""
        return sentences(self.leading, self.study.baseline.name, self.study.in_first_table)

    def _repr_html_(self) -> str:
        """The comparison as a notebook shows it: what it says, in sentences."""
        lines = self.sentences
        headings = [place for place, line in enumerate(lines) if not line.startswith(" ")]
        ends = [*headings[1:], len(lines)]
        facts = {
            lines[first].rstrip(":"): "; ".join(line.strip() for line in lines[first + 1 : last])
            for first, last in zip(headings, ends, strict=True)
        }
        return card(f"Comparison {self.study.name}: {self.study.replicates} replicates", facts)

    def raise_failures(self) -> None:
        """RunError that names the runs that failed, if any did, here or in what was added."""
        added = [] if self.drawn is None else [self.drawn]
        for one in (self, *added, *self.assumed.values()):
            runs = len(one.study.scenarios) * one.study.replicates
            raise_failures(one.done, runs, one.results.folder)


def period_of(study: Study) -> Period:
    """The years that a study asks about, by default those in which its scenarios differ."""
    return study.period or parting_years(study.scenarios)


def check_grouping(by: By, among: Among | None = None) -> tuple[str, ...]:
    """Names of what people are told apart by; InputError for what runs do not keep."""
    checked_among(among or {})
    names = (by,) if isinstance(by, str) else tuple(by)
    own = next((name for name in ALONE if name in names), None)
    if own is None:
        for name in names:
            checked_choice(name, name="by", allowed=(*NAMES, *ALONE))
        return checked_by(names)
    if len(names) > 1 or among:
        raise InputError(
            f"by={','.join(names)} crosses what is counted for the whole country only; give {own}"
            " by itself, without among"
        )
    return names


def _named(group: str, among: Among | None) -> str:
    """A group in words, with those among whom it was taken."""
    kept = ["/".join(names) for names in checked_among(among or {}).values()]
    return ", ".join([*kept, *([] if kept and group == EVERYONE else [group])])
