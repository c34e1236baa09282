"""`nksim explain`: each policy's effect taken apart, among settings and among channels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.compare import LIMIT, MAIN_OUTCOME, Files, Limit, Replicates, Width
from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, Out, Quiet, Seed, Settings, Size
from nksim.cli.output import note, print_json, records, say
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.api.explaining import Explanation

Policies = Annotated[
    list[str],
    typer.Option(
        "--policy", metavar="NAME", help="Explain this policy. Repeatable.", show_default="all"
    ),
]
Outcomes = Annotated[
    list[str],
    typer.Option(
        "--outcome",
        metavar="NAME",
        help="Look at this outcome; --until-resolved looks at the last. Repeatable.",
        show_default="five",
    ),
]
Orderings = Annotated[
    int,
    typer.Option(
        "--orderings", min=1, max=1000, help="Pairs of orders a seed, where parts are many."
    ),
]
Exact = Annotated[
    int,
    typer.Option("--exact", min=1, max=12, help="Up to so many parts, run all their coalitions."),
]
Details = Annotated[
    bool,
    typer.Option("--details", help="Also what each part does alone, and the whole without it."),
]


def explain(
    files: Files,
    settings: Settings = [],  # noqa: B006 - typer copies it
    policies: Policies = [],  # noqa: B006 - typer copies it
    outcomes: Outcomes = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = None,
    size: Size = None,
    orderings: Orderings = 1,
    exact: Exact = 6,
    until_resolved: Width = None,
    limit: Limit = LIMIT,
    details: Details = False,
    jobs: Jobs = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Split each policy's effect among its settings and channels: what was put in, what came out.

    A setting is off at its neutral value, a channel where it follows the baseline's recorded path.
    Parts interact: their shares (Shapley values) add up to the whole, what they do alone does not.

    The same command goes on where it was interrupted; more replicates run only what is new.

    Example: nksim explain nksim:crackdown --size 3000 -n 8
    """
    import nksim
    from nksim.api.file_names import results_folder
    from nksim.studies.study import load_study

    study = load_study(files, parse_settings(settings, size, seed))
    tell_graphs(study.scenarios, study.seed if seed is None else seed)
    found = nksim.explain(
        study,
        policies=policies,
        outcomes=outcomes,
        replicates=replicates,
        seed=seed,
        orderings=orderings,
        exact=exact,
        until_resolved=until_resolved,
        outcome=outcomes[-1] if outcomes else MAIN_OUTCOME,
        limit=limit,
        folder=out or results_folder(study.name),
        jobs=jobs,
        progress=not (quiet or json),
    )
    _answer(found, details=details, json=json)


def _answer(found: Explanation, *, details: bool, json: bool) -> None:
    from nksim.inference.explaining.explaining import PARTS
    from nksim.store.compared import SHARES

    figures = [str(figure) for figure in found.figures()]
    if json:
        print_json(
            {
                "folder": str(found.folder),
                "figures": figures,
                "replicates": found.study.replicates,
                "made": found.made,
                "kept": found.kept,
                "sentences": found.sentences,
                "parts": records(found.parts),
                "shares": records(found.shares),
            }
        )
        return
    _print_tables(found, details=details)
    say("\n".join([*found.sentences, ""]))
    _print_time(found)
    say("\n".join([str(found.folder / PARTS), str(found.folder / SHARES), *figures]))


def _print_tables(found: Explanation, *, details: bool) -> None:
    from nksim.cli.explanation_table import print_details, print_parts

    print_parts(found.parts)
    if details:
        print_details(found.parts)


def _print_time(found: Explanation) -> None:
    from nksim.api.progress import duration

    if found.made:
        say(f"{found.made} runs in {duration(found.seconds)}")
    if found.kept:
        note(f"finished before and kept: {found.kept}")
