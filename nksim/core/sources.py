"""Which state of the model's code this is: a digest of sources, and their places and times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

MODEL_FOLDERS = ("core", "rules", "levers", "society", "demography", "engines")


@cache
def digest_of(floors: Sequence[str] = MODEL_FOLDERS) -> str:
    """sha256 over the sources of these floors, 64 hexadecimal digits; other code, other digits."""
    digest = sha256()
    for floor in floors:
        folder = files("nksim").joinpath(floor)
        for name, content in sorted(_sources(folder)):
            digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def stamps_of(floors: Sequence[str] = MODEL_FOLDERS) -> tuple[tuple[str, int, int], ...]:
    """Path, time of the last change (ns) and size of every source: an installation's own."""
    home = Path(str(files("nksim")))
    paths = sorted(path for floor in floors for path in (home / floor).rglob("*.py"))
    return tuple(
        (str(path.absolute()), status.st_mtime_ns, status.st_size)
        for path, status in ((path, path.stat()) for path in paths)
    )


def _sources(place: Traversable) -> Iterator[tuple[str, bytes]]:
    for item in place.iterdir():
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith(".py"):
            yield item.name, item.read_bytes()
