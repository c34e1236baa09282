"""What cannot be seen is shown by its code, and is no part of a name."""

from __future__ import annotations

import pytest

from nksim.core.characters import name_fault, text_fault, visible


def test_unseen_characters__are_shown_by_their_codes() -> None:
    """A terminal is neither recoloured nor turned around by what a file holds; ends
    of lines stay.
    """
    assert visible("a\x1b[31m\u202eb\u200b\ufeff\n한 é") == "a\\x1b[31m\\u202eb\\u200b\\ufeff\n한 é"
    assert visible("plain") == "plain"


@pytest.mark.parametrize("name", ["law", "v1.2", "50/50", "a b", "한국", "é", "x" * 80, ".hidden"])
def test_what_can_be_seen__is_a_name(name: str) -> None:
    """People name things in their own writing."""
    assert name_fault(name, 80) == ""


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "too short"),
        (" \u3000", "too short"),
        ("x" * 81, "too long (got 81 characters; allowed at most 80)"),
        ("a\nb", "a control character, \\n"),
        ("a\x1bb", "a control character, \\x1b"),
        ("law\u200b", "a character that is not seen, \\u200b"),
        ("\u202ewal", "a character that is not seen, \\u202e"),
        ("a\u2028b", "a line separator"),
    ],
)
def test_what_cannot_be_seen__is_no_name(name: str, says: str) -> None:
    """Of two names that differ by a space without width nobody can tell which is which."""
    assert says in name_fault(name, 80)


def test_nul_and_halves_of_pairs__are_no_text() -> None:
    """They come from escapes and from other programs' text."""
    assert "\\x00" in text_fault("a\0")
    assert "half of a surrogate pair" in text_fault("\ud800")
    assert text_fault("😀\n") == ""
