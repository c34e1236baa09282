"""Do the 90% intervals hold zero as often as promised where nothing differs?

    python benchmarks/coverage.py --studies 200 --replicates 8

Each study is one scenario twice, under two names and with independent seeds; every run is made
afresh.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from nksim.analysis.differences import paired_differences
from nksim.api.runs import run
from nksim.scenario.loading import load_scenario

OUTCOMES = ("watched_last_year_share", "joint_viewings", "mean_bond", "perceived_risk", "reports")


def main() -> None:
    """Run, pair at random, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=200)
    parser.add_argument("--replicates", type=int, default=8)
    parser.add_argument("--size", type=int, default=400)
    options = parser.parse_args()
    scenario = load_scenario(
        "scenarios/quick.yaml",
        {"society.size": options.size, "run.start": "2013-01-07", "run.until": "2015-12-31"},
    )
    number = options.studies * options.replicates * 2
    with ThreadPoolExecutor(2) as pool:
        outcomes = pd.concat(
            pool.map(lambda seed: run(scenario, seed).outcomes, range(number)), ignore_index=True
        )
    held = dict.fromkeys(OUTCOMES, 0)
    for study in range(options.studies):
        part = outcomes.iloc[
            study * options.replicates * 2 : (study + 1) * options.replicates * 2
        ].copy()
        part["scenario"] = ["one"] * options.replicates + ["other"] * options.replicates
        part["seed"] = [*range(options.replicates)] * 2
        for row in paired_differences(part, "one", names=OUTCOMES).itertuples():
            held[str(row.outcome)] += row.low <= 0 <= row.high
    print(
        f"| outcome ({options.studies} studies, {options.replicates} replicates, "
        f"{options.size} people) | 90% intervals that hold zero |\n|---|---|"
    )
    for outcome, times in held.items():
        print(f"| {outcome} | {times / options.studies:.1%} |")


if __name__ == "__main__":
    main()
