"""`nksim new`: a file to go on from, a commented scenario or a copy of one."""

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
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Copy this file, or what comes with nksim: nksim:history.",
            show_default="a template",
        ),
    ] = None,
) -> None:
    """Write a scenario to start from, and the schema by which an editor completes it.

    A file that exists is never overwritten.

    With --from it is a copy, with a name of its own, that finds all that it extends. `nksim
    scenarios` lists what comes with nksim.

    Example: nksim new --from nksim:history my-policy.yaml
    """
    from nksim.scenario.copying import YAML_SUFFIXES, copy_of
    from nksim.scenario.shipped import SCHEMA, located
    from nksim.scenario.template import template

    target = file or Path("my-scenario.yaml")
    text = template(target.stem) if source is None else copy_of(located(source), target)
    if file is None:
        say(text.rstrip("\n"))
        return
    _write(file, text)
    if file.suffix not in YAML_SUFFIXES:
        note(f"wrote {file}")
        return
    write_schema(file.parent / SCHEMA)
    note(f"wrote {file} and {SCHEMA} beside it; check it with: nksim check {file}")


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
