"""`nksim life`: one simulated person's years under a baseline and under a policy, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Engine, Json, Out, Quiet, Settings, Size, WhichEngine
from nksim.cli.output import print_json, say, say_filled
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.api.living import Life
    from nksim.store.results import Results
    from nksim.studies.study import Study

Studies = Annotated[
    list[Path],
    typer.Argument(
        metavar="STUDY | BASELINE POLICY",
        help="A study file, its results folder, or two scenario files.",
        show_default=False,
    ),
]
Number = Annotated[
    int | None, typer.Option("--citizen", min=0, metavar="N", help="The number of a person.")
]
Pick = Annotated[
    str,
    typer.Option("--pick", help="Whose life, if nobody is named: typical, diverging, punished."),
]
PolicyName = Annotated[
    str | None,
    typer.Option("--policy", metavar="NAME", help="The alternative.", show_default="the first"),
]
RunSeed = Annotated[
    int | None,
    typer.Option("--seed", min=0, max=2**63 - 1, help="Seed.", show_default="the study's first"),
]
WIDTH, BEFORE = 100, 2
COLUMNS = {
    "was_offered": "was offered",
    "refused": "refused",
    "watched_together": "watched together",
    "watched_alone": "alone",
    "copied": "copied",
    "told_on_others": "told on others",
    "was_told_on": "was told on",
    "arrested": "arrested",
}


def life(
    studies: Studies,
    settings: Settings = [],  # noqa: B006 - typer copies it
    citizen: Number = None,
    pick: Pick = "diverging",
    policy: PolicyName = None,
    seed: RunSeed = None,
    size: Size = None,
    engine: WhichEngine = Engine.compiled,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Tell one simulated person's life in two worlds: under a baseline and under a policy.

    Both worlds have the same people and the same luck, so whatever differs comes from the policy:
    the week in which the lives part is found, the decision that fell otherwise with its numbers,
    and the chain of events back to the policy. Written as text, JSON and a figure.

    Example: nksim life nksim:crackdown --policy border-only --size 3000
    """
    import nksim

    found = nksim.life(
        _study(studies, parse_settings(settings, size, seed)),
        citizen=citizen,
        pick=pick,
        policy=policy,
        seed=seed,
        engine=engine.value,
        progress=not (quiet or json),
    )
    files = found.save(out or _folder(studies))
    if json:
        print_json(found.record | {"files": [str(path) for path in files]})
        return
    for sentence in found.sentences:
        say_filled(sentence, WIDTH)
    say("")
    _print_years(found)
    say("\n".join(str(path) for path in files))


def _study(studies: list[Path], changes: dict[str, Any]) -> Study | Results:
    """What is named: a study, or a folder of results, to which no settings belong."""
    import nksim
    from nksim.core.errors import InputError

    if len(studies) == 1 and studies[0].is_dir():
        if changes:
            names = ", ".join(map(str, changes))
            raise InputError(f"{names} cannot change what lies in folder={studies[0]}")
        return nksim.open_results(studies[0])
    return nksim.load_study(studies, changes)


def _folder(studies: list[Path]) -> Path:
    """Where lives are written if nobody says: in the results, or in a folder of the study."""
    from nksim.api.file_names import results_folder

    if len(studies) == 1 and studies[0].is_dir():
        return studies[0] / "lives"
    return results_folder(*(path.stem for path in studies), ending="-lives")


def _print_years(found: Life) -> None:
    """The years from shortly before the policy on, the baseline's number and the policy's."""
    from nksim.cli.output import print_table

    first = found.date(found.policy_week).year - BEFORE
    baseline, policy = (
        found.years[found.years["world"] == name].set_index("year") for name in found.names
    )
    years = sorted({*baseline.index, *policy.index})
    both = [frame.reindex(years, fill_value=0) for frame in (baseline, policy)]
    rows = [
        [year, *(f"{both[0].loc[year, name]} / {both[1].loc[year, name]}" for name in COLUMNS)]
        for year in years
        if year >= first
    ]
    title = f"Each year under {found.names[0]} / under {found.names[1]}"
    print_table(title, ["year", *COLUMNS.values()], rows, numbers=True, width=WIDTH)
