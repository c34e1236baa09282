"""The words of a report in one language, from one catalogue: `catalogue.toml`.

A text has its name, and a version in each language; values are put in where `{name}` stands. Texts
that the model itself declares in English, such as titles of outcomes, have other languages only.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nksim.core.checks import checked_choice

LANGUAGES = ("en", "ko")
Catalogue = dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Words:
    """The texts of one language: `words("answer.rose", mean="+3")`."""

    language: str

    def __call__(self, name: str, /, **values: object) -> str:
        """A text with values put in; KeyError if there is none of this name."""
        group, _, key = name.partition(".")
        text = catalogue()[group][key][self.language]
        return text.strip().format(**values)

    def has(self, name: str) -> bool:
        """Whether there is a text of this name."""
        group, _, key = name.partition(".")
        return key in catalogue().get(group, {})

    def named(self, group: str, name: str, declared: str) -> str:
        """What the model declares in English, in this language where the catalogue has it."""
        text = catalogue().get(group, {}).get(name, {}).get(self.language)
        return declared if text is None else text

    def group(self, group: str) -> dict[str, str]:
        """All texts of a group by their names, in the order of the catalogue."""
        return {key: self(f"{group}.{key}") for key in catalogue()[group]}


def words_in(language: object) -> Words:
    """The words of a language; InputError for one that there is not."""
    return Words(checked_choice(language, name="language", allowed=LANGUAGES))


@cache
def catalogue() -> Catalogue:
    """Every text in every language."""
    text = files("nksim.reports").joinpath("catalogue.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)
    return found
