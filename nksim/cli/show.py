"""`nksim show`: a resolved scenario, with nothing left to defaults."""

from __future__ import annotations

from nksim.cli.options import Json, OneScenario, Settings, Size
from nksim.cli.output import print_json, say
from nksim.cli.scenarios import load_all


def show(file: OneScenario, settings: Settings = [], size: Size = None, json: Json = False) -> None:  # noqa: B006 - typer copies it
    """Print the resolved scenario: every key with its value, as a file that can be run.

    Example: nksim show nksim:quick --set media.copy_chance=0.5
    """
    from nksim.scenario.quantities import to_mapping
    from nksim.scenario.rendering import render

    (scenario,) = load_all([file], settings, size)
    if json:
        print_json(to_mapping(scenario))
    else:
        say(render(scenario).rstrip("\n"))
