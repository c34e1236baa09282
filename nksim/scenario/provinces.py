"""The ten civilian provinces of the 2008 census, in the order in which every table lists them."""

from __future__ import annotations

from typing import Literal, get_args

Province = Literal[
    "Ryanggang",
    "North Hamgyong",
    "South Hamgyong",
    "Kangwon",
    "Chagang",
    "North Pyongan",
    "South Pyongan",
    "North Hwanghae",
    "South Hwanghae",
    "Pyongyang",
]
PROVINCES: tuple[str, ...] = get_args(Province)
