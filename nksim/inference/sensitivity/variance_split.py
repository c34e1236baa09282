"""Where differences between runs come from: shares of variance over a crossed design.

Every draw of the numbers meets every society, luck and policy. What differs between runs alike in
all but their luck is chance; the rest are the main effects of the other three and what these do
together (analysis of variance, Fisher 1925).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from nksim.core.checks import checked_workers
from nksim.core.clock import Clock
from nksim.core.errors import InputError
from nksim.engines.run import run
from nksim.inference.sensitivity.analysing import Question
from nksim.inference.sensitivity.methods import design
from nksim.observations.result import Result
from nksim.running.progress import SILENT, Progress
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society
from nksim.store.identity import run_key
from nksim.store.journal import append_entry, entries
from nksim.store.locking import writing_to
from nksim.store.writing import write_all, write_csv
from nksim.studies.axis import Axis, overrides_at

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.scenario.scenario import Scenario

SPLIT, RUNS = "variance_split.csv", "split_runs.jsonl"
FACTORS = ("parameters", "society", "chance", "policy")
CHANCE, TOGETHER = "chance", "together"
SEED_AXIS = FACTORS.index(CHANCE)  # their axis
SAMPLED = ("parameters", "society")  # their levels stand for others that might have been drawn
_ONE_AT_A_TIME = Lock()
POLICY_FROM = 2020  # levers from this year on are the policy that is on or off
LATIN = 100  # the least number of points of the design from which the draws are taken


@dataclass(frozen=True)
class Crossed:
    """How many of each: draws of the numbers, societies, and seeds in each.

    The policy is on or off.
    """

    parameters: int = 5
    societies: int = 3
    seeds: int = 3

    def __post_init__(self) -> None:
        for name in ("parameters", "societies", "seeds"):
            if getattr(self, name) < 2:
                raise InputError(f"{name}={getattr(self, name)} show no variance; give at least 2")

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """The cells of the design, in the order of FACTORS."""
        return (self.parameters, self.societies, self.seeds, 2)


CROSSED = Crossed()


@dataclass(frozen=True, eq=False)
class VarianceSplit:
    """The share of variance of each factor and of what they do together, an outcome a row."""

    shares: pd.DataFrame
    folder: Path


def split_variance(
    question: Question,
    folder: Path,
    crossed: Crossed = CROSSED,
    jobs: int = 1,
    progress: Progress = SILENT,
) -> VarianceSplit:
    """Split the variance of the question's outcomes; runs that the folder holds are kept.

    Raises InputError for a scenario without a policy whose effect could be split off.
    """
    jobs = checked_workers(jobs, name="jobs")
    scenario, seed = question.scenario, question.seed
    cells = list(product(*(range(number) for number in crossed.shape)))
    worlds = _worlds(scenario, question.inputs, crossed, seed)
    if len({_text(world) for world in worlds.values()}) < 2 * crossed.parameters:
        raise InputError(
            f"policy: scenario={scenario.name} has no lever from {POLICY_FROM} on whose effect"
            " could be split off"
        )
    weeks = Clock(scenario.run.start, scenario.run.until).weeks
    progress.begin(weeks * len(cells))

    def value(cell: tuple[int, int, int, int]) -> dict[str, float]:
        draw, society, chance, policy = cell
        found = _run(worlds[draw, policy], seed + society, seed + 1000 + chance, folder, known)
        progress.advance(weeks)
        return found

    with writing_to(folder), ThreadPoolExecutor(jobs) as pool:
        known = dict[str, dict[str, float]](entries(folder / RUNS))
        rows = list(pool.map(value, cells))
        values = {name: np.array([row[name] for row in rows]) for name in question.outcomes}
        shaped = {name: cells.reshape(crossed.shape) for name, cells in values.items()}
        shares = split_frame(shaped)
        write_all(folder, {SPLIT: write_csv(shares, "%.6g")})
    return VarianceSplit(shares, folder)


def split_frame(values: dict[str, NDArray[np.float64]]) -> pd.DataFrame:
    """Shares of variance by outcome; `values` have an axis a factor."""
    import pandas as pd

    return pd.DataFrame([{"outcome": name} | shares_of(cells) for name, cells in values.items()])


def shares_of(cells: NDArray[np.float64]) -> dict[str, float]:
    """The share of variance of each factor alone, of luck, and of what they do together.

    All are zero where nothing varies.

    `cells` has shape (parameters, societies, seeds, 2); a cell without a value leaves its outcome
    without shares. Luck is no factor with effects of its own but what differs between runs alike in
    all else: its variance is that within the other three, and what of it is left in their means is
    taken off them. Negative estimates count as 0.
    """
    among = cells.mean(axis=SEED_AXIS)
    luck = float(cells.var(axis=SEED_AXIS, ddof=1).mean())
    left = luck / cells.shape[SEED_AXIS]  # variance that luck leaves in a mean over it
    names = [name for name in FACTORS if name != CHANCE]
    squares = {
        name: _squares(among, axis) - (among.shape[axis] - 1) * left
        for axis, name in enumerate(names)
    }
    rest = float(((among - among.mean()) ** 2).sum()) - sum(
        _squares(among, axis) for axis in range(among.ndim)
    )
    squares[TOGETHER] = rest - (among.size - 1 - sum(number - 1 for number in among.shape)) * left
    parts = {name: max(number, 0.0) / _divisor(name, among) for name, number in squares.items()} | {
        CHANCE: luck
    }
    whole = sum(parts.values())
    return (
        {name: parts[name] / whole if whole else 0.0 for name in (*FACTORS, TOGETHER)}
        if np.isfinite(whole)
        else dict.fromkeys((*FACTORS, TOGETHER), np.nan)
    )


def _divisor(name: str, among: NDArray[np.float64]) -> float:
    """What makes a variance of a sum of squares.

    Draws and societies are samples, with one degree of freedom less; policies are all there are.
    """
    if name not in SAMPLED:
        return float(among.size)
    levels = int(among.shape[FACTORS.index(name)])
    return among.size * (levels - 1) / levels


def _squares(cells: NDArray[np.float64], axis: int) -> float:
    """The sum of squares of the main effect along an axis (analysis of variance, Fisher 1925)."""
    means = cells.mean(axis=tuple(other for other in range(cells.ndim) if other != axis))
    return float(cells.size / cells.shape[axis] * ((means - means.mean()) ** 2).sum())


def _worlds(
    scenario: Scenario, inputs: Sequence[Axis], crossed: Crossed, seed: int
) -> dict[tuple[int, int], Scenario]:
    """The scenario of each draw, without the policy (0) and with it (1)."""
    shares = design("delta", len(inputs), max(LATIN, crossed.parameters), seed)[
        : crossed.parameters
    ]
    off = {
        f"levers.{lever.name}.strength": 0.0
        for lever in scenario.levers
        if lever.from_.year >= POLICY_FROM
    }
    draws = [overrides_at(inputs, row) for row in shares]
    others = [{key: number for key, number in draw.items() if key not in off} for draw in draws]
    return {
        (place, policy): load_scenario(scenario, draw | ({} if policy else off))
        for place, draw in enumerate(others)
        for policy in (0, 1)
    }


def _text(scenario: Scenario) -> str:
    return scenario.model_dump_json()


def _run(
    scenario: Scenario,
    society_seed: int,
    seed: int,
    folder: Path,
    known: dict[str, dict[str, float]],
) -> dict[str, float]:
    key = f"{run_key(scenario, society_seed)}-{seed}"
    if key not in known:
        society = build_society(scenario, society_seed)
        row = Result(scenario, seed, run(scenario, seed, society=society)).outcomes.iloc[0]
        known[key] = {
            str(name): float(number) for name, number in row.items() if isinstance(number, float)
        }
        with _ONE_AT_A_TIME:
            append_entry(folder / RUNS, key, known[key])
    return known[key]
