"""Terminals, locales and command lines that are no UTF-8.

No run is lost, and what cannot be shown is escaped.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nksim.api.file_names import distinct_file_names, file_name, results_folder
from nksim.cli.output import escape_what_cannot_be_shown, print_json, say
from tests.cli.conftest import Nksim
from tests.fixtures.killing import nksim as command

KOREAN = """\
name: 한류-시험
run: {start: 2012-01-01, until: 2012-12-31, seed: 1}
society: {size: 300, district_size: 100}
"""
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}


def run_in(place: Path, words: list[str], **variables: str) -> subprocess.CompletedProcess[bytes]:
    """A run of the Korean scenario in a process with these variables."""
    (place / "korean.yaml").write_text(KOREAN, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        command("run", "korean.yaml", "--quiet", *words),
        cwd=place,
        env=os.environ | {"PYTHONPATH": root} | variables,
        capture_output=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({"PYTHONIOENCODING": "cp1252"}, rb"\ud55c\ub958-\uc2dc\ud5d8"),
        ({"PYTHONIOENCODING": "cp949"}, "한류-시험".encode("cp949")),
        (ASCII, rb"\ud55c\ub958-\uc2dc\ud5d8"),
    ],
)
def test_a_korean_name__runs_in_any_encoding(
    tmp_path: Path, variables: dict[str, str], shown: bytes
) -> None:
    """Exit code 0, no warnings, and the name as far as it can be shown."""
    done = run_in(tmp_path, [], **variables)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr
    assert shown in done.stdout
    (manifest,) = tmp_path.glob("results/*/manifest.json")
    assert json.loads(manifest.read_bytes())["runs"][0]["scenario"] == "한류-시험"


@pytest.mark.slow
def test_a_command_line_of_bytes__is_kept_escaped(tmp_path: Path) -> None:
    """A folder whose name is no text is written and can be read again."""
    done = run_in(tmp_path, ["--out", "r\udcff"])
    assert (done.returncode, done.stderr) == (0, b""), done.stderr
    manifest = (tmp_path / "r\udcff/manifest.json").read_bytes()
    assert json.loads(manifest)["command"].endswith(r"--out 'r\udcff'")


def test_signs_without_a_code__are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the text a number, in JSON what JSON has for it."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    escape_what_cannot_be_shown()
    say("é 한")
    print_json({"name": "한 😀"})
    text, _, document = raw.getvalue().partition(b"\n")
    assert text == b"\xe9 \\ud55c"
    assert json.loads(document) == {"name": "한 😀"}


def test_file_names__are_what_the_file_system_can_carry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters stay where they can, and a long name is cut in bytes."""
    assert file_name("a/b c.d") == "a-b-c.d"
    assert file_name("../x") == "-x"
    assert file_name("...") == "scenario"
    assert str(results_folder("한류", "a b")) == "results/한류+a-b"
    assert len(file_name("한" * 100).encode()) <= 200
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    assert file_name("한류") == "ud55cub958"


def test_file_names_of_several__are_told_apart() -> None:
    """Two names that differ only in signs that no file has are two files."""
    assert distinct_file_names(["a b", "a/b", "c"]) == {"a b": "a-b", "a/b": "a-b-2", "c": "c"}


def test_two_korean_scenarios__have_two_figures(nksim: Nksim, tmp_path: Path) -> None:
    """Neither takes the other's place."""
    for name in ("한류", "시험"):
        text = (tmp_path / "tiny.yaml").read_text().replace("tiny", name)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    done = nksim("run", "한류.yaml", "시험.yaml", "--quiet", "--out", "r")
    assert done.exit_code == 0, done.output
    assert len(list(Path("r").glob("*.png"))) == 2
