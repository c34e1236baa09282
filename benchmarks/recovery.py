"""Would a fit find what is true?

Each run of its first generation in turn is taken for the data.

`python benchmarks/recovery.py results/history-posterior` reads the folder of a `nksim calibrate`.
The first generation is a sample of the ranges, so that its numbers are known truths; the runs
nearest to one of them are its posterior, and their 90% interval should hold it nine times in ten
(Talts et al. 2018).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from nksim.inference.calibration.proposing import key_of
from nksim.inference.calibration.remembering import RUNS

LEVEL = (0.05, 0.95)


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--nearest", type=int, nargs="+", default=[20, 30, 50])
    given = arguments.parse_args()
    asked = json.loads((given.folder / "asked.json").read_text(encoding="utf-8"))
    draws, statistics = _first_generation(given.folder, asked)
    span = np.array([high - low for low, high in asked["parameters"].values()])
    print(f"{len(draws)} truths, {len(span)} numbers, {statistics.shape[1]} figures")
    print(
        "| nearest runs | 90% intervals that hold the truth | worst and best number | "
        "width after / before | figures within their 90% |"
    )
    for nearest in given.nearest:
        held, width, met = _recovered(draws, statistics, nearest)
        by_number = held.mean(axis=0)
        print(
            f"| {nearest} | {held.mean():.1%} | {by_number.min():.0%}, "
            f"{by_number.max():.0%} | {(width / span / 0.9).mean():.2f} | {met.mean():.1%} "
            "|"
        )


def _first_generation(folder: Path, asked: dict) -> tuple[np.ndarray, np.ndarray]:
    """Draws (runs, numbers) and their statistics in `sd_total` (runs, figures)."""
    runs = {}
    for line in (folder / RUNS).read_text(encoding="utf-8").splitlines():
        key, found = json.loads(line)
        draw, seed = json.loads(key)
        runs[seed] = (dict(draw), found)
    made = [runs[key_of(asked["seed"], 0, number)] for number in range(asked["particles"])]
    whole = [
        (draw, found) for draw, found in made if all(name in found for name in asked["targets"])
    ]
    draws = np.array([[draw[key] for key in asked["parameters"]] for draw, _ in whole])
    return draws, np.array(
        [[found[name] / sd for name, (_, sd) in asked["targets"].items()] for _, found in whole]
    )


def _recovered(
    draws: np.ndarray, statistics: np.ndarray, nearest: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each truth: whether the interval of each number holds it, how wide it is, and whether
    each figure lies in its interval.
    """
    held, width, met = [], [], []
    for place in range(len(draws)):
        distances = ((statistics - statistics[place]) ** 2).mean(axis=1)
        distances[place] = np.inf
        others = np.argsort(distances)[:nearest]
        low, high = np.quantile(draws[others], LEVEL, axis=0)
        least, most = np.quantile(statistics[others], LEVEL, axis=0)
        held.append((low <= draws[place]) & (draws[place] <= high))
        width.append(high - low)
        met.append((least <= statistics[place]) & (statistics[place] <= most))
    return np.array(held), np.array(width), np.array(met)


if __name__ == "__main__":
    main()
