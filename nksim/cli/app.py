"""The command line, one file a command; nothing heavy is imported here.

Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

from typing import Annotated

import typer

from nksim.cli.calibrate import calibrate
from nksim.cli.check import check
from nksim.cli.columns import columns
from nksim.cli.compare import compare
from nksim.cli.diff import diff
from nksim.cli.errors import INTERRUPTED, ReportingGroup, leave_at_once
from nksim.cli.evidence import evidence
from nksim.cli.explain import explain
from nksim.cli.export import export
from nksim.cli.levers import levers
from nksim.cli.life import life
from nksim.cli.merge import merge
from nksim.cli.new import new
from nksim.cli.output import escape_what_cannot_be_shown, say
from nksim.cli.plan import plan
from nksim.cli.plot import plot
from nksim.cli.repair import repair
from nksim.cli.report import report
from nksim.cli.run import run
from nksim.cli.schema import schema
from nksim.cli.sensitivity import sensitivity
from nksim.cli.shipped import scenarios
from nksim.cli.show import show
from nksim.cli.survey import survey
from nksim.cli.sweep import sweep
from nksim.cli.trace import trace
from nksim.cli.verify import verify

app = typer.Typer(
    name="nksim",
    cls=ReportingGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)

SIMULATE, SCENARIOS, REFERENCE = "Simulate", "Scenarios", "Reference"
for command, panel in (
    (run, SIMULATE),
    (compare, SIMULATE),
    (explain, SIMULATE),
    (sweep, SIMULATE),
    (plan, SIMULATE),
    (survey, SIMULATE),
    (calibrate, SIMULATE),
    (sensitivity, SIMULATE),
    (plot, SIMULATE),
    (report, SIMULATE),
    (trace, SIMULATE),
    (life, SIMULATE),
    (export, SIMULATE),
    (merge, SIMULATE),
    (repair, SIMULATE),
    (check, SCENARIOS),
    (show, SCENARIOS),
    (diff, SCENARIOS),
    (new, SCENARIOS),
    (scenarios, SCENARIOS),
    (schema, SCENARIOS),
    (levers, REFERENCE),
    (columns, REFERENCE),
    (evidence, REFERENCE),
):
    app.command(rich_help_panel=panel)(command)
app.add_typer(verify, name="verify", rich_help_panel=SIMULATE)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        say(f"nksim {version('nksim')}")
        raise typer.Exit


@app.callback()
def _nksim(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """How smuggled foreign media spread in North Korea, and what a crackdown does to it.

    Example: nksim run nksim:quick
    """


def main() -> None:
    """Run the command line."""
    escape_what_cannot_be_shown()
    try:
        app()
    except SystemExit as leaving:
        if leaving.code == INTERRUPTED:
            leave_at_once(INTERRUPTED)
        raise
