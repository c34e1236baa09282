"""How much of each effect was put in by assumption, and how much came out: a row an effect."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from nksim.analysis.sentences import figure, span
from nksim.core.numerals import percent
from nksim.reports.answers import outcome_title
from nksim.reports.data_tables import DataTable
from nksim.reports.numbers import LEVEL_IN_WORDS, Row, points_words
from nksim.reports.words import Words

if TYPE_CHECKING:
    import pandas as pd

HEADS = ("policy", "outcome", "effect", "put_in", "came_out", "unsourced")


def explained_table(shares: pd.DataFrame, words: Words) -> DataTable:
    """A table of the shares that `nksim explain` has left; what is not resolved has no shares."""
    heads = tuple(words(f"explained.{head}", level=LEVEL_IN_WORDS) for head in HEADS)
    rows = tuple(_row(row, words) for row in shares.to_dict("records"))
    return DataTable(words("section.explained"), heads, rows)


def _row(row: Row, words: Words) -> tuple[str, ...]:
    named = (str(row["scenario"]), outcome_title(str(row["outcome"]), words))
    effect = _effect(row, words)
    if not isfinite(float(row["put_in_high"])):
        none = words("explained.no_shares")
        return (*named, effect, none, none, none)
    came_out = percent(1.0 - float(row["put_in"]))
    return (*named, effect, _share(row, "put_in"), came_out, _share(row, "unsourced"))


def _effect(row: Row, words: Words) -> str:
    unit = str(row["unit"])
    between = span(float(row["effect_low"]), float(row["effect_high"]), unit)
    size = figure(float(row["effect"]), unit, signed=True)
    return f"{size} {points_words(unit, words)} ({between})"


def _share(row: Row, name: str) -> str:
    low, high = (percent(float(row[f"{name}_{end}"])) for end in ("low", "high"))
    return f"{percent(float(row[name]))} ({low}, {high})"
