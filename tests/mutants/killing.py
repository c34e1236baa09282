"""Whether the tests notice a mutant: each lives in a process of its own that ends with its tests.

A process is forked from one that has everything imported but nksim; it imports nksim with one
module changed in memory and runs the tests of that module until the first that fails. No file is
ever written to, and kernels run as plain Python, since compiling them would take longer than all
tests.
"""

from __future__ import annotations

import ast
import gc
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import takewhile
from pathlib import Path
from types import CodeType
from typing import Any

from tests.mutants.mutants import Mutant

NO_TESTS = 5  # what pytest says where it found none
SECONDS = 240  # of a processor: a mutant that takes longer hangs, and is noticed
OURS = ("nksim", "tests")
SPARED = ("cacheprovider", "xdist", "unraisableexception", "threadexception", "faulthandler")
QUIETLY = (
    "-x",
    "-q",
    *(word for plugin in SPARED for word in ("-p", f"no:{plugin}")),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


class _Loader(SourceFileLoader):
    """Loads one module from a tree instead of its file."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec", dont_inherit=True)


class _Finder:
    """Finds the changed module before anybody else does."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        spec = PathFinder.find_spec(fullname, path)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(fullname, spec.origin, self.tree)
        return spec


class _FirstFailure:
    """Remembers which test failed first."""

    test = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed and not self.test:
            self.test = f"{report.nodeid} (import)"


def module_name(file: str) -> str:
    """The module of a file of the package."""
    return file.removesuffix(".py").replace("/", ".")


def third_parties(tests: Sequence[str]) -> list[str]:
    """Modules that the tests import and that are not ours: asked of a process that runs them."""
    told = _in_child(None, tests, lambda: [name for name in sys.modules if _is_foreign(name)])
    assert told["code"] == 0, f"the tests fail without any mutant: {told['test']}"
    return list(told["more"])


def import_all(names: Iterable[str]) -> None:
    """Import what every process needs, once; what cannot be imported by itself comes later."""
    for name in names:
        with suppress(Exception):  # a module of another's may want to be imported by its owner
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def killed_by(mutant: Mutant, tests: Sequence[str]) -> str:
    """The test that notices a mutant; empty if it survives."""
    told = _in_child(mutant, tests)
    if told["code"] == 0:
        return ""
    assert told["code"] != NO_TESTS, f"no tests among {tests}"
    return str(told["test"]) or f"exit code {told['code']}"


def kill_all(
    waiting: Iterable[tuple[Mutant, Sequence[str]]], processes: int
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with the test that notices it, as they finish; so many processes at a time."""
    running: dict[int, tuple[Mutant, int, float]] = {}
    for mutant, tests in waiting:
        while len(running) >= processes:
            yield _finished(running)
        reader, pid = _fork(mutant, tests)
        running[pid] = (mutant, reader, time.time())
    while running:
        yield _finished(running)


def _finished(running: dict[int, tuple[Mutant, int, float]]) -> tuple[Mutant, str]:
    pid, _ = os.wait()
    mutant, reader, _ = running.pop(pid)
    told = _read(reader)
    return mutant, str(told["test"] or f"exit code {told['code']}") if told["code"] else ""


def _in_child(mutant: Mutant | None, tests: Sequence[str], ask: Any = None) -> dict[str, Any]:
    reader, pid = _fork(mutant, tests, ask)
    told = _read(reader)
    os.waitpid(pid, 0)
    return told


def _read(reader: int) -> dict[str, Any]:
    with os.fdopen(reader) as told:
        text = told.read()
    return json.loads(text) if text else {"code": -1, "test": "hangs or dies", "more": []}


def _fork(mutant: Mutant | None, tests: Sequence[str], ask: Any = None) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return reader, pid
    try:
        os.close(reader)
        gc.disable()
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        told = _tested(mutant, tests)
        os.write(writer, json.dumps(told | {"more": ask() if ask else []}).encode())
    finally:
        os._exit(0)


def _tested(mutant: Mutant | None, tests: Sequence[str]) -> dict[str, Any]:
    """Run the tests on a mutant; everything they say goes nowhere."""
    import pytest

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        del sys.modules[name]
    if mutant is not None:
        finder: Any = _Finder(module_name(mutant.file), mutant.tree)
        sys.meta_path.insert(0, finder)
    first = _FirstFailure()
    for part in _parts(tests):
        code = int(pytest.main([*QUIETLY, *part], plugins=[first]))
        if code not in (0, NO_TESTS):
            break
    return {"code": code, "test": first.test}


def _parts(tests: Sequence[str]) -> list[list[str]]:
    """The first file by itself, which notices most mutants, then the others; options hold for all.

    To import all takes longer than to run one.
    """
    files = list(takewhile(lambda each: not each.startswith("-"), tests))
    options = [*tests[len(files) :]]
    return [[*part, *options] for part in (files[:1], files[1:]) if part]


def _is_foreign(name: str) -> bool:
    return name.split(".")[0] not in (*OURS, "__main__", "__mp_main__")


def root() -> Path:
    """The folder of the package and the tests."""
    return Path(__file__).parents[2]
