"""Results folders that something has happened to: whatever it is, nothing wrong is read, and
nothing whole is lost.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from nksim.cli.app import app
from nksim.store.manifest_file import with_sum
from nksim.store.merging import compact
from nksim.store.saving import save_finished
from tests.fixtures.folders import COMMAND, RUNS, small_folder
from tests.fixtures.killing import tables
from tests.fuzz.effort import effort

MOST_SECONDS = 10.0  # of this process, so that a busy machine is no fault of the command
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["part-00000", "part-00001", "../x", "\udcff", "\0", 10**4000, "outcomes"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
CHANGES = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 1), st.integers(1, 255)),
    st.tuples(st.just("cut"), st.floats(0, 1), st.none()),
    st.tuples(st.just("strike"), st.floats(0, 1), st.integers(1, 400)),
    st.tuples(st.just("insert"), st.floats(0, 1), st.binary(min_size=1, max_size=40)),
    st.tuples(st.just("whole"), st.none(), st.binary(max_size=60)),
    st.tuples(st.just("repeat"), st.none(), st.none()),
    st.tuples(st.just("remove"), st.none(), st.none()),
    st.tuples(st.just("folder"), st.none(), st.none()),
    st.tuples(st.just("pipe"), st.none(), st.none()),
    st.tuples(st.just("copy"), st.none(), st.integers(0, 40)),
)
NUMBERS = count()


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """A whole folder, its tables as text, and its parts when they are in order."""
    place = tmp_path_factory.mktemp("calm")
    folder = small_folder(place / "r")
    assert command(place, "export", folder, "--out", place / "csv") == 0
    ordered = place / "ordered"
    shutil.copytree(folder, ordered)
    compact(ordered)
    return folder, place / "csv", tables(ordered)


@given(place=st.floats(0, 1), change=CHANGES)
@effort(60)
def test_a_changed_file__is_never_read_as_if_it_were_whole(
    calm: tuple[Path, Path, dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    place: float,
    change: tuple[str, Any, Any],
) -> None:
    """One file of the manifest, the parts and the scenarios, changed in one way."""
    with a_copy(calm[0], tmp_path_factory) as folder:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        apply(change, files[round(place * (len(files) - 1))], files)
        is_newer = b'"format": 3' not in _content(folder / "manifest.json")
        _judge(folder, calm, may_refuse=is_newer)


@given(where=st.lists(st.integers(0, 20), min_size=1, max_size=5), value=VALUES, drop=st.booleans())
@effort(40)
def test_a_manifest_of_any_shape__is_one_sentence_or_as_good_as_before(
    calm: tuple[Path, Path, dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    where: list[int],
    value: Any,
    drop: bool,
) -> None:
    """Something else stands where a value stood, and the check sum is right."""
    with a_copy(calm[0], tmp_path_factory) as folder:
        path = folder / "manifest.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        del content["sha256"]
        content = replaced(content, where, value, drop=drop)
        with suppress(ValueError):  # numbers of so many digits are no JSON that Python writes
            path.write_text(with_sum(json.dumps(content)), encoding="utf-8")
        export(folder)
        assert command(folder.parent, "repair", folder) in (0, 1)


def _judge(folder: Path, calm: tuple[Path, Path, dict[str, str]], *, may_refuse: bool) -> None:
    """Tables are read right or not at all; repaired and worked on, the folder is as if nothing had
    happened.
    """
    _, csv, ordered = calm
    if export(folder) == 0:
        assert digests(folder.parent / "csv") == digests(csv)
    repaired = command(folder.parent, "repair", folder)
    assert repaired == 0 or may_refuse
    if repaired == 0:
        save_finished(RUNS, folder, COMMAND)
        compact(folder)
        assert tables(folder) == ordered


def export(folder: Path) -> int:
    return command(folder.parent, "export", folder, "--out", folder.parent / "csv")


def command(place: Path, *words: object) -> int:
    """Run a command; it ends within ten seconds, well or with a sentence, and with no traceback.

    Before it may stand one on parts that do not count.
    """
    started = time.process_time()
    done = CliRunner().invoke(app, [str(word) for word in words])
    took = time.process_time() - started
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise AssertionError(f"{words[0]} ended with a traceback") from done.exception
    assert done.exit_code in (0, 1, 2), done.output
    assert done.exit_code == 0 or len(done.stderr.splitlines()) in (1, 2), done.stderr
    assert took < MOST_SECONDS
    return int(done.exit_code)


@contextmanager
def a_copy(folder: Path, places: pytest.TempPathFactory) -> Iterator[Path]:
    """The whole folder once more, for one input."""
    place = places.mktemp(f"changed{next(NUMBERS)}")
    try:
        yield Path(shutil.copytree(folder, place / "r"))
    finally:
        shutil.rmtree(place)


def apply(change: tuple[str, Any, Any], path: Path, files: list[Path]) -> None:
    """Change a file, or what lies in its place."""
    kind, at, what = change
    content = path.read_bytes()
    position = round((at or 0.0) * max(len(content) - 1, 0))
    made = {
        "flip": lambda: (
            content[:position]
            + bytes(sign ^ what for sign in content[position : position + 1])
            + content[position + 1 :]
        ),
        "cut": lambda: content[:position],
        "strike": lambda: content[:position] + content[position + what :],
        "insert": lambda: content[:position] + what + content[position:],
        "whole": lambda: what,
        "repeat": lambda: content + content,
        "copy": lambda: files[what % len(files)].read_bytes(),
    }
    written = made[kind]() if kind in made else b""
    path.unlink()
    if kind in made:
        path.write_bytes(written)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)


def replaced(content: Any, where: list[int], value: Any, *, drop: bool) -> Any:
    """The same JSON with another value, or none, at a place of it."""
    keys = list(content) if isinstance(content, dict) else range(len(content))
    key = [*keys][where[0] % len(keys)]
    inner = content[key]
    if len(where) > 1 and isinstance(inner, dict | list) and inner:
        content[key] = replaced(inner, where[1:], value, drop=drop)
    elif drop:
        del content[key]
    else:
        content[key] = value
    return content


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b'"format": 3'
