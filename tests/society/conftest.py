from __future__ import annotations

import pytest

from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society


def sized(size: int, **society: object) -> Scenario:
    return Scenario.model_validate({"society": {"size": size, **society}})


@pytest.fixture(scope="session")
def country() -> Society:
    """A hundred thousand people."""
    return build_society(sized(100_000), 1)


@pytest.fixture(scope="session")
def village() -> Society:
    """Three hundred people."""
    return build_society(sized(300), 1)
