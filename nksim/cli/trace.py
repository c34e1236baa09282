"""`nksim trace`: titles from hand to hand, who told on whom, arrests that follow an arrest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.options import Json, Out, Quiet, ResultsFolder
from nksim.cli.output import print_json, records, say, tell_strays

if TYPE_CHECKING:
    import pandas as pd

    from nksim.api.tracing import Traces

ScenarioName = Annotated[
    str | None,
    typer.Option("--scenario", help="Of this scenario.", show_default="the first"),
]
RunSeed = Annotated[
    int | None,
    typer.Option("--seed", min=0, max=2**63 - 1, help="Of this seed.", show_default="the first"),
]
Trees = Annotated[
    int,
    typer.Option("--trees", min=1, max=1_000_000, help="Of the largest trees, in copies.gexf."),
]
WIDTH = 100
SHOWN = 8  # trees that are printed


def trace(
    results: ResultsFolder,
    scenario: ScenarioName = None,
    seed: RunSeed = None,
    trees: Trees = 100,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Trace titles from hand to hand in one stored run, who told on whom, and chains of arrests.

    Tables (CSV), graphs for Gephi (GEXF) and two figures go into a folder. A run that kept no
    events is made again and checked to be the same.

    Example: nksim trace results/quick
    """
    import nksim
    from nksim.api.tracing import trace_folder

    tell_strays(results)
    stored = nksim.open_results(results)
    found = nksim.traces(stored, scenario=scenario, seed=seed, progress=not (quiet or json))
    written = found.save(out or trace_folder(stored, found), trees=trees)
    _answer(found, written, json=json)


def _answer(found: Traces, written: list[Path], *, json: bool) -> None:
    if json:
        print_json(
            {
                "scenario": found.history.scenario.name,
                "seed": found.history.seed,
                "sentences": found.sentences,
                "largest": records(_largest(found)),
                "told": records(found.told),
                "files": [str(path) for path in written],
            }
        )
        return
    _print_trees(found)
    _print_told(found)
    say("\n".join([*found.sentences, ""]))
    say("\n".join(str(path) for path in written))


def _largest(found: Traces) -> pd.DataFrame:
    from nksim.analysis.cascades.graphs import largest

    return largest(found.cascades, SHOWN)


def _print_trees(found: Traces) -> None:
    from nksim.cli.output import print_table

    if found.cascades.empty:
        return
    heads = ["arrived", "province", "origin", "holders", "people", "deep", "broad", "weeks"]
    columns = ["province", "origin", "holders", "people", "depth", "breadth", "weeks", "provinces"]
    rows = [
        [f"{row['date']:%Y-%m-%d}", *(row[column] for column in columns)]
        for row in _largest(found).to_dict("records")
    ]
    title = f"{found.history.scenario.name}, seed {found.history.seed}: the largest trees"
    print_table(title, [*heads, "provinces"], rows, width=WIDTH)


def _print_told(found: Traces) -> None:
    from nksim.cli.output import print_table

    heads = ["told by", "layer", "tellings", "by informants", "tellers", "suspects", "arrests"]
    told = found.told[found.told["tellings"] > 0]
    if told.empty:
        return
    rows = [[str(cell) for cell in row] for row in told.itertuples(index=False)]
    print_table("Who told on whom", heads, rows, width=WIDTH)
