"""Repairing a damaged results folder: what is whole stays, the rest is set aside.

1. take what the manifest says, or what is left of it
2. look at every part: is it what was saved?
3. where the manifest says nothing of a part, learn from its rows which runs it holds
4. set damaged files aside, and leave a manifest that names what is whole

A run is whole if its rows lie in every table that was kept of it. What is dropped is made again by
the command that made it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from nksim.core.errors import NoResultsError, StoreError
from nksim.observations.tables import TABLES
from nksim.store.aside import ASIDE as ASIDE
from nksim.store.aside import set_aside
from nksim.store.clearing import unnamed
from nksim.store.finished import EVENTS, KEPT_BEFORE, STUDY_TABLES, SWEEP_TABLES
from nksim.store.locking import writing_to
from nksim.store.manifest import MANIFEST, Manifest, StoredRun, Sums
from nksim.store.manifest_file import PART, STORED, load_manifest, parts_in, refuse_newer
from nksim.store.merging import manifest_file
from nksim.store.parts import SCENARIOS, damage, read_part, sum_of
from nksim.store.reading import read_bytes
from nksim.store.salvaging import Listed, runs_in, salvage
from nksim.store.scenarios import absent, damaged_scenarios
from nksim.store.sealing import part_path
from nksim.store.writing import write_all

SINGLE = ("design.parquet", "differences.parquet")  # one file each, made again by the same command
WHAT_TO_DO = "see that the folder can be written into, and repair it again"
_KEPT = [{*kept} for kept in (SWEEP_TABLES, STUDY_TABLES, TABLES, *KEPT_BEFORE)]  # of a run


@dataclass(frozen=True)
class Repaired:
    """What became of a folder.

    `damaged` are files with what is wrong with each, `again` the runs to be made again as far as
    they are known, `scenarios` those whose files are missing, and `rebuilt` says that the list of
    runs was made from their rows.
    """

    folder: Path
    manifest: Manifest
    damaged: tuple[tuple[str, str], ...]
    again: tuple[StoredRun, ...]
    scenarios: tuple[str, ...]
    rebuilt: bool

    @property
    def aside(self) -> Path:
        """Where damaged files lie now."""
        return self.folder / ASIDE

    @property
    def whole(self) -> int:
        """How many finished runs are whole."""
        return sum(not run.error for run in self.manifest.runs)


@dataclass
class _Findings:
    """A folder while it is looked through.

    `everywhere`: the manifest is damaged, so that parts count which it does not name.
    """

    folder: Path
    everywhere: bool = False
    sums: dict[str, Sums] = field(default_factory=dict)
    damaged: dict[Path, str] = field(default_factory=dict)
    runs: dict[str, dict[str, StoredRun]] = field(default_factory=dict)

    def is_trusted(self, part: str, listed: Listed) -> bool:
        """Whether the manifest says which files a part has."""
        return part in listed.manifest.files and not self.everywhere


def repair(folder: str | Path) -> Repaired:
    """Keep what is whole in a results folder, and say what is not.

    StoreError if it is no results folder, is being written, or is of a newer nksim.
    """
    folder = Path(folder)
    if not folder.is_dir() or not (os.path.lexists(folder / MANIFEST) or parts_in(folder)):
        raise NoResultsError(
            f"folder={folder} holds no results: neither {MANIFEST} nor tables; give a folder that "
            "`nksim run` has written"
        )
    with writing_to(folder, WHAT_TO_DO):
        return _repair(folder)


def _repair(folder: Path) -> Repaired:
    found = _Findings(folder, damaged=_in_the_way(folder))
    listed = _listed(found)
    _look_at_parts(listed, found)
    runs = _whole_runs(listed, found)
    files = {part: found.sums[part] for part in {run.part for run in runs if run.part}}
    manifest = replace(listed.manifest, runs=(), files=files).with_runs(runs)
    manifest = manifest.showing(_shown(manifest, folder)) if found.everywhere else manifest
    for path in unnamed(folder, manifest):
        found.damaged.setdefault(path, _unnamed(path, listed))
    found.damaged |= damaged_scenarios(manifest, folder) | _damaged_singles(folder)
    whole = {run.key for run in runs}
    _leave(manifest, found)
    return Repaired(
        folder,
        manifest,
        tuple((str(path.relative_to(folder)), why) for path, why in found.damaged.items()),
        tuple({run.key: run for run in listed.runs if run.key not in whole}.values()),
        tuple(sorted({name for name, _ in absent(manifest, folder)})),
        found.everywhere,
    )


def _in_the_way(folder: Path) -> dict[Path, str]:
    """Files where the folder of a table belongs: nothing could be written there again."""
    places = [folder / name for name in (*STORED, SCENARIOS)]
    return {
        path: "is a file where a folder belongs"
        for path in places
        if os.path.lexists(path) and not path.is_dir()
    }


def _listed(found: _Findings) -> Listed:
    """What the manifest says, or if it is damaged what can be made out of it."""
    path = found.folder / MANIFEST
    try:
        manifest = load_manifest(found.folder)
        return Listed(manifest, manifest.runs)
    except StoreError as error:
        listed = salvage(path)
        refuse_newer(listed.head, path)
        found.damaged[path], found.everywhere = _why(str(error), path), True
        return listed


def _why(message: str, path: Path) -> str:
    """What is wrong with a file, out of a message that names it and says what to do."""
    return message.removeprefix(f"{path} ").partition("; `nksim repair")[0]


def _look_at_parts(listed: Listed, found: _Findings) -> None:
    """Find the whole parts among those that the manifest names, or among all that there are."""
    folder, noted = found.folder, listed.manifest.files
    parts = {run.part for run in listed.runs if run.part} | {*noted}
    parts |= parts_in(folder) if found.everywhere else set()
    there = {part: _tables(folder, part) for part in parts if PART.fullmatch(part)}
    usual = [*_KEPT, set[str]().union(*there.values()) - {EVENTS}]
    for part in sorted(there):
        tables = {*noted.get(part, ()), *(() if found.is_trusted(part, listed) else there[part])}
        contents, sums = _files_of(part, sorted(tables), listed, found)
        is_usual = found.is_trusted(part, listed) or tables - {EVENTS} in usual
        if is_usual and sums and len(sums) == len(tables):
            _note(part, contents, sums, listed, found)


def _files_of(
    part: str, tables: Iterable[str], listed: Listed, found: _Findings
) -> tuple[dict[str, bytes], Sums]:
    """The files of a part that are whole, with their check sums; faults of others are noted."""
    contents, sums = dict[str, bytes](), Sums()
    keys = _keys(part, listed, found)
    for name in tables:
        path = part_path(found.folder, name, part)
        try:
            content = read_bytes(path)
            wrong = damage(content, listed.manifest.files.get(part, {}).get(name), keys)
            if not wrong:
                contents[name], sums[name] = content, sum_of(content)
        except FileNotFoundError:
            wrong = "is missing"
        except (StoreError, ValueError) as error:
            wrong = _why(str(error), path)
        if wrong:
            found.damaged[path] = wrong
    return contents, sums


def _keys(part: str, listed: Listed, found: _Findings) -> set[str]:
    """The runs of which a part may hold rows, none where nobody knows.

    Without sums a part may still hold rows of runs that were saved again elsewhere.
    """
    if found.everywhere:
        return set()
    noted = part in listed.manifest.files
    return {run.key for run in listed.runs if run.part == part or not noted}


def _unnamed(path: Path, listed: Listed) -> str:
    if any(run.part == path.stem for run in listed.runs):
        return "is whole, but not all that was kept of its runs"
    return "is not in the list: its runs are of another folder, or lie elsewhere as well"


def _note(
    part: str, contents: dict[str, bytes], sums: Sums, listed: Listed, found: _Findings
) -> None:
    """The runs of a whole part: as listed, or as its rows name them if the list is damaged."""
    try:
        runs = (
            runs_in(part, contents)
            if found.everywhere
            else [run for run in listed.runs if run.part == part]
        )
        found.runs[part], found.sums[part] = {run.key: run for run in runs}, sums
    except ValueError as error:
        for name in contents:
            found.damaged[part_path(found.folder, name, part)] = str(error)


def _tables(folder: Path, part: str) -> tuple[str, ...]:
    return tuple(name for name in STORED if os.path.lexists(part_path(folder, name, part)))


def _whole_runs(listed: Listed, found: _Findings) -> tuple[StoredRun, ...]:
    """Each run once: as listed if its part is whole or it failed, else as its rows say."""
    whole: dict[str, StoredRun] = {}
    for run in listed.runs:
        if run.error or run.key in found.runs.get(run.part, {}):
            whole.setdefault(run.key, run)
    for runs in found.runs.values() if found.everywhere else ():
        for key, run in runs.items():
            if key not in whole or whole[key].error:
                whole[key] = run
    return tuple(whole.values())


def _shown(manifest: Manifest, folder: Path) -> dict[str, tuple[str, ...]]:
    """Which content a name stands for where the manifest did not say it.

    The only content, one a seed, or the newest.
    """
    said, shown = dict(manifest.shown), dict[str, tuple[str, ...]]()
    by_name: dict[str, list[StoredRun]] = {}
    for run in manifest.runs:
        by_name.setdefault(run.scenario, []).append(run)
    for name, runs in by_name.items():
        contents = {run.content for run in runs}
        if not contents & {content.partition("@")[0] for content in said.get(name, ())}:
            draws = {run.draw for run in runs}
            seeds = {run.seed for run in runs}
            if len(seeds) == len(draws) and len(contents) > 1:
                shown[name] = tuple(sorted(draws))
            else:
                newest = max(runs, key=lambda run: _age(folder, run))
                shown[name] = (newest.content,)
    return shown


def _age(folder: Path, run: StoredRun) -> float:
    paths = [part_path(folder, name, run.part) for name in STORED]
    return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)


def _damaged_singles(folder: Path) -> dict[Path, str]:
    found = {}
    for path in (folder / name for name in SINGLE):
        try:
            if os.path.lexists(path):
                read_part(path)
        except StoreError as error:
            found[path] = _why(str(error), path)
    return found


def _leave(manifest: Manifest, found: _Findings) -> None:
    """Replace the old list by the new, and put damaged files aside.

    Raises StoreError if the disk refuses.
    """
    folder, path = found.folder, found.folder / MANIFEST
    try:
        if path in found.damaged:
            set_aside(path, folder, shutil.copy2 if path.is_file() else os.replace)
        write_all(folder, manifest_file(manifest), f"Make room, {WHAT_TO_DO}")
        for other in found.damaged:
            if other != path:
                set_aside(other, folder, os.replace)
    except OSError as error:
        raise StoreError(
            f"folder={folder} cannot be repaired: {error.filename}: {error.strerror}; {WHAT_TO_DO}"
        ) from error
