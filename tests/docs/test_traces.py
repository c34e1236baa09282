"""The examples of docs/traces.md do what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "traces.md"
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_the_examples__run_from_the_first_to_the_last() -> None:
    """Whoever types them sees no error; each goes on where the one before has ended."""
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) == 2
    names: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, str(PAGE), "exec"), names)
    assert names["life"].chain.ends in ("policy", "announced", "district", "queue")
