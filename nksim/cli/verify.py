"""`nksim verify`: a scenario comes in, the proof that both engines agree leaves."""

from __future__ import annotations

import typer

from nksim.cli.options import Json, OneScenario, Quiet, Seed, Settings, Size
from nksim.cli.output import print_json, say
from nksim.cli.progress import meter
from nksim.cli.scenarios import load_all

verify = typer.Typer(help="Check the model itself. Example: nksim verify twins scenarios/quick.yaml", no_args_is_help=True)


@verify.callback()
def _verify() -> None:
    """Check the model itself.

    Example: nksim verify twins scenarios/quick.yaml --size 500
    """


@verify.command()
def twins(file: OneScenario, settings: Settings = [], size: Size = None, seed: Seed = None, json: Json = False, quiet: Quiet = False) -> None:  # noqa: B006 - typer copies it
    """Run both engines and compare all weekly counts and the whole final state, bit for bit.

    Example: nksim verify twins scenarios/quick.yaml --size 500
    """
    from nksim.core.clock import Clock
    from nksim.core.errors import RunError
    from nksim.engines.twins import compare_engines

    (scenario,) = load_all([file], settings, size)
    with meter(quiet=quiet or json) as begin:
        advance = begin(Clock(scenario.run.start, scenario.run.until).weeks)
        compared = compare_engines(scenario, seed, progress=lambda done, total: advance(1))
    if json:
        print_json({"identical": compared.identical, "hashes": compared.hashes, "first_difference": compared.first_difference})
    elif compared.identical:
        say(f"identical\n{next(iter(compared.hashes.values()))}")
    if not compared.identical:
        hashes = ", ".join(f"{engine}={digits}" for engine, digits in compared.hashes.items())
        raise RunError(f"the engines differ ({hashes}): {compared.first_difference}")
