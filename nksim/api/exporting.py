"""Results out to others: tables for other programs, a society as a graph."""

from __future__ import annotations

from pathlib import Path

from nksim.api.arguments import optional_path
from nksim.api.file_names import file_name
from nksim.api.open_runs import start
from nksim.core.checks import checked_path
from nksim.core.errors import InputError
from nksim.inference.replaying import check_state, chosen_run
from nksim.society.graph_export import GRAPHS, graph_of_tables, write_graph
from nksim.store import exporting
from nksim.store.results import Results, open_results
from nksim.store.writing import write_all

FORMATS = (*exporting.FORMATS, *GRAPHS)


def export(
    results: str | Path,
    to: str = "csv",
    folder: str | Path | None = None,
    *,
    locale: str = exporting.PLAIN,
    scenario: str | None = None,
    seed: int | None = None,
) -> Path:
    """Write a results folder for other programs; returns the folder written.

    `to` is csv, parquet, xlsx, dta (Stata) or sav (SPSS): every table, with labels and a dictionary
    of columns; `locale` en or de writes CSV for spreadsheets. Or it is gexf or graphml: the people
    and ties of one run as they are at its end, which makes the run of this `scenario` and `seed`
    (by default the first) again. `folder` is where they go, by default one beside the tables.
    Raises InputError for another format, StoreError if nothing can be read, RunError if the run
    made again is not the one that is stored.
    """
    place = checked_path(results, name="results")
    target = optional_path(folder, "folder")
    if to in GRAPHS:
        return _export_graph(open_results(place), to, target, (scenario, seed))
    if to not in FORMATS:
        raise InputError(f"to={to} is no format of export (allowed: {', '.join(FORMATS)})")
    if scenario is not None or seed is not None:
        raise InputError(f"to={to} takes all runs; scenario and seed choose one for gexf, graphml")
    return exporting.export(place, to, target, locale)


def _export_graph(
    results: Results, to: str, target: Path | None, which: tuple[str | None, int | None]
) -> Path:
    run = chosen_run(results, *which)
    open_run = start(results.scenario_of(run), run.seed).run()
    check_state(run, open_run.state_hash)
    graph = graph_of_tables(open_run.people, open_run.ties)
    place = target or results.folder / to
    name = f"{file_name(run.scenario)}-{run.seed}.{to}"
    write_all(place, {name: write_graph(graph, to)})
    return place
