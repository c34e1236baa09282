"""What happens in the tiny worlds of the golden figures: which counts, and which events."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.architecture.mentions import text_of


@cache
def has_happened(column: str) -> bool:
    """Whether a column is more than nothing in one of the tiny worlds that both engines pass."""
    worlds: dict[str, Any] = json.loads(text_of("tests/golden/tiny.json"))
    return any(_amount(figures, column) for figures in worlds.values())


@cache
def has_been_logged(event: str) -> bool:
    """Whether an event stands in the log of one of the tiny worlds."""
    worlds: dict[str, Any] = json.loads(text_of("tests/golden/events.json"))
    return any(figures["words"]["event"].get(event) for figures in worlds.values())


def _amount(figures: Any, column: str) -> bool:
    """Whether golden figures hold something other than 0 under a column's name."""
    if not isinstance(figures, dict):
        return False
    here = figures.get(column)
    if isinstance(here, list):
        return any(here)
    return bool(here) or any(_amount(inner, column) for inner in figures.values())
