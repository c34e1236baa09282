"""Whom a command asks about: --by and --among."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nksim.observations.groups import Among, By


def asked_groups(by: str | None, among: Sequence[str]) -> tuple[By, Among] | None:
    """What --by and --among ask for, checked before anything runs; None if they do not."""
    from nksim.inference.comparison import check_grouping

    if by is None and not among:
        return None
    kept = parsed_among(among)
    return check_grouping(by.split(",") if by else (), kept), kept


def parsed_among(among: Sequence[str]) -> dict[str, list[str]]:
    """`KEY=GROUP,GROUP` as groups by their key; InputError for anything else.

    >>> parsed_among(["age=0-14,15-29", "sex=woman"])
    {'age': ['0-14', '15-29'], 'sex': ['woman']}
    """
    from nksim.core.errors import InputError

    found: dict[str, list[str]] = {}
    for text in among:
        key, equals, names = text.partition("=")
        if not equals or key in found:
            wrong = f"--among {text} is given twice" if equals else f"--among {text} has no ="
            raise InputError(f"{wrong}; write e.g. --among age=0-14,15-29 --among sex=woman")
        found[key] = names.split(",")
    return found
