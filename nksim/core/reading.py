"""Reading files that a user names, of which none can do harm.

Only regular files are read, and only up to a stated size.

A path may lead to a pipe that nobody writes to, to a device without an end, to a loop of links or
to a text of another encoding. None of them may hang a program or fill its memory, and each gets its
own words.
"""

from __future__ import annotations

import codecs
import csv
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from nksim.core.characters import NO_TEXT, text_fault
from nksim.core.errors import FileError

CHUNK = 1 << 20
KINDS = (
    (stat.S_ISDIR, "is a directory; give a file in it"),
    (stat.S_ISFIFO, "is a pipe; write what comes through it into a file and give that"),
    (stat.S_ISSOCK, "is a socket; give a file"),
    (stat.S_ISCHR, "is a device; give a file"),
    (stat.S_ISBLK, "is a device; give a file"),
)
SYSTEM = (("/", "proc"), ("/", "sys"))  # files that the system makes up while they are read
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_bytes(path: Path, *, what: str, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes; `what` is what the user gave it as.

    Never waits for a pipe or a device, and never believes the size that a file system tells.
    Raises FileError, an InputError: `what=path` and why the file cannot be used.
    """
    check_file(path, what=what)
    try:
        with open(os.open(path, _flags()), "rb", buffering=0) as file:
            _refuse_other_kinds(os.fstat(file.fileno()), path, what)
            chunks, left = list[bytes](), limit + 1
            while left and (chunk := file.read(min(left, CHUNK))):
                chunks.append(chunk)
                left -= len(chunk)
    except (OSError, ValueError) as error:
        raise FileError(what, path, f"cannot be read: {_reason(error)}") from None
    if not left:
        raise FileError(what, path, f"is too large (allowed {limit:,} bytes)")
    return b"".join(chunks)


def read_text(path: Path, *, what: str, limit: int) -> str:
    """The text of a file in UTF-8, with or without a byte order mark, or in UTF-16 with one.

    Raises FileError with line and column for bytes that are no text, for NUL and for lone
    surrogates.
    """
    content = read_bytes(path, what=what, limit=limit)
    mark, encoding = next((pair for pair in MARKS if content.startswith(pair[0])), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding, "replace")
        name = encoding.upper()[:6].rstrip("-")
        raise FileError(
            what, path, f"is not {name} text; save it as UTF-8", *place_of(before, len(before))
        ) from None
    if found := NO_TEXT.search(text):
        raise FileError(what, path, text_fault(text), *place_of(text, found.start()))
    return text


def read_rows(path: Path, *, what: str, limit: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not empty, each with the line on which it ends.

    Raises FileError like read_text, and with the line of what is no CSV.
    """
    reader = csv.reader(StringIO(read_text(path, what=what, limit=limit), newline=""), strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise FileError(what, path, f"is not CSV: {error}", reader.line_num, 1) from None


def twice(names: Sequence[str]) -> list[str]:
    """The names that are there more than once, in their order."""
    numbers = Counter(names)
    return [name for name in numbers if numbers[name] > 1]


def check_file(path: Path, *, what: str) -> None:
    """FileError unless a path leads to a regular file; nothing is opened."""
    try:
        _refuse_other_kinds(os.stat(path), path, what)
    except FileNotFoundError:
        raise FileError(what, path, f"there is no such file{_nearest(path)}") from None
    except (OSError, ValueError) as error:
        raise FileError(what, path, f"cannot be read: {_reason(error)}") from None


def place_of(text: str, position: int) -> tuple[int, int]:
    """The line and column of a position in a text, counted from 1."""
    before = text[:position].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return line, column


def _flags() -> int:
    """Open for reading as bytes, without waiting and without taking over a terminal."""
    names = ("O_RDONLY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
    return sum({getattr(os, name, 0) for name in names})


def _refuse_other_kinds(status: os.stat_result, path: Path, what: str) -> None:
    for is_kind, words in KINDS:
        if is_kind(status.st_mode):
            raise FileError(what, path, words)
    if Path(os.path.realpath(path)).parts[:2] in SYSTEM:
        raise FileError(what, path, "is made up by the system while it is read; give a file")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, UnicodeEncodeError):
        return (
            f"its name holds letters that this locale has none for ({error.encoding}); run it with"
            " PYTHONUTF8=1 or LC_ALL=C.UTF-8, or name the file in plain letters"
        )
    return str(error)


def _nearest(path: Path) -> str:
    """The file of that folder that may have been meant."""
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return f" (there is no folder {path.parent} either)"
    near = get_close_matches(path.name, names, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
