"""A study with its runs, and all that can be said of it: what `nksim.compare` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from nksim.analysis.bounds import bounds
from nksim.analysis.costs import cost_differences
from nksim.analysis.groups import differences_by_group
from nksim.analysis.sentences import LEADING, sentences
from nksim.analysis.under_assumptions import assumption_frame
from nksim.core.checks import checked_choice
from nksim.running.runner import Done, raise_failures
from nksim.store.results import Results
from nksim.studies.assumptions import AS_IT_IS
from nksim.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd

GROUPINGS = ("province", "age", "sex")


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
        names = self.study.outcomes or LEADING
        drawn = self.drawn.results.outcomes
        return bounds(self.results.outcomes, drawn, self.study.baseline.name, names)

    @cached_property
    def under_assumptions(self) -> pd.DataFrame | None:
        """The differences under every assumption, an assumption, alternative and outcome a row.

        None where no other assumptions were asked for.
        """
        if not self.assumed:
            return None
        known = self.study.outcomes
        names = [name for name in LEADING if not known or name in known] or list(known[:4])
        others = {name: other.differences for name, other in self.assumed.items()}
        return assumption_frame({AS_IT_IS: self.differences} | others, names)

    def by_group(self, by: str) -> pd.DataFrame | None:
        """Differences in the last year by `province`, `age` or `sex`; None if no pair is whole.

        Raises InputError for another grouping.
        """
        checked_choice(by, name="by", allowed=GROUPINGS)
        if self.differences.empty:
            return None
        return differences_by_group(self.results.groups, self.study.baseline.name, by)

    @property
    def costs(self) -> pd.DataFrame:
        """What each alternative cost people, against the baseline, a cost a row."""
        return cost_differences(self.results.ledger, self.study.baseline.name)

    @property
    def sentences(self) -> list[str]:
        """What the differences say, in words."""
        return sentences(self.differences, self.study.baseline.name)

    def raise_failures(self) -> None:
        """RunError that names the runs that failed, if any did, here or in what was added."""
        added = [] if self.drawn is None else [self.drawn]
        for one in (self, *added, *self.assumed.values()):
            runs = len(one.study.scenarios) * one.study.replicates
            raise_failures(one.done, runs, one.results.folder)
