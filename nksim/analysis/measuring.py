"""Outcomes of stored runs over the years that are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from nksim.core.errors import InputError
from nksim.observations.outcome_years import outcomes_over

if TYPE_CHECKING:
    from collections.abc import Sized
    from pathlib import Path

    import pandas as pd

    from nksim.observations.period import Period


class MeasuredRuns(Protocol):
    """Stored runs with the outcomes of each of their years."""

    @property
    def folder(self) -> Path:
        """Where they lie."""

    @property
    def runs(self) -> Sized:
        """The runs."""

    @property
    def outcome_years(self) -> pd.DataFrame:
        """A row a run and year."""


def measured(results: MeasuredRuns, period: Period) -> pd.DataFrame:
    """Outcomes over these years, a row a run.

    InputError for a folder in which some runs are of a version that did not keep single years.
    """
    outcomes = outcomes_over(results.outcome_years, period)
    lacking = len(results.runs) - len(outcomes)
    if lacking:
        raise InputError(
            f"folder={results.folder} holds {lacking} runs without outcomes of single years, made"
            " by an earlier version; make them again in another folder (--out)"
        )
    return outcomes
