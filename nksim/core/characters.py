"""Invisible characters: which they are, why names may not hold them, how they are shown.

A control character can move the cursor or recolour a terminal, one that turns the direction of
writing lets a name be read as another, and of two names that differ by a space without width nobody
can tell which is which.
"""

from __future__ import annotations

import re
import unicodedata

NO_TEXT = re.compile("[\0\ud800-\udfff]")
UNSEEN = {
    "Cc": "a control character",
    "Cf": "a character that is not seen",
    "Cs": "half of a surrogate pair",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}


def visible(text: str) -> str:
    """The text with every unseen character but a line's end written as its code."""
    if text.isprintable():
        return text
    return "".join(sign if sign == "\n" or not unseen(sign) else _code(sign) for sign in text)


def unseen(sign: str) -> str:
    """What kind of unseen character this is; empty for one that can be seen, and for spaces."""
    return UNSEEN.get(unicodedata.category(sign), "")


def text_fault(text: str) -> str:
    """What keeps this from being text at all; empty if nothing does."""
    found = NO_TEXT.search(text)
    return f"holds {unseen(found[0])}, {_code(found[0])}; take it out" if found else ""


def name_fault(name: str, longest: int) -> str:
    """What keeps a text from being a name; empty if nothing does.

    A name stands in tables and figures: one line of what can be seen, and not too much of it.
    """
    if not name.strip():
        return "is too short (got nothing that can be seen; allowed at least 1 character)"
    if len(name) > longest:
        return f"is too long (got {len(name)} characters; allowed at most {longest})"
    found = next((sign for sign in name if unseen(sign)), "")
    if found:
        return f"holds {unseen(found)}, {_code(found)} (got {visible(name)}); take it out"
    return ""


def _code(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
