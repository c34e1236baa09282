"""The figures that pin what the model does: every number that users read, of four small worlds.

`golden.json` holds them for two seeds a world, one set of figures for both engines, every supported
Python and every number of threads. `python -m tests.golden.refresh` writes it anew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from nksim import Scenario, load_scenario, run
from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, LAYERS, SURVEY_COUNTS, Column
from nksim.engines.contract import EngineName
from nksim.observations.result import Result

HERE = Path(__file__).parent
GOLDEN = HERE / "golden.json"
WORLDS = ("quick", "levers", "graph", "history")
SEEDS = (1, 2)
WEEKLY = ("watching", "holding", "offers", "joint_viewings", "reports", "arrests", "detained")
EVERY = 13  # weeks
TABLES = ("series", "layers", "environment", "ledger", "survey", "cells", "layer_years")

Figures = dict[str, Any]


def scenario_of(world: str) -> Scenario:
    """One of the four worlds."""
    return load_scenario(HERE / f"{world}.yaml")


def figures_of(world: str, seed: int, engine: EngineName = "compiled", threads: int = 1) -> Figures:
    """All figures of one run of a world, ready to be compared with what is stored."""
    return figures(scenario_of(world), seed, engine, threads)


def figures(
    scenario: Scenario, seed: int, engine: EngineName = "compiled", threads: int = 1
) -> Figures:
    """All figures of one run."""
    result = run(scenario, seed, engine=engine, threads=threads)
    counts = result.observations
    return {
        "state_hash": result.state_hash,
        "outcomes": {
            name: rounded(value)
            for name, value in result.outcomes.iloc[0].items()
            if name not in ("scenario", "replicate", "seed")
        },
        "weekly": {
            column: counts.country[::EVERY, position].tolist()
            for position, column in _places(CELL_COUNTS)
            if column in WEEKLY
        },
        "totals": _totals(counts.country.sum(axis=0), CELL_COUNTS),
        "layers": {
            layer: _totals(counts.layers[:, place].sum(axis=0), LAYER_COUNTS)
            for place, layer in enumerate(LAYERS)
        },
        "survey": {
            who: _totals(counts.survey[:, place].sum(axis=0), SURVEY_COUNTS)
            for place, who in enumerate(("weighted", "alike"))
        },
        "tables": {name: table_sums(frame) for name, frame in tables_of(result).items()},
    }


def tables_of(result: Result) -> dict[str, pd.DataFrame]:
    """Every table of a run that has numbers."""
    return {name: getattr(result, name) for name in TABLES}


def table_sums(frame: pd.DataFrame) -> dict[str, Any]:
    """The rows of a table and, for each column of numbers, its sum and its sum weighted by row."""
    numbers = frame.drop(columns=["replicate", "seed"]).select_dtypes("number").astype("float64")
    weights = np.cos(np.arange(len(frame)))
    sums = {
        name: [rounded(column.sum()), rounded((column.fillna(0.0) * weights).sum())]
        for name, column in numbers.items()
    }
    return {"rows": len(frame), **sums}


def rounded(value: Any) -> float | None:
    """A number to nine digits: what sums in another order may differ in is left out."""
    return None if value is None or pd.isna(value) else float(f"{float(value):.9g}")


def stored(file: Path = GOLDEN) -> dict[str, Figures]:
    """The figures that hold, by world and seed."""
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def moved(before: Any, after: Any, path: str = "") -> list[str]:
    """Each figure that differs, as `path: before -> after`."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = dict.fromkeys([*before, *after])
        return [
            line
            for name in names
            for line in moved(before.get(name), after.get(name), f"{path}.{name}".lstrip("."))
        ]
    return [] if before == after else [f"{path}: {_short(before)} -> {_short(after)}"]


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _places(columns: Sequence[Column]) -> list[tuple[int, str]]:
    return [(position, column.name) for position, column in enumerate(columns)]


def _totals(sums: np.ndarray, columns: Sequence[Column]) -> dict[str, int]:
    return {name: int(sums[position]) for position, name in _places(columns)}
