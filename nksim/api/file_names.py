"""Names of scenarios and studies as names of folders and files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from nksim.core.errors import InputError

PICTURES = (".png", ".pdf", ".svg")
RESULTS = Path("results")
MOST_SIGNS, MOST_BYTES = 100, 200  # file systems allow 255 bytes, and endings come on top


def results_folder(*names: str, ending: str = "") -> Path:
    """The folder of scenarios, a study or a sweep of these names."""
    return RESULTS / f"{file_name('+'.join(file_name(name) for name in names))}{ending}"


def file_name(text: str) -> str:
    """A name as a file can have it here.

    Letters and digits of any script stay, other signs become dashes.

    Where the file system's encoding has no such letter, its number stands for it.
    """
    signs = (sign if sign.isalnum() or sign in "-_.+" else "-" for sign in text)
    name = "".join(_carried(sign) for sign in signs).strip(".")[:MOST_SIGNS]
    while len(name.encode(sys.getfilesystemencoding())) > MOST_BYTES:
        name = name[:-1]
    return name or "scenario"


def distinct_file_names(names: Sequence[str]) -> dict[str, str]:
    """A file name for each of several names, no two alike."""
    found: dict[str, str] = {}
    for name in names:
        plain, number = file_name(name), 1
        chosen = plain
        while chosen in found.values():
            number += 1
            chosen = f"{plain}-{number}"
        found[name] = chosen
    return found


def picture_file(out: Path | None, folder: Path, name: str) -> Path:
    """The file of a picture: the one asked for, or a PNG of this name in a folder.

    Raises InputError for formats in which pictures are not drawn.
    """
    if out is None or not out.suffix or out.is_dir():
        return (out or folder) / f"{name}.png"
    if out.suffix.lower() not in PICTURES:
        allowed = f"allowed {', '.join(PICTURES)}, or a folder that exists"
        raise InputError(f"out={out} has no format that pictures are drawn in ({allowed})")
    return out


def _carried(sign: str) -> str:
    try:
        sign.encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        return f"u{ord(sign):04x}"
    return sign
