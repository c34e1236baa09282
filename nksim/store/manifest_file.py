"""manifest.json: a Manifest as text, a part and a run a line, and the other way round.

Whatever is wrong with the file is said in one sentence: a folder may have been copied half, edited
by hand, or written by another version of nksim.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from nksim.core.errors import NoResultsError, StoreError
from nksim.observations.tables import TABLES
from nksim.store.finished import EVENTS
from nksim.store.manifest import MANIFEST, Manifest, StoredRun, Sum, Sums
from nksim.store.reading import MOST_JSON_BYTES, parse_json, read_bytes

FORMAT, WITHOUT_SUMS = 3, 2  # version 0.1.0 wrote format 2, in which files have no check sums
MOST_COUNT = 2**63 - 1
PART = re.compile(r"part-\d{5,9}|runs-[0-9a-f]{12}")
_SUM = ',\n "sha256": "'
SHA256 = re.compile(r"[0-9a-f]{64}")
FORMER = ("groups",)  # kept by version 0.1.0, and read where it lies
STORED = (*TABLES, *FORMER, EVENTS)
_KINDS: dict[str, type] = {"str": str, "int": int, "bool": bool}
_SETTINGS: dict[str, type] = {
    "command": str,
    "versions": dict,
    "expected": int,
    "shown": dict,
    "runs": list,
}
_RUN = {field.name: _KINDS[str(field.type)] for field in fields(StoredRun)}
Found = TypeVar("Found")


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; StoreError if there is none or it cannot be read."""
    path = folder / MANIFEST
    try:
        raw = read_bytes(path, MOST_JSON_BYTES)
        content = parse_json(raw, path)
    except FileNotFoundError:
        raise _missing(folder) from None
    except StoreError as error:
        raise StoreError(f"{error}; {to_repair(folder)}") from error
    refuse_newer(content, path)
    try:
        _check_sum(content, raw)
        return _manifest(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else error
        raise StoreError(f"{path} is damaged: {reason}; {to_repair(folder)}") from error


def refuse_newer(content: Any, path: Path) -> None:
    """StoreError for the manifest of a newer nksim, of which this one cannot know what it means."""
    number = content.get("format") if isinstance(content, dict) else None
    if type(number) is int and number > FORMAT:
        raise StoreError(
            f"{path} has format={_short(number)}, of a newer nksim than this one, which "
            "reads up to "
            f"format {FORMAT}: update nksim, or give another folder"
        )


def to_repair(folder: Path) -> str:
    """What to do about a folder with something damaged in it."""
    return f"`nksim repair {folder}` takes what is whole and says what is to be made again"


def parts_in(folder: Path) -> set[str]:
    """The parts of tables that lie in a folder, by the names of their files."""
    found = {path.stem for name in STORED for path in (folder / name).glob("*.parquet")}
    return {part for part in found if PART.fullmatch(part)}


def render_manifest(manifest: Manifest) -> str:
    """A manifest as JSON, a part and a run a line."""
    head = {
        "format": FORMAT,
        "command": shown(manifest.command),
        "versions": dict(manifest.versions),
        "expected": manifest.expected,
        "shown": {
            name: contents[0] if len(contents) == 1 else list(contents)
            for name, contents in manifest.shown
        },
    }
    parts = (
        f"{json.dumps(part)}: {json.dumps({name: vars(one) for name, one in sorted(sums.items())})}"
        for part, sums in sorted(manifest.files.items())
    )
    runs = (
        json.dumps(vars(run) | {"error": shown(run.error)}, ensure_ascii=False)
        for run in manifest.runs
    )
    return with_sum(
        f"{json.dumps(head, indent=1, ensure_ascii=False)[:-2]},\n"
        f' "parts": {{\n{_lines(parts)}}},\n "runs": [\n{_lines(runs)}]}}\n'
    )


def with_sum(text: str) -> str:
    """A JSON object with its own check sum as the last key: over all that stands before it."""
    body = text.rstrip().removesuffix("}")
    return f'{body}{_SUM}{sha256(body.encode()).hexdigest()}"}}\n'


def shown(text: str) -> str:
    """A text that can be written: what is no letter, as a byte that was no UTF-8, is escaped."""
    return text.encode("utf-8", "backslashreplace").decode()


def stored_run(given: Any) -> StoredRun:
    """A run of a manifest; ValueError if it is none."""
    if not isinstance(given, dict) or given.keys() != _RUN.keys():
        raise ValueError(f"a run has the keys {', '.join(_RUN)} (got {_short(given)})")
    for name, kind in _RUN.items():
        value = given[name]
        if type(value) is not kind:
            raise ValueError(f"{name} of a run is {_short(value)} and no {kind.__name__}")
        if isinstance(value, str):
            value.encode()
    run = StoredRun(**given)
    for name, number in (("seed", run.seed), ("replicate", run.replicate)):
        if not 0 <= number <= MOST_COUNT:
            raise ValueError(f"{name}={_short(number)} of a run is no count")
    if run.key != f"{run.scenario}-{run.scenario_hash}-{run.seed}-{run.model}":
        raise ValueError(f"run={_short(run.key)} is not what its key says")
    if bool(run.part) == bool(run.error) or (run.part and not PART.fullmatch(run.part)):
        raise ValueError(f"part={_short(run.part)} of run={_short(run.key)} is none")
    return run


def files_of(given: dict[str, Any]) -> dict[str, Sums]:
    """The files of every part; ValueError if something is none."""
    for part in given:
        if not PART.fullmatch(part):
            raise ValueError(f"part={_short(part)} is none")
    return {part: sums_of(files) for part, files in given.items()}


def sums_of(given: Any) -> Sums:
    """The files of a part; ValueError if they are none."""
    found = {str(name): Sum(one["rows"], one["sha256"]) for name, one in given.items()}
    for name, one in found.items():
        whole = type(one.rows) is int and 0 <= one.rows <= MOST_COUNT
        if name not in STORED or not whole or not SHA256.fullmatch(one.sha256):
            raise ValueError(f"file={_short(name)} of a part is none ({_short(given[name])})")
    return found


def contents_shown(given: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What stands for each scenario's name; a scenario of one content is written as such."""
    found = {
        name: (contents,) if isinstance(contents, str) else tuple(contents)
        for name, contents in given.items()
    }
    for name, contents in found.items():
        for word in (name, *contents):
            if not isinstance(word, str):
                raise ValueError(f"shown of {_short(name)} is {_short(word)} and no text")
            word.encode()
    return tuple(found.items())


def _check_sum(content: Any, raw: bytes) -> None:
    """ValueError if a manifest is not what was written; the first version wrote no sum."""
    if not isinstance(content, dict):
        raise ValueError(f"it is {_short(content)} and no manifest")
    if content["format"] == WITHOUT_SUMS and not {"parts", "sha256"} & content.keys():
        return
    body, _, _ = raw.rpartition(_SUM.encode())
    if content["sha256"] != sha256(body).hexdigest():
        raise ValueError("it was changed since it was saved: its check sum differs")


def _manifest(content: dict[str, Any]) -> Manifest:
    number = content["format"]
    if type(number) is not int or number not in (FORMAT, WITHOUT_SUMS):
        raise ValueError(f"format={_short(number)} (allowed {WITHOUT_SUMS}, {FORMAT})")
    summed, given = number != WITHOUT_SUMS, {name: content[name] for name in _SETTINGS}
    for name, kind in _SETTINGS.items():
        _a(kind, given[name], name)
    manifest = Manifest(
        tuple(stored_run(run) for run in given["runs"]),
        contents_shown(given["shown"]),
        given["command"],
        tuple((name, _a(str, one, name)) for name, one in given["versions"].items()),
        given["expected"],
        files_of(_a(dict, content["parts"], "parts")) if summed else {},
    )
    _check_whole(manifest, summed=summed)
    return manifest


def _check_whole(manifest: Manifest, *, summed: bool) -> None:
    """Raise ValueError for a run listed twice, a part not listed, and counts that are none."""
    twice = first_twice(run.key for run in manifest.runs)
    if twice:
        raise ValueError(f"run={_short(twice)} is listed twice")
    if not 0 <= manifest.expected <= MOST_COUNT:
        raise ValueError(f"expected={_short(manifest.expected)} is no count")
    unlisted = next((part for part in manifest.parts if part not in manifest.files), None)
    if summed and unlisted:
        raise ValueError(f"part={unlisted} has runs and is not listed under parts")
    manifest.command.encode()


def first_twice(keys: Iterable[str]) -> str:
    """The first key that comes a second time; empty if none does."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return ""


def _a(kind: type[Found], given: Any, name: str) -> Found:
    if type(given) is not kind:
        raise ValueError(f"{_short(name)} is {_short(given)} and no {kind.__name__}")
    return given


def _missing(folder: Path) -> StoreError:
    if folder.is_dir() and parts_in(folder):
        return StoreError(f"{folder / MANIFEST} is missing; {to_repair(folder)}")
    return NoResultsError(
        f"folder={folder} holds no results: there is no {MANIFEST} in it; "
        "give a folder that `nksim run` has written"
    )


def _short(given: Any) -> str:
    """A value as it may stand in a message."""
    if isinstance(given, int) and abs(given) > MOST_COUNT:
        return "a number of many digits"
    if isinstance(given, dict | list):
        return f"a {type(given).__name__} of {len(given)}"
    return repr(given)[:60]


def _lines(items: Iterable[str]) -> str:
    joined = ",\n".join(items)
    return f"{joined}\n" if joined else ""
