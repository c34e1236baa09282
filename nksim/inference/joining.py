"""Comparisons of array jobs become one: their folders joined, and all pairs compared again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nksim.analysis.differences import paired_differences
from nksim.analysis.measuring import measured
from nksim.observations.costs_first import LEADING, with_costs
from nksim.store.compared import STUDY, compared_of
from nksim.store.joining import Joined, join_folders
from nksim.store.reading import read_json
from nksim.store.results import DIFFERENCES, open_results
from nksim.store.writing import write_all, write_json


def join_comparisons(folders: Sequence[Path], out: Path, command: str = "") -> Joined:
    """Join results folders; where all hold one and the same study, its differences are made again.

    Raises what `join_folders` raises.
    """
    joined = join_folders(folders, out, command)
    studies = [_study(folder) for folder in folders]
    first = studies[0]
    if first is not None and all(_is_same(first, other) for other in studies):
        _compare_again(first, out)
    return joined


def _study(folder: Path) -> dict[str, object] | None:
    """What was compared in a folder; None if nothing was."""
    try:
        content: dict[str, object] = read_json(folder / STUDY)
    except FileNotFoundError:
        return None
    return content


def _is_same(first: dict[str, object], other: dict[str, object] | None) -> bool:
    """Whether two folders hold the same study, however often its runs were made in each."""
    return other is not None and other | {"replicates": 0} == first | {"replicates": 0}


def _compare_again(study: dict[str, object], out: Path) -> None:
    results, compared = open_results(out), compared_of(study)
    outcomes = study.get("outcomes")
    names = with_costs(map(str, outcomes)) if isinstance(outcomes, list) and outcomes else None
    period, leading = compared.period, compared.leading or LEADING
    measured_over = results.outcomes if period is None else measured(results, period)
    found = paired_differences(measured_over, compared.baseline, names=names, leading=leading)
    replicates = len({run.seed for run in results.runs})
    files = {
        DIFFERENCES: lambda path: found.to_parquet(path, index=False),
        STUDY: write_json(study | {"replicates": replicates}),
    }
    write_all(out, files)
