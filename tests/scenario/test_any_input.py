"""Whatever is given, there is a scenario or a list of faults, never a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from nksim.core.errors import Fault, ScenarioError
from nksim.scenario import load_scenario
from nksim.scenario.catalogue import scenario_leaves, section_keys
from nksim.scenario.document import parse_document
from nksim.scenario.identity import scenario_hash
from nksim.scenario.levers import LEVER_SETTINGS

Read = TypeVar("Read")
WORDS = sorted(
    {part for key in [*scenario_leaves(), *section_keys()] for part in key.split(".") if part}
    | {"value", "range", "source", "extends", "without", "lever", "from"}
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.sampled_from(sorted(LEVER_SETTINGS))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3)
    ),
    max_leaves=12,
)


def outcome(read: Callable[[], Read]) -> tuple[Read | None, tuple[Fault, ...]]:
    """What was read, or the faults for which nothing was."""
    try:
        return read(), ()
    except ScenarioError as error:
        return None, error.faults


@given(
    st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=5),
    st.dictionaries(st.sampled_from(list(scenario_leaves())), VALUES, max_size=2),
)
def test_any_mapping__is_a_scenario_or_faults(
    mapping: dict[str, object], overrides: dict[str, object]
) -> None:
    """Programs may hand over anything; every refusal is a list of faults that each
    say something.
    """
    scenario, faults = outcome(lambda: load_scenario(mapping, overrides))
    assert bool(scenario) != bool(faults)
    assert all(fault.message for fault in faults)
    assert scenario is None or len(scenario_hash(scenario)) == 64


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"# \n\t1.?,%@`~\0"), max_size=40))
def test_any_text__is_a_document_or_faults(text: str) -> None:
    """Strangers may hand over any text."""
    document, faults = outcome(lambda: parse_document(text, "any.yaml"))
    assert document or faults
    assert document is None or all(fault.line for fault in document[1])
