"""Ten thousand small runs in one folder: time to save, open and summarise; files.

    python benchmarks/store.py 10000

The runs are one real run under many seeds: what is measured is the store.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from nksim.api.runs import run
from nksim.scenario.loading import load_scenario
from nksim.store.finished import SWEEP_TABLES, FinishedRun, finished_run
from nksim.store.merging import compact
from nksim.store.results import open_results
from nksim.store.saving import save_finished

BATCH, POINTS = 16, 1000


def copies(number: int) -> list[FinishedRun]:
    """So many runs of a thousand scenarios, all with the rows of one."""
    base = load_scenario(
        {"society": {"size": 300}, "run": {"start": "2015-01-05", "until": "2019-12-30"}}
    )
    model = finished_run(run(base), SWEEP_TABLES)
    made = []
    for place in range(number):
        name, seed = f"point#{place % POINTS:04d}", place // POINTS
        tables = {
            table: rows.to_pandas().assign(scenario=name, seed=seed, replicate=seed)
            for table, rows in model.tables.items()
        }
        identity = replace(
            model.run,
            key=f"{name}-{model.run.scenario_hash}-{seed}-{model.run.model}",
            scenario=name,
            seed=seed,
            replicate=seed,
        )
        made.append(FinishedRun(identity, base.model_copy(update={"name": name}), tables))
    return made


def main() -> None:
    """Write, count, open."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = copies(number)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "results"
        began, most = time.perf_counter(), 0
        for start in range(0, number, BATCH):
            save_finished(runs[start : start + BATCH], folder, expected=number)
            most = (
                max(most, sum(1 for path in folder.rglob("*") if path.is_file()))
                if start % (BATCH * 20) == 0
                else most
            )
        written = time.perf_counter() - began
        compact(folder)
        files = sum(1 for path in folder.rglob("*") if path.is_file())
        began = time.perf_counter()
        summary = open_results(folder).outcomes.groupby("scenario").mean(numeric_only=True)
        opened = time.perf_counter() - began
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{number:,} runs, {len(summary):,} scenarios: saved in {written:.1f} s, at most "
        f"{most} files on the way, {files} in the end ({size / 2**20:.0f} MiB)"
    )
    print(f"opened and summarised in {opened:.2f} s")


if __name__ == "__main__":
    main()
