"""The key under which a run is stored: scenario, seed and model.

A run is the same run only if what it depends on is the same: the scenario's content, the seed, and
the model itself.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from nksim.core.sources import digest_of
from nksim.scenario.identity import scenario_hash
from nksim.scenario.scenario import Scenario

HASH_DIGITS = 12


def run_key(scenario: Scenario, seed: int) -> str:
    """The name of a run: the scenario's name and hash, seed and model version."""
    return f"{scenario.name}-{short_hash(scenario)}-{seed}-{model_version()}"


def short_hash(scenario: Scenario) -> str:
    """The first digits of a scenario's hash: enough to tell scenarios apart in one folder."""
    return scenario_hash(scenario)[:HASH_DIGITS]


@cache
def model_version() -> str:
    """The package's version and a digest of the code that decides what a run does."""
    return f"{version('nksim')}+{digest_of()[:8]}"
