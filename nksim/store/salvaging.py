"""What a damaged manifest still says, and what the parts themselves say of the runs in them.

A manifest has a part and a run a line, so that one that was cut off or is broken somewhere keeps
its other lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from nksim.core.errors import StoreError
from nksim.store.finished import EVENTS
from nksim.store.manifest import Manifest, StoredRun
from nksim.store.manifest_file import MOST_COUNT, contents_shown, files_of, stored_run
from nksim.store.parts import RUN, parse
from nksim.store.reading import MOST_JSON_BYTES, parse_json, read_bytes

_BODY = re.compile(rb',\n "(?:parts|runs)": ')
_OF_PART = re.compile(rb'("[a-z0-9-]+"): (\{.*\})')
_IDENTITY = [RUN, "scenario", "replicate", "seed"]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Listed:
    """What a manifest says: readable settings and files, and `runs` as often as listed."""

    manifest: Manifest
    runs: tuple[StoredRun, ...]
    head: Mapping[str, Any] = field(default_factory=dict)


def salvage(path: Path) -> Listed:
    """Whatever can be read of a damaged manifest, which may be nothing."""
    try:
        content = read_bytes(path, MOST_JSON_BYTES)
    except (StoreError, FileNotFoundError):
        return Listed(Manifest(), ())
    head, parts, runs = _whole(content, path) or _lines(content, path)
    manifest = Manifest(
        shown=next(_whole_of([head], lambda given: contents_shown(given["shown"])), ()),
        command=next(_whole_of([head], lambda given: _text(given["command"])), ""),
        expected=next(_whole_of([head], lambda given: _count(given["expected"])), 0),
        files=dict(_whole_of(parts, lambda one: next(iter(files_of(dict([one])).items())))),
    )
    return Listed(manifest, tuple(_whole_of(runs, stored_run)), head)


def runs_in(part: str, contents: Mapping[str, bytes]) -> list[StoredRun]:
    """The runs of a part, from its rows alone.

    The hash of their final states is missing, since no table has it.

    `contents` are its files by table; ValueError if they do not say it.
    """
    found: dict[str, tuple[str, int, int]] = {}
    for content in contents.values():
        found |= _keys(content)
    with_events = _keys(contents[EVENTS]) if EVENTS in contents else {}
    return [_run(part, key, found[key], key in with_events) for key in sorted(found)]


def _keys(content: bytes) -> dict[str, tuple[str, int, int]]:
    table = parse(content, _IDENTITY)
    if set(table.column_names) != {*_IDENTITY}:
        raise ValueError(f"is no part of a table: it has not the columns {', '.join(_IDENTITY)}")
    rows = table.group_by(_IDENTITY).aggregate([]).to_pylist()
    return {str(row[RUN]): (row["scenario"], row["replicate"], row["seed"]) for row in rows}


def _run(part: str, key: str, names: tuple[str, int, int], events: bool) -> StoredRun:
    scenario, replicate, seed = names
    words = key.removeprefix(f"{scenario}-").split("-", 2)
    if len(words) != 3 or words[1] != str(seed) or not re.fullmatch("[0-9a-f]{12}", words[0]):
        raise ValueError(f"holds a run whose key says nothing (run={key[:60]})")
    return StoredRun(
        key, scenario, words[0], replicate, seed, words[2], state_hash="", events=events, part=part
    )


def _whole(content: bytes, path: Path) -> tuple[Any, Iterable[Any], Iterable[Any]] | None:
    """Settings, parts and runs of a manifest that is JSON; None if it is none."""
    try:
        found = parse_json(content, path)
    except StoreError:
        return None
    if not isinstance(found, dict):
        return None
    parts, runs = found.get("parts"), found.get("runs")
    return (
        found,
        parts.items() if isinstance(parts, dict) else (),
        runs if isinstance(runs, list) else (),
    )


def _lines(content: bytes, path: Path) -> tuple[Any, Iterable[Any], Iterable[Any]]:
    """The same of a manifest that is broken somewhere, from those lines that are whole."""
    tops = _whole_of([_BODY.split(content)[0] + b"}"], lambda top: parse_json(top, path))
    head = next((top for top in tops if isinstance(top, dict)), {})
    lines = [line.strip().rstrip(b",]}") + b"}" for line in content.splitlines()]
    matches = (_OF_PART.match(line.strip()) for line in content.splitlines())
    named = [match for match in matches if match is not None]
    parts = _whole_of(
        named, lambda one: (parse_json(one[1], path), parse_json(one[2].rstrip(b",]"), path))
    )
    runs = _whole_of(
        [line for line in lines if line.startswith(b'{"key"')],
        lambda line: parse_json(line, path),
    )
    return head, parts, runs


def _whole_of(items: Iterable[Any], read: Callable[[Any], Found]) -> Iterator[Found]:
    """What can be read; the others are left out."""
    for item in items:
        try:
            yield read(item)
        except (StoreError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _text(given: Any) -> str:
    given.encode()
    return str(given)


def _count(given: Any) -> int:
    if type(given) is not int or not 0 <= given <= MOST_COUNT:
        raise ValueError
    return given
