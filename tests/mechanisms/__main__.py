"""Write docs/mechanisms.md and docs/numbers.md anew: `make mechanisms`.

Pairs that are finished are kept in results/mechanisms.json, so that a break costs one pair.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

import nksim
from nksim.engines.compiling import make_ready
from nksim.store.identity import model_version
from tests.mechanisms import levers as levers_table
from tests.mechanisms import numbers as numbers_table
from tests.mechanisms.levers import PAIRS
from tests.mechanisms.mechanisms import MEASURES, MECHANISMS, Mechanism
from tests.mechanisms.pairs import Measure, Pair, compared

ROOT = Path(__file__).parents[2]
PAGE, NUMBERS = ROOT / "docs" / "mechanisms.md", ROOT / "docs" / "numbers.md"
KEPT = ROOT / "results" / "mechanisms"
MARK = "<!-- made by make mechanisms; what stands below is written anew -->\n"


def main() -> None:
    """Work out what is not kept yet, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000, help="people")
    parser.add_argument("--numbers-size", type=int, default=8_000, help="people, for numbers")
    parser.add_argument("--seeds", type=int, default=8, help="paired runs of each")
    parser.add_argument("--threads", type=int, default=2, help="runs at once")
    options = parser.parse_args()
    make_ready()
    made = Made(options.size, options.seeds, options.threads)
    mechanisms = {each.name: made.table(each.name, each.pair, each.measures) for each in MECHANISMS}
    measures = {name: measure for name, (_, measure) in levers_table.MEASURES.items()}
    alone = {name: made.table(f"lever:{name}", pair, measures) for name, pair in PAIRS.items()}
    head = PAGE.read_text(encoding="utf-8").split(MARK)[0]
    sizes = (
        f"{options.size:,} people, {options.seeds} seeds; ranges are 90% intervals of the mean.\n"
    )
    body = f"\n{sizes}\n{_mechanisms(mechanisms)}\n{_levers(alone)}"
    PAGE.write_text(head + MARK + body, encoding="utf-8")
    write_numbers(Made(options.numbers_size, options.seeds, options.threads))


def write_numbers(made: Made) -> None:
    """Halve and double every number of the rules, and write what that does."""
    scenario = nksim.load_scenario("nksim:history", {"society.size": made.size})
    changes = made.numbers()
    head = NUMBERS.read_text(encoding="utf-8").split(MARK)[0]
    body = numbers_table.page(scenario, changes, made.seeds)
    NUMBERS.write_text(head + MARK + body, encoding="utf-8")


class Made:
    """Tables of pairs, those made before from the file in which they are kept."""

    def __init__(self, size: int, seeds: int, threads: int) -> None:
        self.size, self.seeds, self.threads = size, seeds, threads
        self.path = KEPT / f"{model_version()}-{size}-{seeds}.json"
        self.kept: dict[str, Any] = (
            json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        )

    def table(self, name: str, pair: Pair, measures: Mapping[str, Measure]) -> pd.DataFrame:
        """The differences of a pair."""
        asked = f"{name} {pair} {sorted(measures)}"
        if asked not in self.kept:
            sys.stderr.write(f"{name}\n")
            table = compared(pair, measures, self.size, range(1, self.seeds + 1), self.threads)
            self.keep(asked, table.to_dict(orient="index"))
        return pd.DataFrame.from_dict(self.kept[asked], orient="index")

    def numbers(self) -> numbers_table.Changes:
        """What halving and doubling each number does, seed by seed."""
        found: dict[tuple[str, float], list[list[float]]] = {}
        for seed in range(1, self.seeds + 1):
            name = f"numbers, seed {seed}"
            if name not in self.kept:
                sys.stderr.write(f"{name}\n")
                changes = numbers_table.measured(self.size, seed, self.threads)
                self.keep(name, [[*key, values] for key, values in changes.items()])
            for key, factor, values in self.kept[name]:
                found.setdefault((key, factor), []).append(values)
        return found

    def keep(self, name: str, found: object) -> None:
        """Put what is found aside."""
        self.kept[name] = found
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.kept), encoding="utf-8")


def _mechanisms(tables: Mapping[str, pd.DataFrame]) -> str:
    lines = [
        "## What each mechanism does",
        "",
        "| changed | measured | history | difference | |",
        "| --- | --- | --- | --- | --- |",
    ]
    for mechanism in MECHANISMS:
        lines += [_row(mechanism, name, row) for name, row in tables[mechanism.name].iterrows()]
    return "\n".join(lines) + "\n"


def _row(mechanism: Mechanism, name: object, row: pd.Series) -> str:
    question = f"{mechanism.question} ({mechanism.pair.years[0]}-{mechanism.pair.years[1]})"
    first = name == next(iter(mechanism.measures))
    verdict = "" if row["resolved"] else "not resolved"
    low, high = _number(row["low"], "+"), _number(row["high"], "+")
    cells = (
        question if first else "",
        MEASURES[str(name)][0],
        _number(row["baseline"]),
        f"{_number(row['difference'], '+')} ({low} to {high})",
        verdict,
    )
    return f"| {' | '.join(cells)} |"


def _levers(tables: Mapping[str, pd.DataFrame]) -> str:
    """What each lever moves, in alphabetical order: costs to people first."""
    inert = [lever for lever, table in tables.items() if not table["resolved"].any()]
    return "\n".join(
        [
            "## What each lever does by itself",
            "",
            f"From {levers_table.SINCE[:4]} on, with the settings of `scenarios/levers/`, in a"
            " country without the crackdown; differences in"
            f" {levers_table.YEARS[0]}-{levers_table.YEARS[1]}, in alphabetical order."
            " An empty cell is a difference that is not told from none.",
            "",
            "*Costs to people.* Of 1,000 of each group those who have ever been punished by then;"
            " detained per 1,000; then a year and per 1,000.",
            "",
            *_lever_table(tables, levers_table.COSTS),
            "",
            "*Between people, and what they do.* Suspicion, risk, bonds and trust in points of"
            " 100; strong ties are those of household, kin and friends, weak ones those of"
            " neighbours and colleagues.",
            "",
            *_lever_table(tables, levers_table.BETWEEN),
            "",
            f"Inert, nothing measurable: {', '.join(inert)}." if inert else "None is inert.",
            "",
        ]
    )


def _lever_table(
    tables: Mapping[str, pd.DataFrame], measures: Mapping[str, tuple[str, Measure]]
) -> list[str]:
    titles = [title for title, _ in measures.values()]
    lines = [f"| lever | {' | '.join(titles)} |", f"| --- |{' ---: |' * len(titles)}"]
    for lever, table in tables.items():
        cells = [_difference(table.loc[name]) for name in measures]
        lines.append(f"| {lever} | {' | '.join(cells)} |")
    return lines


def _difference(row: pd.Series) -> str:
    return _number(row["difference"], "+") if row["resolved"] else ""


def _number(value: float, sign: str = "") -> str:
    return f"{value:{sign}.3g}"


if __name__ == "__main__":
    main()
