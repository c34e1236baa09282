"""Gathering the fragments of changelog.d into CHANGELOG.md, under *Unreleased*.

`python docs/changelog.py` moves them there and deletes their files; `--check` writes nothing and
fails if one is not well formed. changelog.d/README.md says what a fragment is.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHANGELOG, FRAGMENTS = ROOT / "CHANGELOG.md", ROOT / "changelog.d"
KINDS = ("added", "changed", "deprecated", "removed", "fixed", "numbers")
NOTHING_MOVED = "None has moved."
_NAME = re.compile(rf"[a-z0-9][a-z0-9-]*\.({'|'.join(KINDS)})\.md")
_UNRELEASED = re.compile(r"^## Unreleased\n(.*?)(?=^## |\Z)", re.M | re.S)


@dataclass(frozen=True)
class Fragment:
    """One entry: its file, the list to which it belongs, and its words."""

    path: Path
    kind: str
    text: str


def fragments(folder: Path = FRAGMENTS) -> list[Fragment]:
    """Every fragment by name; raises ValueError, with all faults, if one is not well formed."""
    paths = sorted(path for path in folder.glob("*") if path.name != "README.md")
    wrong = [fault for path in paths if (fault := _fault(path))]
    if wrong:
        raise ValueError("\n".join(wrong))
    return [
        Fragment(path, path.name.split(".")[1], path.read_text(encoding="utf-8").strip())
        for path in paths
    ]


def gathered(changelog: str, entries: list[Fragment]) -> str:
    """The changelog with these entries at the ends of the lists under *Unreleased*."""
    section = _UNRELEASED.search(changelog)
    if section is None:
        raise ValueError("CHANGELOG.md has no section '## Unreleased'; add one at the top")
    body = section[1]
    for entry in entries:
        body = _with_entry(body, entry)
    return changelog[: section.start(1)] + body + changelog[section.end(1) :]


def pending() -> str:
    """CHANGELOG.md as it will be when the fragments are gathered."""
    return gathered(CHANGELOG.read_text(encoding="utf-8"), fragments())


def main(arguments: list[str]) -> int:
    """0 if all is well, 1 if a fragment is not well formed."""
    try:
        text, found = pending(), fragments()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" not in arguments:
        CHANGELOG.write_text(text, encoding="utf-8")
        for fragment in found:
            fragment.path.unlink()
    print(f"{len(found)} fragments in changelog.d")
    return 0


def _fault(path: Path) -> str:
    """What is wrong with a fragment, and what to do; empty if nothing is."""
    if _NAME.fullmatch(path.name) is None:
        allowed = ", ".join(KINDS)
        return f"{path.name}: not named NAME.KIND.md with a KIND among {allowed}; rename it"
    text = path.read_text(encoding="utf-8").strip()
    if not text:
        return f"{path.name}: is empty; say in a sentence what has changed"
    if text.startswith(("-", "*", "#")) or "\n\n" in text:
        return f"{path.name}: holds more than plain sentences; give one entry without a sign"
    return "" if text.endswith((".", ")")) else f"{path.name}: ends in the middle of a sentence"


def _with_entry(body: str, entry: Fragment) -> str:
    """A section with one entry more, at the end of its list; the list is begun if need be."""
    title, line = f"### {entry.kind.capitalize()}", f"- {entry.text}\n"
    found = re.search(rf"^{title}\n\n(.*?)(?=^### |\Z)", body, re.M | re.S)
    if found is None:
        return f"{body.rstrip()}\n\n{title}\n\n{line}\n"
    before = found[1].rstrip()
    if entry.kind == "numbers" and before == NOTHING_MOVED:
        before = ""
    listed = f"{before}\n{line}\n" if before else f"{line}\n"
    return body[: found.start(1)] + listed + body[found.end(1) :]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
