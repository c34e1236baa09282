from __future__ import annotations

import pytest

from nksim.core.errors import SizeError
from nksim.scenario.loading import load_scenario
from nksim.society import memory
from nksim.society.building import build_society
from nksim.society.society import Society
from tests.society.conftest import sized


def test_memory__is_never_less_than_the_society(country: Society) -> None:
    """The prediction is above what people and ties take."""
    assert memory.society_bytes(sized(100_000)) > country.nbytes


def test_memory__grows_with_people_and_ties() -> None:
    """More people, or more ties each, need more."""
    base = memory.society_bytes(sized(1_000_000))
    assert memory.society_bytes(sized(2_000_000)) > base
    assert memory.society_bytes(sized(1_000_000, ties={"friend": 20.0})) > base


def test_lives__need_room_for_two_societies_unless_a_run_is_alone() -> None:
    """A turn of the year has the society before it and the one after side by side."""
    size = {"society.size": 1_000_000}
    still, living = (
        load_scenario("nksim:quick", size | {"life.enabled": on}) for on in (False, True)
    )
    without, alone, shared = (
        memory.society_bytes(scenario, is_alone)
        for scenario, is_alone in ((still, True), (living, True), (living, False))
    )
    hundredth = {"society.size": 10_000, "life.enabled": True}
    other = 100 * build_society(load_scenario("nksim:quick", hundredth)).nbytes
    assert shared - without > other
    assert shared > alone > without


def test_too_many__are_refused_before_anything_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A country that does not fit is refused, saying what is needed, what there is
    and what to do.
    """
    monkeypatch.setattr(memory, "available_bytes", lambda: 1 << 30)
    with pytest.raises(
        SizeError, match=r"society.size=25000000 needs about .* GiB.*1.0 GiB are available.*--size"
    ):
        memory.check_memory(sized(25_000_000))


def test_what_fits__passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small society fits into two gigabytes."""
    monkeypatch.setattr(memory, "available_bytes", lambda: 2 << 30)
    memory.check_memory(sized(1_000))
