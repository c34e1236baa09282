"""The shape of the code: narrow lines, short functions and files, few parameters, no circles."""

from __future__ import annotations

import pytest

from tests.architecture.imports import circles
from tests.architecture.shape import Fault, counted, density, exceptions, faults
from tests.architecture.sources import Source, body_lines, parameters

RULES = ("line", "function", "parameters", "file", "circle", "floor", "density")
CODE = '''\
def one(a, *, b=1, **more):
    """A docstring
    of two lines."""
    first = a + b

    return first


class Thing:
    def nothing(self, x, /, *rest):
        """Only words."""
'''


@pytest.mark.parametrize("rule", RULES)
def test_the_code__keeps_its_shape(rule: str) -> None:
    """Whoever opens a file reads it in one look: `make shape` prints every figure."""
    found = [fault for fault in faults() if fault.rule == rule]
    suffered, now = exceptions(), counted(found)
    new = {each for each, number in now.items() if number > suffered.get(each, 0)}
    words = [str(fault) for fault in found if (fault.rule, fault.path) in new]
    assert not words, "\n" + "\n".join(words)


def test_the_exceptions__only_become_fewer() -> None:
    """What has been mended leaves the list: `python -m tests.architecture.shape --shrink`."""
    now = counted(faults())
    stale = [
        f"{rule} {path}: {now.get((rule, path), 0)} left, {number} in exceptions.txt"
        for (rule, path), number in exceptions().items()
        if now.get((rule, path), 0) < number
    ]
    assert not stale, "\n" + "\n".join(stale)


def test_imports_inside_functions__close_no_circle() -> None:
    """An import inside a function saves time, and never hides that two modules need each other."""
    assert circles(inside=True) == circles(inside=False)


def test_the_measures__are_of_what_a_reader_sees() -> None:
    """Docstrings are no body, `self` is no parameter, and blank lines are lines."""
    source = Source("nksim/thing.py", CODE)
    one, nothing = sorted(source.functions(), key=lambda function: function.lineno)
    assert (body_lines(one), body_lines(nothing)) == (3, 0)
    assert (parameters(one), parameters(nothing)) == (["a", "b", "more"], ["x", "rest"])
    assert density((source,)) == pytest.approx(7 / 3)
    assert source.module == "nksim.thing"


def test_a_fault__says_where_it_is_and_what_to_do() -> None:
    """An editor that reads the line jumps to the place."""
    fault = Fault("line", "nksim/thing.py", 7, "120 columns (at most 100)", "break it")
    assert str(fault) == "nksim/thing.py:7: 120 columns (at most 100); break it"
