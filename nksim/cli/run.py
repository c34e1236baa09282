"""`nksim run`: scenarios are run and saved; yearly figures are printed, spread curves drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import (
    CheckpointEvery,
    Engine,
    Events,
    Jobs,
    Json,
    Out,
    PosteriorFile,
    Quiet,
    Replicates,
    Scenarios,
    Scheduler,
    Seed,
    Settings,
    Size,
    Societies,
    StopIfBad,
    Threads,
    WhichEngine,
)
from nksim.cli.output import (
    command_line,
    load_told,
    note,
    print_json,
    print_table,
    records,
    say,
    tell_strays,
)
from nksim.cli.scenarios import load_all

if TYPE_CHECKING:
    from nksim.api.runs import Runs
    from nksim.store.results import Results

ALL_YEARS = 12
HEADS = {
    "watched_last_year": "last year",
    "ever_watched": "ever",
    "perceived_risk": "perceived risk",
    "regime_trust": "regime trust",
}


def run(
    files: Scenarios,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = 1,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    threads: Threads = None,
    engine: WhichEngine = Engine.compiled,
    events: Events = False,
    checkpoint_every: CheckpointEvery = None,
    stop_on_bad_checkpoint: StopIfBad = False,
    societies: Societies = None,
    posterior: PosteriorFile = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run scenarios, save everything, and print yearly figures and the path of the spread curves.

    The same command goes on where it was interrupted: finished runs are kept, and a long run is
    taken up from its last checkpoint.

    Example: nksim run nksim:quick --replicates 8 --set society.size=5000
    """
    import nksim
    from nksim.api.file_names import results_folder

    scenarios = load_all(files, settings, size, seed)
    tell_graphs(scenarios, seed)
    folder = out or results_folder(*(scenario.name for scenario in scenarios))
    found = nksim.run(
        scenarios,
        seed,
        folder=folder,
        replicates=replicates,
        engine=engine.value,
        threads=threads,
        events=events,
        jobs=jobs,
        scheduler=scheduler,
        checkpoint_every=checkpoint_every,
        stop_on_bad_checkpoint=stop_on_bad_checkpoint,
        societies=societies,
        posterior=load_told(posterior, scenarios),
        progress=not (quiet or json),
        command=command_line(),
    )
    tell_strays(folder)
    _answer(found, json=json)


def _answer(found: Runs, *, json: bool) -> None:
    figures = [str(figure) for figure in found.figures()]
    years, kept = records(found.yearly), found.done.backlog.kept
    if json:
        print_json(_document(found, years, figures))
        return
    for name in dict.fromkeys(run.scenario for run in found.results.runs):
        _print_years(found.results, name, [row for row in years if row["scenario"] == name])
    if kept:
        note(f"finished before and kept: {kept}")
    say("\n".join([str(found.results.folder), *figures]))


def _document(found: Runs, years: list[dict[str, Any]], figures: list[str]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "folder": str(found.results.folder),
        "figures": figures,
        "kept": found.done.backlog.kept,
        "runs": [asdict(run) for run in found.results.runs],
        "years": years,
        "outcomes": records(found.results.outcomes),
    }


def _print_years(results: Results, name: str, rows: list[dict[str, Any]]) -> None:
    """A line a year; of a long run every fifth year and the last ones."""
    from nksim.observations.yearly import YEARLY

    runs = sum(run.scenario == name for run in results.runs)
    heads = [
        "year",
        *(
            f"{HEADS.get(column.name, column.name)}{' %' if column.unit == '%' else ''}"
            for column in YEARLY
        ),
    ]
    lines = [
        [row["year"], *(_figure(row[column.name], column.unit) for column in YEARLY)]
        for row in _thinned(rows)
    ]
    print_table(
        f"{name}: {'one run' if runs == 1 else f'median of {runs} runs'}",
        heads,
        lines,
        numbers=True,
    )


def _thinned(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for position, row in enumerate(rows):
        if len(rows) <= ALL_YEARS or row["year"] % 5 == 0 or position >= len(rows) - ALL_YEARS // 2:
            yield row


def _figure(number: float | None, unit: str) -> str:
    from nksim.core.numerals import decimal

    return "" if number is None else decimal(number, {"%": 1, "people": 0}.get(unit, 3))
