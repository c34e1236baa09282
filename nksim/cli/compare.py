"""`nksim compare`: a study comes in; runs are saved, and the differences between policies leave: a table, sentences, figures.

1. load the study and check everything
2. make the runs that the folder does not hold, each shared past once
3. pair alternatives and baseline, seed by seed
4. draw, print, and say how sure it is
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import (
    Jobs,
    Json,
    Out,
    PosteriorFile,
    Quiet,
    Scheduler,
    Seed,
    Settings,
    Size,
    Societies,
)
from nksim.cli.output import note, print_json, records, say, tell_left_out, tell_strays
from nksim.cli.places import results_folder
from nksim.cli.progress import duration, meter
from nksim.cli.run import command_line, executor_of
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    import pandas as pd

    from nksim.inference.comparing import Comparison, Goal
    from nksim.running.executors import Executor
    from nksim.scenario.posterior import Posterior
    from nksim.studies.study import Study

MAIN_OUTCOME = "watched_last_year_share"
POSTERIOR, BOUNDS = "posterior", "bounds.csv"
ASSUMPTIONS_FOLDER, ASSUMPTIONS_TABLE, ASSUMPTIONS_FIGURE = (
    "assumptions",
    "assumptions.csv",
    "assumptions.png",
)

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
WithStructures = Annotated[
    bool,
    typer.Option(
        "--structures",
        help="Once more under each of several assumptions: does the order of policies flip?",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="province|age|sex", help="Differences by group as well.", show_default=False
    ),
]


def compare(
    files: Files,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = None,
    size: Size = None,
    by: By = None,
    until_resolved: Width = None,
    outcome: Which = MAIN_OUTCOME,
    limit: Limit = 512,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    unforked: Whole = False,
    societies: Societies = None,
    posterior: PosteriorFile = None,
    structures: WithStructures = False,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare policies: same people, same luck, paired differences, and how sure they are.

    With --posterior the study is made again with numbers drawn from what the data leave open, and both ranges are said.

    The same command goes on where it was interrupted; more replicates or one more alternative run only what is new.

    Example: nksim compare nksim:crackdown --size 5000 --replicates 8
    """
    from nksim.scenario.posterior import load_posterior

    study = _study(files, parse_settings(settings, size), seed, replicates)
    drawn = None if posterior is None else _with_posterior(study, load_posterior(posterior))
    goal = _goal(until_resolved, outcome, limit, study)
    _check_by(by)
    folder = out or results_folder(study.name)
    make = partial(
        _compared,
        executor=executor_of(jobs, scheduler),
        quiet=quiet or json,
        forked=not unforked,
        societies=societies,
    )
    comparison = make(study, folder, goal=goal)
    again = (
        None
        if drawn is None
        else make(drawn.with_replicates(comparison.study.replicates), folder / POSTERIOR)
    )
    others = (
        _under_assumptions(comparison.study, folder, make, quiet=quiet or json)
        if structures
        else {}
    )
    _answer(comparison, again, others, by, json=json)


def _under_assumptions(
    study: Study, folder: Path, make: Callable[..., Comparison], *, quiet: bool
) -> dict[str, Comparison]:
    """The comparison under every other assumption, each in a folder of its own; all are checked before the first is made."""
    from nksim.studies.assumptions import AS_IT_IS, ASSUMPTIONS

    studies = [
        (structure, structure.over(study))
        for structure in ASSUMPTIONS
        if structure.name != AS_IT_IS
    ]
    found = {}
    for number, (structure, changed) in enumerate(studies, 1):
        if not quiet:
            note(f"assumption {number} of {len(studies)}: {structure.name} ({structure.meaning})")
        found[structure.name] = make(
            changed, folder / ASSUMPTIONS_FOLDER / structure.name.replace(" ", "-").replace(",", "")
        )
    return found


def _with_posterior(study: Study, posterior: Posterior) -> Study:
    """The study with numbers drawn for each seed; that every scenario takes them is checked at once, before anything runs."""
    from dataclasses import replace

    drawn = replace(study, posterior=posterior)
    tell_left_out(posterior, [task.scenario for task in drawn.tasks])
    return drawn


def _compared(
    study: Study,
    folder: Path,
    *,
    executor: Executor,
    quiet: bool,
    goal: Goal | None = None,
    **settings: Any,
) -> Comparison:
    from nksim.inference.comparing import compare_study, work_of

    work = work_of(study, folder, command=command_line(), **settings)
    with meter(quiet=quiet) as progress:
        return compare_study(study, work, executor, progress, goal)


def _study(
    files: list[Path], overrides: dict[str, Any], seed: int | None, replicates: int | None
) -> Study:
    from dataclasses import replace

    from nksim.studies.study import load_study

    study = load_study(files, overrides)
    tell_graphs(study.scenarios, study.seed if seed is None else seed)
    return replace(
        study, seed=study.seed if seed is None else seed, replicates=replicates or study.replicates
    )


def _goal(width: float | None, outcome: str, limit: int, study: Study) -> Goal | None:
    from nksim.core.errors import InputError
    from nksim.inference.comparing import Goal
    from nksim.observations.outcomes import OUTCOMES
    from nksim.scenario.keys import nearest

    known = study.outcomes or tuple(one.name for one in OUTCOMES)
    if outcome not in known and width is not None:
        raise InputError(
            f"--outcome={outcome} is not among those compared (allowed {', '.join(known)}{nearest(outcome, known)})"
        )
    if width is not None and not width > 0:
        raise InputError(
            f"--until-resolved={width} is no width; give a positive number in the unit of the outcome, for example 0.01"
        )
    return None if width is None else Goal(width, outcome, limit)


def _check_by(by: str | None) -> None:
    from nksim.core.errors import InputError

    if by not in (None, "province", "age", "sex"):
        raise InputError(f"--by={by} is no grouping (allowed province, age, sex)")


def _answer(
    comparison: Comparison,
    again: Comparison | None,
    others: dict[str, Comparison],
    by: str | None,
    *,
    json: bool,
) -> None:
    from nksim.analysis.compared import compared
    from nksim.analysis.groups import differences_by_group
    from nksim.plots.comparison import plot_comparison
    from nksim.running.runner import raise_failures

    results, study = comparison.results, comparison.study
    tell_strays(results.folder)
    figures = (
        plot_comparison(compared(results, study.baseline.name), results.folder)
        if len(comparison.differences)
        else []
    )
    groups = (
        None
        if by is None or not len(comparison.differences)
        else differences_by_group(results.groups, study.baseline.name, by)
    )
    open_range = None if again is None else _bounds(comparison, again)
    assumed = _assumptions(comparison, others, figures) if others else None
    if json:
        extra = {
            name: records(frame)
            for name, frame in (("bounds", open_range), ("under_assumptions", assumed))
            if frame is not None
        }
        print_json(_document(comparison, figures, groups) | extra)
    else:
        _print(comparison, groups)
        if open_range is not None:
            _print_bounds(
                open_range,
                study,
                again.study.posterior.keys if again and again.study.posterior else (),
            )
        if assumed is not None:
            _print_assumptions(assumed)
        say("\n".join([str(results.folder), *(str(figure) for figure in figures)]))
    for made in (comparison, *([] if again is None else [again]), *others.values()):
        raise_failures(made.done, len(study.scenarios) * study.replicates, made.results.folder)


def _bounds(comparison: Comparison, again: Comparison) -> pd.DataFrame:
    """Both ranges, left in the folder as well."""
    from nksim.analysis.bounds import bounds
    from nksim.analysis.sentences import LEADING
    from nksim.store.writing import write_all, write_csv

    names = comparison.study.outcomes or LEADING
    found = bounds(
        comparison.results.outcomes, again.results.outcomes, comparison.study.baseline.name, names
    )
    write_all(comparison.results.folder, {BOUNDS: write_csv(found)})
    return found


def _assumptions(
    comparison: Comparison, others: dict[str, Comparison], figures: list[Path]
) -> pd.DataFrame:
    """The differences under every assumption, left in the folder as a table and a figure."""
    from nksim.analysis.sentences import LEADING
    from nksim.analysis.under_assumptions import assumption_frame
    from nksim.plots.assumptions import plot_assumptions
    from nksim.store.writing import write_all, write_csv
    from nksim.studies.assumptions import AS_IT_IS

    folder, known = comparison.results.folder, comparison.study.outcomes
    names = [name for name in LEADING if not known or name in known] or list(known[:4])
    found = assumption_frame(
        {AS_IT_IS: comparison.differences}
        | {name: other.differences for name, other in others.items()},
        names,
    )
    write_all(folder, {ASSUMPTIONS_TABLE: write_csv(found)})
    figures.append(plot_assumptions(found, folder / ASSUMPTIONS_FIGURE))
    return found


def _print_assumptions(found: pd.DataFrame) -> None:
    from nksim.analysis.under_assumptions import assumption_sentences
    from nksim.cli.comparison_table import print_assumptions

    print_assumptions(found)
    for sentence in assumption_sentences(found):
        say(sentence)
    say("")


def _print_bounds(found: pd.DataFrame, study: Study, drawn: Sequence[str]) -> None:
    from nksim.analysis.bounds import bound_sentences
    from nksim.cli.comparison_table import print_bounds

    print_bounds(found)
    for sentence in bound_sentences(found, study.scenarios, drawn):
        say(sentence)
    say("")


def _print(comparison: Comparison, groups: Any) -> None:
    from nksim.analysis.sentences import sentences
    from nksim.cli.comparison_table import print_differences, print_group_differences

    print_differences(comparison.differences)
    if groups is not None:
        print_group_differences(groups)
    for sentence in sentences(comparison.differences, comparison.study.baseline.name):
        say(sentence)
    say("")
    _print_time(comparison)


def _print_time(comparison: Comparison) -> None:
    plan = comparison.done.backlog
    if plan.runs:
        say(
            f"{plan.runs} runs in {duration(comparison.done.seconds)}; forks simulated {plan.share_of_unforked:.0%} of the weeks that unforked runs need"
        )
    if plan.kept:
        note(f"finished before and kept: {plan.kept}")


def _document(comparison: Comparison, figures: list[Path], groups: Any) -> dict[str, Any]:
    plan = comparison.done.backlog
    return {
        "study": comparison.study.name,
        "baseline": comparison.study.baseline.name,
        "folder": str(comparison.results.folder),
        "figures": [str(figure) for figure in figures],
        "replicates": comparison.study.replicates,
        "kept": plan.kept,
        "share_of_unforked_weeks": plan.share_of_unforked,
        "seconds": comparison.done.seconds,
        "failures": [{"run": run, "error": error} for run, error in comparison.done.failures],
        "differences": records(comparison.differences),
        "by_group": None if groups is None else records(groups),
    }
