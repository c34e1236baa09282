"""Scenario, study and sweep files with something wrong in them: read, or refused in words, never a
crash.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.commands import DONE, answer_of
from tests.fuzz.conftest import GRID, OTHER, STUDY, SWEEP, WORLD, Desk
from tests.fuzz.effort import effort
from tests.fuzz.mutations import mutated

pytestmark = pytest.mark.usefixtures("quick_engine")


@effort(100)
@given(content=mutated([WORLD, OTHER]), look=st.sampled_from(["check", "show", "plan", "evidence"]))
def test_scenario_with_something_wrong__is_read_or_refused(
    desk: Desk, content: bytes, look: str
) -> None:
    """Whatever stands in a scenario file, whoever reads it is answered."""
    words = (
        [look, "wrong.yaml"]
        if look != "evidence"
        else [look, "assumed", "--scenario", "wrong.yaml"]
    )
    answer_of(words, desk.laid(wrong_yaml=content))


@effort(25)
@given(content=mutated([WORLD]), child=st.sampled_from(["other.yaml", "study.yaml", "sweep.yaml"]))
def test_extended_file_with_something_wrong__is_named(
    desk: Desk, content: bytes, child: str
) -> None:
    """What a file extends may be broken as well."""
    answer_of(["plan", child], desk.laid(tiny_yaml=content))


@effort(60)
@given(content=mutated([STUDY]), look=st.sampled_from(["plan", "check"]))
def test_study_with_something_wrong__is_read_or_refused(
    desk: Desk, content: bytes, look: str
) -> None:
    """Whatever stands in a study file."""
    answer_of([look, "wrong.yaml"], desk.laid(wrong_yaml=content))


@effort(60)
@given(content=mutated([SWEEP, GRID]), look=st.sampled_from(["plan", "check"]))
def test_sweep_with_something_wrong__is_read_or_refused(
    desk: Desk, content: bytes, look: str
) -> None:
    """Whatever stands in a sweep file."""
    answer_of([look, "wrong.yaml"], desk.laid(wrong_yaml=content))


@pytest.mark.parametrize(
    "name", ["tiny.yaml", "other.yaml", "study.yaml", "sweep.yaml", "grid.yaml"]
)
def test_good_file__is_read(desk: Desk, name: str) -> None:
    """The files that are spoilt here are right before."""
    assert answer_of(["plan", name], desk.laid()).code == DONE
