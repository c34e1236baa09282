"""Folders of array jobs become one: as if all their runs had been made by one command.

1. look at what each folder holds, and refuse what does not belong together
2. take each run once; runs that lie in several folders must have ended in the same state
3. number replicates by their seeds, as one command would have
4. save all of them, in order
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import InputError
from nksim.store.finished import FinishedRun
from nksim.store.locking import writing_to
from nksim.store.manifest import StoredRun
from nksim.store.merging import compact
from nksim.store.parts import RUN, rows_of
from nksim.store.results import Results, open_results
from nksim.store.saving import open_manifest, save_finished
from nksim.store.sealing import read_rows, tables_of

if TYPE_CHECKING:
    import pyarrow as pa

MOST_COMMANDS = 3  # of the parts, that are noted
Taken = dict[str, "tuple[Results, StoredRun]"]  # by the key of the run


@dataclass(frozen=True)
class Joined:
    """What came together: how many runs, of how many folders.

    `doubled` lay in several; `failed` had no finished run in any, and are left out.
    """

    folder: Path
    folders: int
    runs: int
    doubled: int
    failed: int


def join_folders(folders: Sequence[Path], out: Path, command: str = "") -> Joined:
    """Join results folders into a new one.

    Raises InputError, with nothing written, for folders whose scenarios or models differ, for runs
    that lie in two of them and differ, and for a folder to write into that holds something already.
    """
    parts = [open_results(folder) for folder in folders]
    _refuse_used(out)
    _refuse_others(parts)
    taken = _taken(parts)
    failed = len({run.key for one in parts for run in one.manifest.failures} - {*taken})
    numbers = _replicates(run.seed for _, run in taken.values())
    said = _commands(parts, command)
    with writing_to(out):
        for results in parts:
            runs = [run for owner, run in taken.values() if owner is results]
            finished = list(_finished(results, runs, numbers))
            expected = len(taken) + failed
            save_finished(finished, out, said, expected=expected, shown=_shown(parts))
        compact(out)
    doubled = sum(len(one.runs) for one in parts) - len(taken)
    return Joined(out, len(parts), len(taken), doubled, failed)


def _commands(parts: Sequence[Results], command: str) -> str:
    """The command that joins, and those that made the parts, so that all can be made again."""
    made = list(dict.fromkeys(one.manifest.command for one in parts if one.manifest.command))
    more = f" and {len(made) - MOST_COMMANDS} more" if len(made) > MOST_COMMANDS else ""
    parts_made = f"parts made by: {'; '.join(made[:MOST_COMMANDS])}{more}" if made else ""
    return "; ".join(words for words in (command, parts_made) if words)


def _refuse_used(out: Path) -> None:
    if open_manifest(out).runs:
        raise InputError(f"out={out} holds results already; give a new or an empty folder")


def _refuse_others(parts: Sequence[Results]) -> None:
    """InputError for folders of other scenarios, other contents of them, or another model."""
    first = parts[0]
    for other in parts[1:]:
        where = f"{first.folder} and {other.folder}"
        if {*first.scenario_names} != {*other.scenario_names}:
            raise InputError(
                f"{where} hold different scenarios ({', '.join(first.scenario_names)}; "
                f"{', '.join(other.scenario_names)}); join folders of one study or scenario"
            )
        for name, contents in _contents(first).items():
            if contents != _contents(other)[name] and not _is_drawn(first, other, name):
                raise InputError(
                    f"scenario={name} is not the same in {where}, or was run by another nksim "
                    f"({', '.join(sorted(contents))}; {', '.join(sorted(_contents(other)[name]))});"
                    " make one of them again"
                )


def _contents(results: Results) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for run in results.runs:
        found.setdefault(run.scenario, set()).add(run.content)
    return found


def _is_drawn(first: Results, other: Results, name: str) -> bool:
    """Whether each seed has a content of its own in both, drawn from a posterior, by one model."""
    shown = [dict(one.manifest.shown)[name] for one in (first, other)]
    models = {run.model for one in (first, other) for run in one.runs}
    return len(models) == 1 and all("@" in content for contents in shown for content in contents)


def _taken(parts: Sequence[Results]) -> Taken:
    """Each run once; InputError for one that lies in two folders and differs."""
    taken: Taken = {}
    for results in parts:
        for run in results.runs:
            before = taken.setdefault(run.key, (results, run))
            if before[1].state_hash != run.state_hash:
                raise InputError(
                    f"scenario={run.scenario}, seed={run.seed} lies in {before[0].folder} and in "
                    f"{results.folder} and ends in different states; one of them is damaged or was "
                    "changed: `nksim verify results` says which"
                )
            if run.events and not before[1].events:
                taken[run.key] = (results, run)
    return taken


def _replicates(seeds: Iterator[int]) -> dict[int, int]:
    """The number of each seed among all, from 0."""
    return {seed: place for place, seed in enumerate(sorted(set(seeds)))}


def _shown(parts: Sequence[Results]) -> dict[str, tuple[str, ...]]:
    """What stands for each name in all of the folders together."""
    shown: dict[str, dict[str, None]] = {}
    for results in parts:
        for name, contents in results.manifest.shown:
            shown.setdefault(name, {}).update(dict.fromkeys(contents))
    return {name: tuple(contents) for name, contents in shown.items()}


def _finished(
    results: Results, runs: Sequence[StoredRun], numbers: Mapping[int, int]
) -> Iterator[FinishedRun]:
    """The runs of one folder with their rows, a part read at a time."""
    for part in dict.fromkeys(run.part for run in runs):
        tables = {
            name: read_rows(results.manifest, results.folder, name, part)
            for name in tables_of(results.manifest, results.folder, part)
        }
        for run in (run for run in runs if run.part == part):
            yield _numbered(results, run, tables, numbers[run.seed])


def _numbered(
    results: Results, run: StoredRun, tables: Mapping[str, pa.Table], number: int
) -> FinishedRun:
    rows = {name: _own_rows(table, run.key, number) for name, table in tables.items()}
    kept = {name: own for name, own in rows.items() if own.num_rows}
    renumbered = replace(run, replicate=number, part="")
    return FinishedRun(renumbered, results.scenario_of(run), kept)


def _own_rows(table: pa.Table, key: str, number: int) -> pa.Table:
    """The rows of one run, with its new number."""
    import pyarrow as pa

    own = rows_of(table, [key]).drop_columns(RUN)
    place = own.schema.get_field_index("replicate")
    numbers = pa.repeat(pa.scalar(number, pa.int64()), own.num_rows)
    return own.set_column(place, own.schema.field(place), numbers)
