"""Files of users, also those that are none: read, or refused in words, and never waited for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from nksim.core.errors import FileError, InputError
from nksim.core.reading import check_file, place_of, read_bytes, read_rows, read_text

LIMIT = 1000


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as caught:
        read_text(path, what="scenario", limit=LIMIT)
    assert isinstance(caught.value, InputError)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        ("a é 한\r\n".encode(), "a é 한\r\n"),
        ("a é 한".encode("utf-8-sig"), "a é 한"),
        ("a é 한 😀".encode("utf-16"), "a é 한 😀"),
        (b"\xfe\xff" + "a é".encode("utf-16-be"), "a é"),
    ],
)
def test_text__is_read_from_what_editors_write(tmp_path: Path, content: bytes, text: str) -> None:
    """A byte order mark is no part of a text, and ends of lines stay as they are."""
    (tmp_path / "a.yaml").write_bytes(content)
    assert read_text(tmp_path / "a.yaml", what="scenario", limit=LIMIT) == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"ab\ncd\0", "line 2, column 3: holds a control character, \\x00"),
        (b"ab\r\ncd\xff", "line 2, column 3: is not UTF-8 text"),
        (b"a\n\xed\xa0\x80", "line 2, column 1: is not UTF-8 text"),
        (b"\xff\xfea\x00\x00\xd8", "line 1, column 2: is not UTF-16 text"),
        (b"x" * (LIMIT + 1), ": is too large (allowed 1,000 bytes)"),
    ],
)
def test_what_is_no_text__is_refused_with_its_place(
    tmp_path: Path, content: bytes, says: str
) -> None:
    """Line and column count from 1, whatever ends a line."""
    (tmp_path / "a.yaml").write_bytes(content)
    assert says in refusal(tmp_path / "a.yaml")


def test_file_at_the_limit__is_read(tmp_path: Path) -> None:
    """The limit is the last size that is allowed."""
    (tmp_path / "a.yaml").write_bytes(b"x" * LIMIT)
    assert len(read_bytes(tmp_path / "a.yaml", what="scenario", limit=LIMIT)) == LIMIT


def test_what_is_no_file__is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe that nobody writes to, a socket, a folder: none is waited for."""
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        monkeypatch.chdir(tmp_path)  # the path of a socket is short
        bound.bind("socket")
    assert "is a pipe" in refusal(tmp_path / "pipe")
    assert "is a socket" in refusal(tmp_path / "socket")
    assert "is a directory; give a file in it" in refusal(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/dev/zero", "is a device"),
        ("/dev/null", "is a device"),
        ("/proc/self/status", "is made up by the system"),
        ("/proc/self/mem", "is made up by the system"),
    ],
)
def test_device_or_system_file__is_refused(tmp_path: Path, path: str, says: str) -> None:
    """What has no end, or tells no size, is not begun; also through a link."""
    assert says in refusal(Path(path))
    (tmp_path / "link").symlink_to(path)
    assert says in refusal(tmp_path / "link")


def test_size_is_counted__not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system may say 0 bytes of a file that is long."""
    (tmp_path / "long").write_bytes(b"x" * (LIMIT + 1))
    true = os.fstat

    def lying(number: int) -> os.stat_result:
        told = list(true(number))
        told[6] = 0
        return os.stat_result(told)

    monkeypatch.setattr(os, "fstat", lying)
    assert "is too large" in refusal(tmp_path / "long")


def test_paths_that_lead_nowhere__are_refused(tmp_path: Path) -> None:
    """Links in a ring, names too long, names that are none, a file taken for a folder."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "history.yaml").write_text("name: a")
    assert "symbolic links" in refusal(tmp_path / "a")
    assert "cannot be read" in refusal(tmp_path / ("x" * 3000))
    assert "cannot be read" in refusal(Path("a\0b"))
    assert "cannot be read" in refusal(Path("\ud800"))
    assert "cannot be read" in refusal(tmp_path / "history.yaml" / "x")
    assert "did you mean history.yaml?" in refusal(tmp_path / "histroy.yaml")
    assert "there is no folder" in refusal(tmp_path / "nowhere" / "a.yaml")


def test_name_that_the_locale_cannot_write__says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a locale of ASCII a Korean name cannot be opened; another locale can."""

    def refuse(path: Path, *_: object) -> None:
        os.fspath(path).encode("ascii")

    monkeypatch.setattr(os, "stat", refuse)
    with pytest.raises(FileError, match="PYTHONUTF8=1"):
        check_file(tmp_path / "그래프.csv", what="file")


def test_rows__carry_their_lines_and_faults_too(tmp_path: Path) -> None:
    """Empty lines are left out and still counted; an open quotation mark is no CSV."""
    path = tmp_path / "a.csv"
    path.write_bytes('a,b\r\n\r\n"1\n2",3\n'.encode("utf-8-sig"))
    assert list(read_rows(path, what="targets", limit=LIMIT)) == [
        (1, ["a", "b"]),
        (4, ["1\n2", "3"]),
    ]
    path.write_text('a,b\n1,"2\n')
    with pytest.raises(FileError, match=r"targets=.* line 2, column 1: is not CSV"):
        list(read_rows(path, what="targets", limit=LIMIT))


def test_place__counts_from_one() -> None:
    """Each kind of line's end is one."""
    assert place_of("ab", 1) == (1, 2)
    assert place_of("a\r\nb\rc\nd", 7) == (4, 1)
