"""What the user reads when something goes wrong: a message and an exit code.

0 done; 2 the user's input is wrong; 1 a run failed or the disk is full; 130 interrupted. Never a
traceback.
"""

from __future__ import annotations

import errno
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from nksim.cli.help import show_as_written
from nksim.cli.output import note
from nksim.core.errors import GraphWarning

FAILED, INTERRUPTED = 1, 130


class ReportingGroup(TyperGroup):
    """The commands, each run so that its errors become messages, with help as it is written."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        show_as_written(self)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; whatever it raises on purpose is said on standard error."""
        with reported_errors(), warnings.catch_warnings():
            warnings.simplefilter("ignore", GraphWarning)  # said before the work, and once
            return super().invoke(ctx)


@contextmanager
def reported_errors() -> Iterator[None]:
    """Turn errors into messages and exit codes."""
    from nksim.core.errors import NksimError

    try:
        yield
    except NksimError as error:
        _leave(str(error), error.exit_code)
    except KeyboardInterrupt:
        _leave(
            "interrupted; what is finished is saved, and the same command goes on from there",
            INTERRUPTED,
        )
    except MemoryError:
        _leave(
            "out of memory; lower society.size with --size, or run fewer at once with --jobs",
            FAILED,
        )
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        _leave(_explain(error), FAILED)


def _leave(message: str, code: int) -> None:
    from nksim.core.characters import visible

    note(visible(message))
    raise typer.Exit(code) from None


def _explain(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full; make room and run the same command again"
    return f"{error.filename or 'file'}: {error.strerror or error}"
