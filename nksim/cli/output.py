"""How answers are printed: tables and text to standard output, or one JSON document and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from nksim.scenario.posterior import Posterior
    from nksim.scenario.scenario import Scenario

PIPED_WIDTH = 160


def escape_what_cannot_be_shown() -> None:
    """Let standard output and error write what their encoding has no sign for as an escape, a number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line of the answer."""
    _write(text, sys.stdout)


def note(text: str) -> None:
    """A remark beside the answer, to standard error."""
    _write(text, sys.stderr)


def tell_left_out(posterior: Posterior, scenarios: Sequence[Scenario]) -> None:
    """Which draws of a posterior no scenario has a lever for."""
    if left_out := posterior.left_out(scenarios):
        note(
            f"posterior={posterior.path}: no scenario here has the levers of {', '.join(left_out)}; they are left out"
        )


def tell_strays(folder: Path) -> None:
    """Which parts lie in a results folder and do not count, since its list does not name them."""
    from nksim.store.clearing import strays

    found = strays(folder)
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        note(
            f"not in the list of this folder, and not counted: {found[0]}{more}; "
            f"`nksim repair {folder}` sets such parts aside"
        )


def print_json(answer: Any) -> None:
    """The answer as JSON; numbers that have no value are null, and signs that cannot be shown JSON's own escapes."""
    import json

    whole = without_nan(answer)
    text = json.dumps(whole, indent=1, ensure_ascii=False, default=str, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(whole, indent=1, default=str, allow_nan=False)
    say(text)


def without_nan(answer: Any) -> Any:
    """The same answer with null for what is no finite number."""
    if isinstance(answer, dict):
        return {key: without_nan(inner) for key, inner in answer.items()}
    if isinstance(answer, list | tuple):
        return [without_nan(inner) for inner in answer]
    return None if isinstance(answer, float) and not isfinite(answer) else answer


def records(frame: Any) -> list[dict[str, Any]]:
    """The rows of a pandas frame as plain values; missing is None, dates are ISO text."""
    import json

    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return rows


def print_table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: bool = False,
    width: int | None = None,
) -> None:
    """A table; with `numbers`, all columns but the first stand on the right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    for position, head in enumerate(heads):
        longest = max((len(word) for word in head.split()), default=1)
        table.add_column(
            Text(head),
            justify="right" if numbers and position else "left",
            overflow="fold",
            min_width=longest,
        )
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    wide = width or (None if sys.stdout.isatty() else PIPED_WIDTH)
    Console(width=wide, highlight=False).print(table)


def _write(text: str, stream: TextIO) -> None:
    """Write a line in the stream's own encoding."""
    stream.write(f"{text}\n")
    stream.flush()
