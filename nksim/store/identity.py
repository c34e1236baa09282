"""Which run is which: a scenario and a seed come in, the key under which a finished run is kept leaves.

A run is the same run only if what it depends on is the same: the scenario's content, the seed, and the model itself.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from nksim.scenario.identity import scenario_hash
from nksim.scenario.scenario import Scenario

MODEL_FOLDERS = ("core", "rules", "levers", "society", "engines")
HASH_DIGITS = 12


def run_key(scenario: Scenario, seed: int) -> str:
    """The name of a run: the scenario's name and hash, seed and model version."""
    return f"{scenario.name}-{short_hash(scenario)}-{seed}-{model_version()}"


def short_hash(scenario: Scenario) -> str:
    """The first digits of a scenario's hash: enough to tell scenarios apart in one folder."""
    return scenario_hash(scenario)[:HASH_DIGITS]


@cache
def model_version() -> str:
    """The package's version and a digest of the code that decides what a run does: changed rules are another model."""
    digest = sha256()
    for folder in MODEL_FOLDERS:
        for name, content in sorted(_sources(folder)):
            digest.update(name.encode() + b"\0" + content + b"\0")
    return f"{version('nksim')}+{digest.hexdigest()[:8]}"


def _sources(folder: str) -> list[tuple[str, bytes]]:
    found, waiting = [], [files("nksim").joinpath(folder)]
    while waiting:
        place = waiting.pop()
        for item in place.iterdir() if place.is_dir() else ():
            if item.is_dir():
                waiting.append(item)
            elif item.name.endswith(".py"):
                found.append((item.name, item.read_bytes()))
    return found
