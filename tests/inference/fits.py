"""Small fits: a model of one line, and a history of a few people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nksim.inference.calibration.fit import Fit
from nksim.inference.calibration.fitting import Effort, fit
from nksim.inference.calibration.observed import (
    Observed,
)
from nksim.inference.calibration.proposing import key_of
from nksim.inference.calibration.question import Question
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.studies.axis import Axis

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.yaml"
ASKED = ("C1", "C2", "C3", "C6a", "C10", "C12")
FLAT = (Axis("a.x", low=0.0, high=1.0), Axis("a.y", low=0.0, high=1.0))
SEEN = (Observed("C1", 0.6, 0.05), Observed("C2", 0.3, 0.05))


def plain(draw: Mapping[str, float], seed: int) -> dict[str, float]:
    """A model of one line: what is seen is x with some luck, and says nothing of y."""
    luck = [key_of(seed, 1, place) / 2**32 - 0.5 for place in (1, 2)]
    return {"C1": draw["a.x"] + 0.05 * luck[0], "C2": draw["a.x"] / 2 + 0.05 * luck[1]}


def small(folder: Path, *, jobs: int = 1, runs: int = 150, seed: int = 1) -> Fit:
    return fit(
        Question(plain, FLAT, SEEN),
        folder,
        Effort(table=60, runs=runs, worth=60.0, seed=seed, jobs=jobs),
    )


def small_history(**values: object) -> Scenario:
    return load_scenario(HISTORY, {"society.size": 600} | values)
