"""How answers are printed.

Text and tables to standard output, or one JSON document and nothing else.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from nksim.cli.table import print_table as print_table

if TYPE_CHECKING:
    from nksim.scenario.scenario import Scenario
    from nksim.studies.posterior import Posterior


def escape_what_cannot_be_shown() -> None:
    """Let standard streams write what their encoding has no sign for as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """A line of the answer."""
    _write(text, sys.stdout)


def say_filled(text: str, width: int) -> None:
    """A paragraph of the answer, in lines of at most this width or the terminal's."""
    from textwrap import wrap

    from nksim.cli.table import terminal_width

    say("\n".join(wrap(text, min(width, terminal_width()), break_on_hyphens=False)))


def note(text: str) -> None:
    """A remark beside the answer, to standard error."""
    _write(text, sys.stderr)


def load_told(file: Path | None, scenarios: Sequence[Scenario]) -> Posterior | None:
    """The posterior of a file; which of its draws no scenario has a lever for is said."""
    if file is None:
        return None
    from nksim.studies.posterior import load_posterior

    posterior = load_posterior(file)
    if left_out := posterior.left_out(scenarios):
        words = f"no scenario here has the levers of {', '.join(left_out)}; they are left out"
        note(f"posterior={posterior.path}: {words}")
    return posterior


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


def command_line() -> str:
    """The command as it can be typed again; bytes that are no text are escaped."""
    return shlex.join(["nksim", *sys.argv[1:]]).encode("utf-8", "backslashreplace").decode()


def print_json(answer: Any) -> None:
    """Print the answer as JSON.

    Numbers that have no value are null, signs that cannot be shown JSON's own escapes.
    """
    import json

    from nksim.core.numerals import to_json_values

    whole = to_json_values(answer)
    text = json.dumps(whole, indent=1, ensure_ascii=False, default=str, allow_nan=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(whole, indent=1, default=str, allow_nan=False)
    say(text)


def records(frame: Any) -> list[dict[str, Any]]:
    """The rows of a pandas frame as plain values; missing is None, dates are ISO text."""
    import json

    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return rows


def _write(text: str, stream: TextIO) -> None:
    """Write a line in the stream's own encoding."""
    stream.write(f"{text}\n")
    stream.flush()
