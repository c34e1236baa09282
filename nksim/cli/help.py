"""Help texts as they are written: brackets in them are brackets, and not marks of a colour.

`pip install 'nksim[sensitivity]'` is read by the printer of help as a mark that it does not know, and left out. Here
whatever looks like a mark is told apart from one, in every command and option, so that nobody has to think of it.
"""

from __future__ import annotations

import re
from typing import Any

_MARK = re.compile(r"(\\*)(\[[a-z#/@][^\[]*?\])")


def keep_brackets(command: Any) -> None:
    """Let the help of a command, of its options and of the commands below it be shown as it is written."""
    for item in (command, *command.params):
        for name in ("help", "short_help", "epilog"):
            if words := getattr(item, name, None):
                setattr(item, name, _escaped(words))
    for below in getattr(command, "commands", {}).values():
        keep_brackets(below)


def _escaped(words: str) -> str:
    return _MARK.sub(lambda mark: f"{mark[1] * 2}\\{mark[2]}", words)
