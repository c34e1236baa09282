"""What cascades say, in a few sentences made from the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nksim.analysis.cascades.telling import NAME, REPORT
from nksim.analysis.cascades.traced import Traced
from nksim.analysis.cascades.trees import COPY
from nksim.core.numerals import counted, decimal, percent

if TYPE_CHECKING:
    import pandas as pd


def sentences_of(traced: Traced) -> list[str]:
    """Titles first, then tellings, then arrests; nothing is said of what did not happen."""
    return [
        *_of_titles(traced.cascades, traced.holdings),
        *_of_tellings(traced.told),
        *_of_arrests(traced.arrests),
    ]


def _of_titles(cascades: pd.DataFrame, holdings: pd.DataFrame) -> Iterator[str]:
    if cascades.empty:
        yield "No title arrived."
        return
    copies = int((holdings["event"] == COPY).sum())
    alone = float((cascades["holders"] == 1).mean())
    first = cascades.iloc[int(cascades["holders"].argmax())]
    yield (
        f"{counted(len(cascades), 'title')} arrived and were copied {copies:,} times;"
        f" {percent(alone)} of them never were."
    )
    yield (
        f"The largest tree began {first['date']:%Y-%m-%d} in {first['province']}:"
        f" {first['holders']:,} holders in {counted(first['provinces'], 'province')},"
        f" {counted(first['depth'], 'step')} deep, over {counted(first['weeks'], 'week')}."
    )
    mean = copies / len(holdings)
    yield f"Who came to hold a title passed on {decimal(mean, 2)} copies of it in the mean."


def _of_tellings(told: pd.DataFrame) -> Iterator[str]:
    for kind, words in ((REPORT, "by witnesses"), (NAME, "under questioning")):
        rows = told[told["event"] == kind]
        total = int(rows["tellings"].sum())
        if total:
            most = rows.iloc[int(rows["tellings"].argmax())]
            informants = int(rows["by_informants"].sum())
            yield (
                f"People were told on {counted(total, 'time')} {words}, {informants:,} of them by"
                f" informants; most often ({most['tellings']:,}) on ties of the layer"
                f" {most['layer']}."
            )


def _of_arrests(arrests: pd.DataFrame) -> Iterator[str]:
    if arrests.empty:
        yield "Nobody was arrested."
        return
    causes = arrests["cause"].value_counts()
    yield (
        f"{counted(len(arrests), 'arrest')}: {causes.get('told', 0):,} on somebody's word,"
        f" {causes.get('search', 0):,} at a search, {causes.get('style', 0):,} for style alone."
    )
    following = int(arrests["follows"].notna().sum())
    longest = int(arrests["after"].max())
    if following:
        yield (
            f"{following:,} of them followed the arrest of somebody who had named them; at most"
            f" {longest:,} came of one."
        )
