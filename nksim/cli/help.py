"""Help texts as they are written, on any terminal.

Brackets in them are brackets, and no word is cut.

`pip install 'nksim[sensitivity]'` would be read by the printer of framed help as a mark of a
colour, and left out. On a terminal that is too narrow for frames, which cut names and words there,
help is plain text.
"""

from __future__ import annotations

import re
from typing import Any

from nksim.cli.table import terminal_width

ROOM_FOR_FRAMES = 100
_MARK = re.compile(r"(\\*)(\[[a-z#/@][^\[]*?\])")


def show_as_written(command: Any, *, framed: bool | None = None) -> None:
    """Let the help of a command, its options and subcommands be shown as it is written.

    Lists of commands have room for frames everywhere; options have it on a terminal of 100 columns.
    """
    framed = terminal_width() >= ROOM_FOR_FRAMES if framed is None else framed
    below = getattr(command, "commands", None)
    if below is None and not framed:
        command.rich_markup_mode = None
        command.short_help = _escaped(command.short_help or command.help or "")
        return
    for item in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            if words := getattr(item, name, None):
                setattr(item, name, _escaped(words))
    for one in (below or {}).values():
        show_as_written(one, framed=framed)


def _escaped(words: str) -> str:
    return _MARK.sub(lambda mark: f"{mark[1] * 2}\\{mark[2]}", words)
