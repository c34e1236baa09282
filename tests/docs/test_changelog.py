"""Changelog fragments: well formed, and gathered into the lists to which they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.scripts import script

changelog = script("changelog")
LOG = """# Changelog

## Unreleased

### Added

- One.

### Numbers

None has moved.

## 0.1.0

### Added

- First.
"""


def put(folder: Path, **files: str) -> list[object]:
    """Fragments of these names, whose first underscore stands for the dot."""
    for name, text in files.items():
        (folder / f"{name.replace('_', '.')}.md").write_text(text, encoding="utf-8")
    found: list[object] = changelog.fragments(folder)
    return found


def test_fragments__of_this_change_are_well_formed() -> None:
    """Every file of changelog.d is one entry of one list; changelog.d/README.md says how."""
    assert "## Unreleased" in changelog.pending()


def test_entries__come_to_the_ends_of_their_lists(tmp_path: Path) -> None:
    """What was there stays first; a list that is missing is begun; older versions stay."""
    entries = put(tmp_path, b_added="Two.\n", a_fixed="A leak.", c_numbers="Fear fell by half.")
    text = changelog.gathered(LOG, entries)
    assert "- One.\n- Two.\n\n### Numbers\n\n- Fear fell by half.\n" in text
    assert "### Fixed\n\n- A leak.\n\n## 0.1.0\n\n### Added\n\n- First.\n" in text
    assert "None has moved" not in text


def test_no_fragments__change_nothing() -> None:
    """A changelog without anything to gather stays as it is, byte by byte."""
    assert changelog.gathered(LOG, []) == LOG


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("new.thing.md", "One.", "rename it"),
        ("New Thing.added.md", "One.", "rename it"),
        ("a.added.txt", "One.", "rename it"),
        ("a.added.md", " \n", "is empty"),
        ("a.added.md", "- One.", "without a sign"),
        ("a.added.md", "One.\n\nTwo.", "without a sign"),
        ("a.added.md", "One", "in the middle"),
    ],
)
def test_a_fragment_that_is_none__is_refused(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    """It is named, with what to do."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        changelog.fragments(tmp_path)
