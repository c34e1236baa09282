"""Everything that a paper needs, made from a clean clone: `make paper`, or `python docs/paper.py`.

Steps go one after the other and each goes on where it was broken off; tables and figures lie in
results/paper. The hash of each table must be the one that docs/paper.md states; `--write` states
them anew and puts the figures beside the docs. `--quick` makes all of it small, to try it out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from typing import Any

import pandas as pd

import nksim
from nksim.studies.study import Study

DOCS = Path(__file__).parent
PAGE, OUT = DOCS / "paper.md", DOCS.parent / "results" / "paper"
BEGIN, END = "<!-- tables:begin -->\n", "<!-- tables:end -->\n"
NEXT_YEAR = 2027
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Size:
    """How much is made: people of a run (0: as shipped) and how many of each kind."""

    people: int = 0
    screened: int = 3000  # people of explanations and sensitivity
    table: int = 1200
    runs: int = 3000
    truths: int = 200
    drawn: int = 200
    replicates: int = 32
    explained: int = 8
    points: int = 6
    keys: tuple[str, ...] = ()
    assumptions: bool | tuple[str, ...] = True
    policies: tuple[str, ...] = ()
    split: bool = True


QUICK = Size(
    people=300,
    screened=200,
    table=160,
    runs=220,
    truths=20,
    drawn=4,
    replicates=2,
    explained=2,
    points=4,
    keys=("behaviour.w_risk", "media.copy_chance", "enforcement.search_rate"),
    assumptions=("no complicity",),
    policies=("law-only",),
    split=False,
)


@dataclass(frozen=True)
class Found:
    """The tables and figures of a step."""

    tables: Tables
    figures: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """Where things lie, and how large they are."""

    size: Size
    out: Path

    def changes(self, **more: Any) -> dict[str, Any]:
        """What runs of the size differ in from what is shipped."""
        return ({"society.size": self.size.people} if self.size.people else {}) | more

    @property
    def posterior(self) -> Path:
        """The draws of the fit."""
        return self.out / "fit" / "posterior.csv"

    def study(self, **more: Any) -> Study:
        """The crackdown."""
        return nksim.load_study(["nksim:crackdown"], self.changes(**more))


def fit(paper: Paper) -> Found:
    """Numbers fitted to the published figures, and what the figures taught."""
    size = paper.size
    found = nksim.calibrate(
        nksim.load_scenario("nksim:history", paper.changes()),
        table=size.table,
        runs=size.runs,
        folder=paper.out / "fit",
        progress=True,
    )
    tables = {
        "posterior": found.sample,
        "informed": found.informed,
        "predictive": found.predictive,
        "rounds": found.fit.rounds,
    }
    return Found(tables, found.figures())


def recovery(paper: Paper) -> Found:
    """Whether such a fit finds what is true."""
    found = nksim.verify.recovery(paper.out / "fit", truths=paper.size.truths)
    return Found({"recovery": found.table, "ranks": found.rank_frame}, found.figures())


def survey(paper: Paper) -> Found:
    """The next survey, with the crackdown and without; people held beside what is known."""
    study = paper.study(**{"survey.survey_year": NEXT_YEAR})
    scenarios = (study.baseline, study.alternatives[-1])
    runs = nksim.run(
        scenarios,
        folder=paper.out / "survey",
        replicates=paper.size.drawn,
        posterior=paper.posterior,
        progress=True,
    )
    found = nksim.survey(runs.results, forecast=NEXT_YEAR)
    happened = nksim.survey(runs.results, scenarios[1].name)
    forecast = found.forecast if found.forecast is not None else pd.DataFrame()
    tables = {"survey": happened.rows, "held": happened.held, "forecast": forecast}
    return Found(tables, found.figures())


def comparison(paper: Paper) -> Found:
    """What policies do, with all that the figures leave open, and under other assumptions."""
    found = nksim.compare(
        paper.study(),
        replicates=paper.size.replicates,
        posterior=paper.posterior,
        assumptions=paper.size.assumptions,
        folder=paper.out / "crackdown",
        progress=True,
    )
    tables = {"differences": found.differences, "costs": found.costs}
    more = {"bounds": found.bounds, "assumptions": found.under_assumptions}
    return Found(
        tables | {name: table for name, table in more.items() if table is not None},
        found.figures(),
    )


def explanation(paper: Paper) -> Found:
    """What was put in, and what came out."""
    found = nksim.explain(
        nksim.load_study(["nksim:crackdown"], {"society.size": paper.size.screened}),
        policies=paper.size.policies,
        replicates=paper.size.explained,
        folder=paper.out / "explained",
        progress=True,
    )
    return Found({"parts": found.parts, "shares": found.shares}, found.figures())


def sensitivity(paper: Paper) -> Found:
    """What moves the outcomes, and where differences between runs come from."""
    scenario = nksim.load_scenario("nksim:history", {"society.size": paper.size.screened})
    common: dict[str, Any] = {"keys": paper.size.keys, "progress": True}
    found = nksim.sensitivity(
        scenario, points=paper.size.points, folder=paper.out / "sensitivity", **common
    )
    tables, figures = {"sensitivity": found.indices}, found.figures()
    if paper.size.split:
        apart = nksim.sensitivity(scenario, split=True, folder=paper.out / "split", **common)
        tables["split"] = apart.shares
        figures += apart.figures()
    return Found(tables, figures)


STEPS: Mapping[str, Callable[[Paper], Found]] = {
    "fit": fit,
    "recovery": recovery,
    "survey": survey,
    "comparison": comparison,
    "explanation": explanation,
    "sensitivity": sensitivity,
}


def main(given: list[str] | None = None) -> int:
    """Make everything; 1 if a table is not what the page states."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small, and stated nowhere")
    parser.add_argument(
        "--write", action="store_true", help="state the hashes, put figures in docs"
    )
    parser.add_argument("--out", type=Path, help="folder of everything (results/paper)")
    options = parser.parse_args(given)
    out = options.out or (OUT.with_name("paper-quick") if options.quick else OUT)
    paper = Paper(QUICK if options.quick else Size(), out)
    hashes, figures = make(paper)
    if options.quick:
        _say("".join(lines_of(hashes)))
        return 0
    if options.write:
        PAGE.write_text(with_hashes(PAGE.read_text(encoding="utf-8"), hashes), encoding="utf-8")
        for figure in figures:
            copyfile(figure, DOCS / figure.name)
        return 0
    faults = differing(PAGE.read_text(encoding="utf-8"), hashes)
    _say("\n".join(faults) or f"all {len(hashes)} tables are those of {PAGE.name}")
    return 1 if faults else 0


def make(paper: Paper) -> tuple[dict[str, tuple[int, str]], list[Path]]:
    """Take all steps; rows and hash of every table by its name, and the figures."""
    hashes, figures = {}, []
    for name, step in STEPS.items():
        started = time.monotonic()
        found = step(paper)
        for table, frame in found.tables.items():
            hashes[table] = (len(frame), _saved(frame, paper.out / "tables" / f"{table}.csv"))
        figures += found.figures
        _say(f"{name}: {time.monotonic() - started:.0f} s, {', '.join(found.tables)}")
    return hashes, figures


def lines_of(hashes: Mapping[str, tuple[int, str]]) -> list[str]:
    """A line a table, as the page has them."""
    rows = [f"| {name} | {rows:,} | `{digits}` |\n" for name, (rows, digits) in hashes.items()]
    return ["| table | rows | sha256 |\n", "| --- | ---: | --- |\n", *rows]


def with_hashes(page: str, hashes: Mapping[str, tuple[int, str]]) -> str:
    """The page with these tables stated between its marks."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return before + BEGIN + "".join(lines_of(hashes)) + END + after


def differing(page: str, hashes: Mapping[str, tuple[int, str]]) -> list[str]:
    """What is not as the page states, a sentence each."""
    stated = page.partition(BEGIN)[2].partition(END)[0]
    if "`" not in stated:
        return [f"{PAGE.name} states no tables yet; look at them, and state them with --write"]
    lines = stated.splitlines()
    return [
        f"{name}: made {digits} is not what {PAGE.name} states; look, and state it with --write"
        for name, (_, digits) in hashes.items()
        if not any(line.startswith(f"| {name} | ") and digits in line for line in lines)
    ]


def _saved(frame: pd.DataFrame, path: Path) -> str:
    """Write a table with six digits a number; the first of the hash of what was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(frame.to_csv(index=False, float_format="%.6g"), encoding="utf-8")
    return sha256(path.read_bytes()).hexdigest()[:16]


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
