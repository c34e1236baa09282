"""Scenario, study and sweep files: checked, and held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nksim.api.arguments import checked_scenario
from nksim.core.checks import checked_mapping, checked_path
from nksim.scenario.difference import describe_difference
from nksim.scenario.loading import AS_OVERRIDES
from nksim.scenario.scenario import Scenario
from nksim.studies.files import Checked, checked_file


def check(*files: str | Path, overrides: Mapping[str, Any] | None = None) -> list[Checked]:
    """Check scenarios, studies and sweeps: all mistakes at once, each with its file and line.

    Of each file: `.ok`, `.faults`, `.words` (what it is), and `.graphs` that its scenarios name.
    `overrides` change every scenario by keys. Raises InputError for what is no path.

    >>> import nksim
    >>> [one.ok for one in nksim.check("nksim:history", "nksim:crackdown")]
    [True, True]
    """
    given = checked_mapping(overrides or {}, name="overrides", advice=AS_OVERRIDES)
    return [checked_file(checked_path(file, name="file"), given) for file in files]


def diff(first: Scenario, second: Scenario) -> list[str]:
    """What differs between two scenarios, a sentence each; empty if both give the same run."""
    return describe_difference(checked_scenario(first, "first"), checked_scenario(second, "second"))
