"""Tables as they are stated in docs/paper.md: rows, and the beginning of a hash."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pandas as pd

PAGE = Path(__file__).parents[1] / "docs" / "paper.md"
BEGIN, END = "<!-- tables:begin -->\n", "<!-- tables:end -->\n"
Hashes = Mapping[str, tuple[int, str]]  # rows and hash of each table


def lines_of(hashes: Hashes) -> list[str]:
    """A line a table, as the page has them."""
    rows = [f"| {name} | {rows:,} | `{digits}` |\n" for name, (rows, digits) in hashes.items()]
    return ["| table | rows | sha256 |\n", "| --- | ---: | --- |\n", *rows]


def with_hashes(page: str, hashes: Hashes) -> str:
    """The page with these tables stated between its marks."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return before + BEGIN + "".join(lines_of(hashes)) + END + after


def differing(page: str, hashes: Hashes) -> list[str]:
    """What is not as the page states, a sentence each."""
    stated = page.partition(BEGIN)[2].partition(END)[0]
    if "`" not in stated:
        return [f"{PAGE.name} states no tables yet; look at them, and state them with --write"]
    lines = stated.splitlines()
    return [
        f"{name}: made {digits} is not what {PAGE.name} states; look, and state it with --write"
        for name, (_, digits) in hashes.items()
        if not any(line.startswith(f"| {name} | ") and digits in line for line in lines)
    ]


def saved(frame: pd.DataFrame, path: Path) -> str:
    """Write a table with six digits a number; the first of the hash of what was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(frame.to_csv(index=False, float_format="%.6g"), encoding="utf-8")
    return sha256(path.read_bytes()).hexdigest()[:16]
