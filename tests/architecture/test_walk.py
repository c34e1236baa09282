"""The walk from `nksim.compare` to stored tables, as the document tells it, against the code."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| `([\w.]+)` \| `([^`]+)` \| `([^`]+)` \| ([\w, ]*)\|$", re.M)
WORD = re.compile(r"^\| [\w ]+ \| [^|]+ \| `([\w.]+)` \|$", re.M)


class Step(NamedTuple):
    """A row of the table: the number, the function, what it takes and gives, and what else."""

    number: int
    name: str
    takes: str
    gives: str
    beside: tuple[str, ...]


def steps() -> list[Step]:
    rows = [[cell.replace("\\|", "|").strip() for cell in row] for row in ROW.findall(TEXT)]
    return [
        Step(int(number), name, takes, gives, tuple(filter(None, re.split(", *", beside))))
        for number, name, takes, gives, beside in rows
    ]


def named(name: str) -> object:
    """What a dotted name of the document stands for."""
    words = name.split(".")
    for length in range(len(words), 0, -1):
        try:
            found: object = import_module(".".join(["nksim", *words[:length]]))
        except ModuleNotFoundError:
            continue
        for word in words[length:]:
            found = getattr(found, word)
        return found
    raise AssertionError(f"{name} is not in the code")


def called_in(function: object) -> set[str]:
    """The names of everything that a module calls."""
    module = inspect.getmodule(function)
    assert module is not None
    calls = [node.func for node in ast.walk(ast.parse(inspect.getsource(module)))
             if isinstance(node, ast.Call)]  # fmt: skip
    return {
        call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls
    }


def test_the_walk__has_at_most_twelve_steps_in_order() -> None:
    """A newcomer follows it in one sitting."""
    assert [step.number for step in steps()] == list(range(1, len(steps()) + 1))
    assert 8 <= len(steps()) <= 12


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.name)
def test_a_step__takes_and_gives_what_the_document_says(step: Step) -> None:
    """One thing comes in, one leaves, and what stands beside it is named."""
    signature = inspect.signature(named(step.name))  # type: ignore[arg-type]
    first, *others = [one for one in signature.parameters.values() if one.name != "self"]
    assert first.annotation == step.takes
    assert signature.return_annotation == step.gives
    assert tuple(one.name for one in others) == step.beside


def test_steps__are_taken_by_those_before_them() -> None:
    """Each function is called where an earlier one, or who takes several of them, stands."""
    roads = (
        "api.comparing.compare",
        "api.at_hand.study_at_hand",
        "inference.comparing.compare_study",
        "running.runner.run_all",
    )
    called = set[str]().union(*(called_in(named(road)) for road in roads))
    for step in steps():
        name = step.name.rpartition(".")[2]
        assert name in called, f"{step.name} is called by no step before it"
        called |= called_in(named(step.name))


def test_words_of_the_glossary__are_in_the_code() -> None:
    """Who reads a word finds the thing."""
    words = WORD.findall(TEXT)
    assert len(words) >= 25
    for word in words:
        assert named(word) is not None
