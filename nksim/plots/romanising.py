"""Letters without a font, in Latin ones: Korean letter for letter, others as their numbers.

Korean follows the Revised Romanisation. Sounds that change where syllables meet are left as they
are written: the name is to be recognised, not pronounced.
"""

from __future__ import annotations

import unicodedata

FIRST, LAST = 0xAC00, 0xD7A3  # the syllables of Unicode, in the order of their letters
INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
MEDIALS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("-", "").split(" ")


def transcribed(sign: str) -> str:
    """A sign in Latin letters."""
    place = ord(sign) - FIRST
    if 0 <= place <= LAST - FIRST:
        syllable, final = divmod(place, len(FINALS))
        initial, medial = divmod(syllable, len(MEDIALS))
        return INITIALS[initial] + MEDIALS[medial] + FINALS[final]
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain if plain.isprintable() and plain else sign.encode("unicode_escape").decode()
