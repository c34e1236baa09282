"""Tables of the docs, filled with what was made: between `<!-- NAME -->` and `<!-- end NAME -->`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from nksim.analysis.sentences import title_of
from nksim.core.numerals import decimal, percent
from nksim.inference.calibration.informed import in_short
from nksim.observations.questions import title_of_question
from nksim.plots.units import points_of

Row = dict[Hashable, Any]


def write_pages(docs: Path, tables: Mapping[str, pd.DataFrame]) -> list[Path]:
    """Fill every page that has a place for one of the tables; the pages that were written."""
    written = []
    for page in sorted(docs.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (filled := filled_in(text, tables)) != text:
            page.write_text(filled, encoding="utf-8")
            written.append(page)
    return written


def shown(docs: Path, figures: Iterable[Path]) -> list[Path]:
    """Those of the figures that a page of the docs shows."""
    pages = [page.read_text(encoding="utf-8") for page in docs.glob("*.md")]
    return [each for each in figures if any(f"]({each.name})" in page for page in pages)]


def filled_in(text: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """The text with the tables in their places; a place without its table stays as it is."""
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end {name} -->\n"
        if name in COLUMNS and begin in text and end in text:
            before, _, rest = text.partition(begin)
            text = before + begin + in_markdown(name, table) + end + rest.partition(end)[2]
    return text


def in_markdown(name: str, table: pd.DataFrame) -> str:
    """A table as the docs have it."""
    columns = COLUMNS[name]
    cells = [
        [make(row) for make in columns.values()] for row in _chosen(name, table).to_dict("records")
    ]
    head = [f"| {' | '.join(columns)} |", f"| {' | '.join('---' for _ in columns)} |"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in cells)]) + "\n"


def _chosen(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The rows that the docs have: of figures those that the model says."""
    if name == "predictive":
        return table[table["median"].notna()]
    if name == "assumptions":
        asked = table[table["outcome"] == "watched_last_year_share"]
        rows = asked.to_dict("records")
        spans = asked.assign(span=[_effect(row, "mean", "low", "high") for row in rows])
        wide = spans.pivot(index="assumption", columns="scenario", values="span")
        order = {column: dict.fromkeys(asked[column]) for column in ("assumption", "scenario")}
        return wide.loc[[*order["assumption"]], [*order["scenario"]]].reset_index()
    return table[table["scenario"] == "law-only"] if name in ("shares", "bounds") else table


def _effect(row: Row, mean: str, low: str, high: str) -> str:
    """A difference with its range, a share in points."""
    times, words = (100.0, 1) if row["unit"] == "share" else (1.0, 1)
    words = 3 if abs(row[mean]) < 0.1 and times == 1.0 else words
    found = [decimal(times * row[name], words, signed=True) for name in (mean, low, high)]
    return f"{found[0]} ({found[1]} to {found[2]})"


def _outcome(row: Row) -> str:
    return f"{title_of(row['outcome'])}, {points_of(row['unit'])}"


def _part(row: Row, name: str) -> str:
    """A share of an effect with its range; nothing where the effect is not told from none."""
    if pd.isna(row[f"{name}_low"]):
        return ""
    span = " to ".join(decimal(100 * row[f"{name}_{end}"], 0) for end in ("low", "high"))
    return f"{percent(row[name])} ({span})"


def _span(row: Row, low: str, high: str, word: Callable[[Any], str]) -> str:
    return f"{word(row[low])} to {word(row[high])}"


def _points(row: Row, name: str) -> str:
    return decimal(100 * row[name], 1, signed=bool(row.get("change")))


def _people(row: Row, name: str) -> str:
    return decimal(row[name], 0 if row["unit"] == "people" else 1)


def _asked(row: Row) -> str:
    words = title_of_question(str(row["statistic"])) + (", change" if row.get("change") else "")
    return words if row.get("asked_so_far", True) else f"({words})"


def _whole(number: Any) -> str:
    return "none is enough" if pd.isna(number) else f"{number:,.0f}"


def _years(row: Row, name: str) -> str:
    return "none is enough" if pd.isna(row[name]) else decimal(row[name], 1)


def _share(row: Row, name: str) -> str:
    return "" if pd.isna(row[name]) else percent(row[name], 1)


COLUMNS: Mapping[str, Mapping[str, Callable[[Row], str]]] = {
    "rounds": {
        "round": lambda row: str(row["round"]),
        "runs": lambda row: f"{row['runs']:,}",
        "runs so far": lambda row: f"{row['runs_so_far']:,}",
        "worth, draws": lambda row: decimal(row["worth"], 0),
    },
    "informed": {
        "number": lambda row: f"`{row['key']}`",
        "range before": lambda row: _span(row, "prior_low", "prior_high", in_short),
        "median after": lambda row: in_short(row["median"]),
        "90% after": lambda row: _span(row, "low", "high", in_short),
        "width after / before": lambda row: decimal(row["ratio"], 2),
        "the data": lambda row: str(row["data"]),
    },
    "predictive": {
        "figure": lambda row: f"{row['id']}{'*' if row['fitted'] else ''} {_asked(row)}",
        "left in": lambda row: f"{row['left_from']}-{row['left_to']}",
        "reported": lambda row: percent(row["real"]),
        "before, 90%": lambda row: _span(row, "before_low", "before_high", percent),
        "after": lambda row: percent(row["median"]),
        "after, 90%": lambda row: _span(row, "low", "high", percent),
        "deviation, sd": lambda row: decimal(row["deviation"], 1, signed=True),
        "": lambda row: str(row["verdict"]),
    },
    "recovery": {
        "number": lambda row: f"`{row['key']}`",
        "90% intervals hold": lambda row: percent(row["held"]),
        "contraction": lambda row: decimal(row["contraction"], 2),
        "nearer than the middle": lambda row: percent(row["nearer"]),
        "even ranks, p": lambda row: decimal(row["p_ranks"], 2),
    },
    "held": {
        "held for foreign media": lambda row: str(row["quantity"]).replace("_", " "),
        "year": lambda row: str(row["year"]),
        "evidence": lambda row: str(row["id"]),
        "known, all grounds": lambda row: " to ".join(
            _people(row, name) for name in ("known_low", "known_high")
        ),
        "model": lambda row: _people(row, "median"),
        "10-90%": lambda row: " to ".join(_people(row, name) for name in ("low", "high")),
        "": lambda row: str(row["verdict"]),
    },
    "forecast": {
        "scenario": lambda row: str(row["scenario"]),
        "question": _asked,
        "left in": lambda row: f"{row['left_from']}-{row['left_to']}",
        "asked": lambda row: decimal(row["interviews"], 0),
        "found last, %": lambda row: "" if pd.isna(row["last"]) else _points(row, "last"),
        "forecast, %": lambda row: _points(row, "median"),
        "90%": lambda row: " to ".join(_points(row, name) for name in ("low", "high")),
    },
    "bounds": {
        "of the law alone": _outcome,
        "luck, at the shipped numbers": lambda row: _effect(row, "mean", "low", "high"),
        "all that is left open": lambda row: _effect(row, "mean_drawn", "low_drawn", "high_drawn"),
    },
    "assumptions": {
        "assumption": lambda row: str(row["assumption"]),
        "law alone": lambda row: str(row["law-only"]),
        "border alone": lambda row: str(row["border-only"]),
        "shaming alone": lambda row: str(row["shaming-only"]),
        "law and border": lambda row: str(row["law-and-border"]),
        "as it happened": lambda row: str(row["as-happened"]),
    },
    "shares": {
        "effect of the law alone": _outcome,
        "whole": lambda row: _effect(row, "effect", "effect_low", "effect_high"),
        "put in": lambda row: _part(row, "put_in"),
        "came out": lambda row: percent(1.0 - row["put_in"]),
        "of settings without a source": lambda row: _part(row, "unsourced"),
    },
    "split": {
        "outcome": lambda row: title_of(row["outcome"]),
        "what the ranges leave open": lambda row: percent(row["parameters"]),
        "policy from 2020 on": lambda row: percent(row["policy"]),
        "which society": lambda row: percent(row["society"]),
        "chance": lambda row: percent(row["chance"]),
        "together": lambda row: percent(row["together"]),
    },
    "power": {
        "decline, points": lambda row: decimal(100 * row["decline"], 0),
        "interviews needed": lambda row: _whole(row["interviews_needed"]),
        "arrivals like": lambda row: f"{row['arrivals_like']}: {row['arrivals']:,.0f}",
        "years, a fifth asked": lambda row: _years(row, "years_usual"),
        "years, all asked": lambda row: _years(row, "years_everyone"),
    },
    "survey": {
        "figure": lambda row: f"{row['evidence']}{'*' if row['core'] else ''} {_asked(row)}",
        "left in": lambda row: f"{row['left_from']}-{row['left_to']}",
        "reported": lambda row: _share(row, "real"),
        "simulated survey": lambda row: _share(row, "survey"),
        "deviation, sd": lambda row: (
            "" if pd.isna(row["deviation"]) else decimal(row["deviation"], 1, signed=True)
        ),
        "everybody": lambda row: _share(row, "truth"),
    },
}
