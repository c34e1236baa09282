"""Examples in docstrings do what they say."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nksim"
EXAMPLE = ">>> "


def modules() -> list[str]:
    """The modules that hold examples; the others are not imported for their sake."""
    found = [path for path in sorted(PACKAGE.rglob("*.py")) if EXAMPLE in path.read_text("utf-8")]
    names = [path.relative_to(PACKAGE.parent).with_suffix("") for path in found]
    return [".".join(name.parts).removesuffix(".__init__") for name in names]


@pytest.mark.parametrize("name", modules())
def test_examples__do_what_they_say(name: str) -> None:
    """Whoever types an example sees what stands below it."""
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    failed, tried = doctest.testmod(importlib.import_module(name), optionflags=flags)
    assert tried
    assert not failed
