"""`nksim new`: a file name comes in, a commented scenario to go on from leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nksim.cli.output import note, say
from nksim.cli.schema import write_schema


def new(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="File to write; printed if left out.", show_default=False
        ),
    ] = None,
) -> None:
    """Write a commented scenario to start from, and the schema by which an editor completes it; an existing scenario is never overwritten.

    Example: nksim new my-policy.yaml
    """
    from nksim.scenario.template import template

    if file is None:
        say(template("my-scenario").rstrip("\n"))
        return
    _write(file, template(file.stem))
    write_schema(file.parent / "nksim.schema.json")
    note(f"wrote {file} and nksim.schema.json beside it; check it with: nksim check {file}")


def _write(file: Path, text: str) -> None:
    from nksim.core.characters import name_fault
    from nksim.core.errors import InputError
    from nksim.scenario.scenario import LONGEST_NAME

    if wrong := name_fault(file.stem, LONGEST_NAME):
        raise InputError(f"file={file}: the scenario's name {wrong}")
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputError(f"file={file} exists and is not overwritten; give another name") from None
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            f"file={file} lies in a folder that does not exist; make the folder first"
        ) from None
