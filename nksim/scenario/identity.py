"""The hash of all that a run of a scenario depends on.

Two scenarios with one hash give the same run; names, descriptions, ranges and sources do not count,
and a graph file counts by its content, so that it may be moved.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from nksim.core.errors import Fault, FileError, ScenarioError
from nksim.core.reading import read_bytes
from nksim.scenario.scenario import Scenario

LARGEST_GRAPH = 2 << 30


def scenario_hash(scenario: Scenario) -> str:
    """The identity of a scenario: sha256, 64 hexadecimal digits."""
    return _hash(what_matters(scenario))


def society_key(scenario: Scenario) -> str:
    """The identity of its people and ties alone: with the seed this fixes the society."""
    matters = what_matters(scenario)
    kept = {key: matters[key] for key in ("society", "network")}
    if scenario.lives:  # who lives at the start is what births and deaths have left by then
        kept |= {"life": matters["life"], "start": matters["run"]["start"]}
    return _hash(kept)


def what_matters(scenario: Scenario) -> dict[str, Any]:
    """Everything that a run depends on, as plain JSON values."""
    matters = scenario.model_dump(mode="json", by_alias=True, exclude={"name", "description"})
    if scenario.lives:
        matters["life"]["enabled"] = True
    else:
        del matters["life"]  # numbers that nothing reads
    if scenario.network is not None and scenario.network.file is not None:
        matters["network"]["file"] = _content_of(Path(scenario.network.file))
    return matters


def _content_of(path: Path) -> str:
    """A graph file by its format and content."""
    try:
        content = read_bytes(path, what="network.file", limit=LARGEST_GRAPH)
    except FileError as error:
        raise ScenarioError([Fault(f"{error.reason} (got {path})", key="network.file")]) from None
    return f"sha256:{sha256(content).hexdigest()}{path.suffix.lower()}"


def _hash(matters: dict[str, Any]) -> str:
    canonical = json.dumps(
        matters, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )
    return sha256(canonical.encode()).hexdigest()
