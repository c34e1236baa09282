"""Command lines of every command with wrong words, values and files: done, or refused in words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.models import OptionInfo

from tests.fuzz.commands import answer_of
from tests.fuzz.conftest import FILES, Desk
from tests.fuzz.effort import effort
from tests.fuzz.mutations import SPOILED

pytestmark = pytest.mark.usefixtures("quick_engine")
NAMES = (
    *FILES,
    *(
        "nothing.yaml",
        "tiny.yml",
        ".",
        "..",
        "",
        "-",
        "--",
        "tiny.yaml/x",
        "/dev/zero",
        "/dev/null",
    ),
    *("/proc/self/status", "/proc/self/mem", "a\nb.yaml", "\x1b[31m.yaml", "x" * 300, "한국.yaml"),
    *(
        "\udcff.yaml",
        "nksim:quick",
        "nksim:nothing",
        "nksim:",
        "results",
        "done",
        "out/deep",
        "out.png",
    ),
)
OUTS = tuple(name for name in NAMES if not name.startswith("/"))  # nothing outside is touched
NUMBERS = (
    "0",
    "-1",
    "1",
    "2",
    "3",
    str(2**63 - 1),
    str(2**63),
    "9" * 30,
    "1.5",
    "x",
    "",
    "nan",
    "inf",
)
KEYS = (
    *(
        "society.size",
        "run.seed",
        "run.until",
        "name",
        "levers",
        "levers.new-law.strength",
        "network",
    ),
    *("levers.new-law", "levers.", "levers..", ".", "", "society", "society.", "behaviour.w_risk"),
    *("extends", "without", "network.k", "description", "sociey.size", "\x1b", "한국", "run.start"),
)
USUAL = {"compare": "study.yaml", "sweep": "sweep.yaml"} | dict.fromkeys(
    ("export", "plot", "survey", "results"), "done"
)
NEVER = ("scheduler", "version", "help")  # one reaches out for the network, two only print


class Parameter(NamedTuple):
    """One argument or option of a command: the kind of its values, and how it is named."""

    names: tuple[str, ...]  # none for an argument
    kind: Any
    required: bool


def _commands() -> Iterator[tuple[list[str], list[Parameter]]]:
    """Every command: the words that call it, and what it takes."""
    from nksim.cli.app import app

    for group in [app, *(one.typer_instance for one in app.registered_groups)]:
        above = (
            [] if group is app else [str(group.registered_callback.callback.__name__).strip("_")]
        )
        for command in group.registered_commands:
            yield [*above, command.callback.__name__], list(_parameters(command.callback))


def _parameters(function: Callable[..., None]) -> Iterator[Parameter]:
    """What a command takes, as its function declares it."""
    defaults = inspect.signature(function).parameters
    for name, hint in get_type_hints(function, include_extras=True).items():
        if name not in (*NEVER, "return"):
            kind, declared = get_args(hint)[:2]
            names = _flags(declared) or ((f"--{name}",) if isinstance(declared, OptionInfo) else ())
            yield Parameter(names, kind, defaults[name].default is inspect.Parameter.empty)


def _flags(declared: Any) -> tuple[str, ...]:
    """The names that are written out; typer takes the first of them for a default."""
    written = (declared.default, *(declared.param_decls or ()))
    return tuple(one for one in written if isinstance(one, str) and one.startswith("-"))


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with its arguments and some of its options, many of them wrong."""
    words, parameters = draw(st.sampled_from(list(_commands())))
    line = list(words)
    for one in parameters:
        if not one.names:
            usual = USUAL.get(words[-1], "tiny.yaml")
            names = st.sampled_from([*[usual] * len(NAMES), *NAMES])
            most = 3 if get_origin(one.kind) is list else 1
            line += draw(st.lists(names, min_size=int(one.required), max_size=most))
    options = [one for one in parameters if one.names]
    for one in draw(st.lists(st.sampled_from(options), max_size=3)) if options else []:
        line.append(draw(st.sampled_from(one.names)))
        if one.kind is not bool:
            line.append(draw(_values(one)))
    return line


def _values(option: Parameter) -> st.SearchStrategy[str]:
    """What may be given to an option: much of it wrong."""
    kind = next((part for part in get_args(option.kind) if part is not type(None)), option.kind)
    if "--set" in option.names:
        keys = st.sampled_from(KEYS)
        return st.builds("{}={}".format, keys, st.sampled_from(SPOILED)) | keys
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from([*map(str, kind), "x", ""])
    if kind in (int, float):
        return st.sampled_from(NUMBERS)
    if kind is Path:
        return st.sampled_from(OUTS if {"--out", "--societies"} & {*option.names} else NAMES)
    return st.sampled_from([*NAMES, *KEYS, *NUMBERS, "age", "csv", "mean_bond"])


@effort(85)
@given(line=lines())
def test_command_line_of_any_words__is_done_or_refused(desk: Desk, line: list[str]) -> None:
    """Whatever is typed after `nksim`, it is done or said to be wrong, and what is wrong leaves
    nothing.
    """
    answer_of(line, desk.laid(runs="done" in line))


def test_every_command__is_among_them() -> None:
    """The words are read off the commands themselves, so that none is forgotten."""
    found = {" ".join(words): parameters for words, parameters in _commands()}
    assert {"run", "compare", "check", "verify twins"} <= found.keys()
    assert all(found[name] for name in ("run", "check", "verify twins"))
    assert {"--set", "--seed", "--out"} <= {name for one in found["run"] for name in one.names}
