"""What pairing is worth: the variance of the law's effect, paired and unpaired.

    python benchmarks/pairing.py --size 5000 --replicates 32

With independent seeds the variance of a difference is the sum of both variances; paired, it is that
of the differences.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from nksim.inference.comparing import compare_study, work_of
from nksim.studies.study import load_study


def main() -> None:
    """Run the crackdown study and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=5000)
    parser.add_argument("--replicates", type=int, default=32)
    options = parser.parse_args()
    study = load_study(
        ["scenarios/crackdown.yaml"], {"society.size": options.size}
    ).with_replicates(options.replicates)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = compare_study(study, work_of(study, Path(folder) / "results")).results.outcomes
    print(
        f"| outcome, law-only less no-crackdown ({options.size:,} people, "
        f"{options.replicates} replicates) | independent | paired | ratio of variances |"
    )
    print("|---|---|---|---|")
    for outcome in (
        "watched_last_year_share",
        "watching_share",
        "joint_viewings",
        "person_years_detained",
    ):
        wide = outcomes.pivot_table(index="seed", columns="scenario", values=outcome)
        independent = wide["law-only"].var() + wide["no-crackdown"].var()
        paired = (wide["law-only"] - wide["no-crackdown"]).var()
        print(f"| {outcome} | {independent:.3g} | {paired:.3g} | {paired / independent:.3f} |")


if __name__ == "__main__":
    main()
