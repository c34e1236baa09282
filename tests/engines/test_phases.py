"""Both engines and the docs tell the same week."""

from __future__ import annotations

import re
from pathlib import Path

from nksim.engines.citizens.week import WEEK
from nksim.engines.compiled.week import STEPS
from nksim.engines.contract import PHASES

MODEL = Path(__file__).parents[2] / "docs/model.md"


def test_the_phases__are_the_same_in_both_engines_and_in_the_docs() -> None:
    """Policy comes first; then nine phases, by name and in order, wherever a week is told."""
    assert PHASES[0] == "policy"
    assert tuple(phase.__name__ for phase in WEEK) == PHASES[1:]
    assert tuple(dict.fromkeys(phase for _, phase, _ in STEPS)) == PHASES[1:]
    told = re.findall(r"^\d+\. \*\*(\w+)\*\*", MODEL.read_text(encoding="utf-8"), re.M)
    assert tuple(told) == PHASES
