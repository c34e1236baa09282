"""`nksim compare`: policies compared with a baseline, and how sure the differences are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.groups import asked_groups
from nksim.cli.options import (
    At,
    Jobs,
    Json,
    Out,
    Over,
    PosteriorFile,
    Quiet,
    Scheduler,
    Seed,
    Settings,
    Size,
    Societies,
)
from nksim.cli.output import (
    command_line,
    load_told,
    note,
    print_json,
    records,
    say,
    tell_strays,
)
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    import pandas as pd

    from nksim.api.comparing import Comparison

MAIN_OUTCOME, LIMIT = "watched_last_year_share", 512  # as nksim.compare has them

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="STUDY | BASELINE ALTERNATIVE...",
        help="A study file, or scenario files.",
        show_default=False,
    ),
]
Replicates = Annotated[
    int | None,
    typer.Option(
        "--replicates",
        "-n",
        min=2,
        max=100_000,
        help="How many seeds.",
        show_default="the study's, or 32",
    ),
]
Width = Annotated[
    float | None,
    typer.Option(
        "--until-resolved",
        metavar="WIDTH",
        help="Add replicates until the interval is so narrow.",
        show_default=False,
    ),
]
Which = Annotated[
    str, typer.Option("--outcome", help="The outcome that --until-resolved looks at.")
]
Limit = Annotated[
    int,
    typer.Option(
        "--limit", min=2, max=100_000, help="Most replicates that --until-resolved makes."
    ),
]
Whole = Annotated[
    bool,
    typer.Option(
        "--unforked", help="Simulate every run from its first week; the numbers are the same."
    ),
]
WithAssumptions = Annotated[
    bool,
    typer.Option(
        "--assumptions",
        help="Once more under each of several assumptions: does a difference turn round?",
    ),
]
NameBefore = Annotated[bool, typer.Option("--structures", hidden=True)]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="province,age,sex|cohort|layer",
        help="Differences by group as well: one of these or several, crossed; or by itself birth"
        " cohorts, or layers of ties.",
        show_default=False,
    ),
]
Among = Annotated[
    list[str],
    typer.Option(
        "--among",
        metavar="KEY=GROUP,...",
        help="Only these people, e.g. province=Ryanggang or age=0-14,15-29. Repeatable.",
        show_default=False,
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Every outcome, and how often it was higher.")]


def compare(
    files: Files,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = None,
    size: Size = None,
    at: At = None,
    over: Over = None,
    by: By = None,
    among: Among = [],  # noqa: B006 - typer copies it
    full: Full = False,
    until_resolved: Width = None,
    outcome: Which = MAIN_OUTCOME,
    limit: Limit = LIMIT,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    unforked: Whole = False,
    societies: Societies = None,
    posterior: PosteriorFile = None,
    assumptions: WithAssumptions = False,
    structures: NameBefore = False,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare policies: same people, same luck, paired differences, and how sure they are.

    Six outcomes are shown, or those that the study calls `leading`; --full shows all. They are
    about the years in which the alternatives differ, unless --at or --over name others.

    With --posterior the study is made again with numbers drawn from what the data leave open, and
    both ranges are said.

    The same command goes on where it was interrupted; more replicates or one more alternative run
    only what is new.

    Example: nksim compare nksim:crackdown --size 5000 --replicates 8 --at 2022 --by age,sex
    """
    import nksim
    from nksim.api.file_names import results_folder
    from nksim.studies.study import load_study

    if structures:
        note("--structures is now --assumptions")
    asked = asked_groups(by, among)
    study = load_study(files, parse_settings(settings, size, seed))
    tell_graphs(study.scenarios, study.seed if seed is None else seed)
    for sentence in study.unshared:
        note(sentence)
    found = nksim.compare(
        study,
        replicates=replicates,
        seed=seed,
        at=at,
        over=over,
        posterior=load_told(posterior, study.scenarios),
        assumptions=assumptions or structures,
        until_resolved=until_resolved,
        outcome=outcome,
        limit=limit,
        unforked=unforked,
        societies=societies,
        folder=out or results_folder(study.name),
        jobs=jobs,
        scheduler=scheduler,
        progress=not (quiet or json),
        command=command_line(),
    )
    tell_strays(found.results.folder)
    _answer(found, None if asked is None else found.by_group(*asked), full=full, json=json)
    found.raise_failures()


def _answer(found: Comparison, groups: pd.DataFrame | None, *, full: bool, json: bool) -> None:
    figures = [str(figure) for figure in found.figures()]
    if json:
        print_json(_document(found, figures, groups))
        return
    _print_differences(found, groups, full=full)
    _print_time(found)
    _print_bounds(found)
    _print_assumptions(found)
    say("\n".join([str(found.results.folder), *figures]))


def _print_differences(found: Comparison, groups: pd.DataFrame | None, *, full: bool) -> None:
    from nksim.cli.comparison_table import (
        print_differences,
        print_group_differences,
        print_leading,
    )

    about = about_of(found)
    print_leading(found.leading, about)
    if full:
        print_differences(found.differences)
        say("\n".join([*found.sentences, ""]))
    if groups is not None:
        print_group_differences(groups, about)


def about_of(found: Comparison) -> str:
    """What was asked of how many, in words."""
    from nksim.core.numerals import counted

    people = f"{found.study.baseline.society.size:,} people a run"
    pairs = counted(found.study.replicates, "pair")
    return f"{found.study.baseline.name} as baseline; {found.period.in_words}; {people}, {pairs}"


def _print_time(found: Comparison) -> None:
    from nksim.api.progress import duration

    made = found.done.backlog
    if made.runs:
        share = f"forks simulated {made.share_of_unforked:.0%} of the weeks that unforked runs need"
        say(f"{made.runs} runs in {duration(found.done.seconds)}; {share}")
    if made.kept:
        note(f"finished before and kept: {made.kept}")


def _print_bounds(found: Comparison) -> None:
    """What the data leave open, where that was asked for."""
    from nksim.analysis.bounds import bound_sentences
    from nksim.cli.comparison_table import print_bounds

    if found.bounds is None or found.drawn is None:
        return
    print_bounds(found.bounds)
    posterior = found.drawn.study.posterior
    keys = posterior.keys if posterior else ()
    say("\n".join([*bound_sentences(found.bounds, found.study.scenarios, keys), ""]))


def _print_assumptions(found: Comparison) -> None:
    """What turns round under other assumptions, where that was asked for."""
    from nksim.analysis.under_assumptions import assumption_sentences
    from nksim.cli.comparison_table import print_assumptions

    if found.under_assumptions is None:
        return
    print_assumptions(found.under_assumptions)
    say("\n".join([*assumption_sentences(found.under_assumptions), ""]))


def _document(found: Comparison, figures: list[str], groups: pd.DataFrame | None) -> dict[str, Any]:
    made = found.done.backlog
    tables = {"bounds": found.bounds, "under_assumptions": found.under_assumptions}
    return {
        "study": found.study.name,
        "baseline": found.study.baseline.name,
        "period": [found.period.first, found.period.last],
        "people": found.study.baseline.society.size,
        "folder": str(found.results.folder),
        "figures": figures,
        "replicates": found.study.replicates,
        "unshared": list(found.study.unshared),
        "kept": made.kept,
        "share_of_unforked_weeks": made.share_of_unforked,
        "seconds": found.done.seconds,
        "failures": [{"run": run, "error": error} for run, error in found.done.failures],
        "differences": records(found.differences),
        "by_group": None if groups is None else records(groups),
    } | {name: records(table) for name, table in tables.items() if table is not None}
