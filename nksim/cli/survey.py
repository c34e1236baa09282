"""`nksim survey`: a survey of escapees beside real ones and beside the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json, OutPicture, ResultsFolder
from nksim.cli.output import print_json, print_table, records, say, tell_strays

if TYPE_CHECKING:
    import pandas as pd

    from nksim.api.folders import Survey

WIDTH = 100
HEADS = (
    "question",
    "left in",
    "evidence",
    "real %",
    "survey %",
    "10-90%",
    "truth %",
    "deviation, sd",
)
NOBODY_ASKED = "no real survey has asked anybody who left in these years: there is no picture"


def survey(
    results: ResultsFolder,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario", help="Only this scenario, by its name.", show_default="the first"
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also questions that no real survey has asked.")
    ] = False,
    power: Annotated[
        bool,
        typer.Option("--power", help="Also how many interviews would show a decline after 2020."),
    ] = False,
    design_effect: Annotated[
        float,
        typer.Option(
            "--design-effect",
            min=1.0,
            help="With --power: times as many, since relatives leave together.",
        ),
    ] = 1.0,
    forecast: Annotated[
        int | None,
        typer.Option(
            "--forecast",
            metavar="YEAR",
            help="What a survey of that year would find, of runs asked in it.",
            show_default=False,
        ),
    ] = None,
    out: OutPicture = None,
    json: Json = False,
) -> None:
    """Say what a survey of escapees would report, beside real surveys and the truth.

    Escapees are not the population: the truth is lower than what they tell. A star marks rows that
    the model may be fitted to.

    Example: nksim survey results/history
    """
    import nksim

    tell_strays(results)
    found = nksim.survey(
        results,
        scenario,
        every=every,
        power=power,
        design_effect=design_effect,
        forecast=forecast,
    )
    figures = [str(figure) for figure in found.figures(out)]
    if json:
        print_json(_document(found, figures))
        return
    _print(found.scenario, found.rows)
    _print_held(found.held)
    if found.power is not None:
        _print_power(found.power, found.share)
    if found.forecast is not None:
        _print_forecast(found.forecast, found.year)
        say("\n".join(found.sentences))
    say("\n".join(figures) or NOBODY_ASKED)


def _document(found: Survey, figures: list[str]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "scenario": found.scenario,
        "figure": figures[0] if figures else None,
        "figures": figures,
        "rows": records(found.rows),
        "held": records(found.held),
    }
    if found.power is not None:
        answer["power"] = records(found.power)
    if found.forecast is not None:
        answer |= {"forecast": records(found.forecast), "sentences": found.sentences}
    return answer


def _print(name: str, summary: pd.DataFrame) -> None:
    lines = [_line(row) for row in records(summary)]
    runs = int(summary["replicates"].max())
    title = f"{name}: {'one run' if runs == 1 else f'median of {runs} runs'}"
    print_table(title, HEADS, lines, numbers=True, width=WIDTH)


def _line(row: dict[str, Any]) -> list[str]:
    """A question and cohort: the real survey, the virtual one, and what is true."""
    from nksim.core.numerals import decimal

    deviation = row["deviation"]
    return [
        row["statistic"].replace("_", " "),
        f"{row['left_from']}-{row['left_to']}",
        f"{row['evidence'] or ''}{'*' if row['core'] else ''}",
        _percent(row["real"]),
        _percent(row["survey"]),
        _span(row["survey_low"], row["survey_high"]),
        _percent(row["truth"]),
        "" if deviation is None else decimal(deviation, 1, signed=True),
    ]


def _print_held(held: pd.DataFrame) -> None:
    """People held and terms, beside what is known of all grounds."""
    heads = [
        "held for foreign media",
        "year",
        "evidence",
        "known, all grounds",
        "model",
        "10-90%",
        "",
    ]
    if not held.empty:
        title = "Bounds: people of 25 million in camps, and years of a term"
        print_table(title, heads, [_held_line(row) for row in records(held)], width=WIDTH)


def _held_line(row: dict[str, Any]) -> list[str]:
    from nksim.core.numerals import decimal

    digits = 0 if row["unit"] == "people" else 1
    known, span = (
        " to ".join(decimal(row[name], digits) for name in names)
        for names in (("known_low", "known_high"), ("low", "high"))
    )
    median = decimal(row["median"], digits)
    name = row["quantity"].replace("_", " ")
    return [name, str(row["year"]), row["id"], known, median, span, row["verdict"]]


def _print_power(needed: pd.DataFrame, share: float) -> None:
    """Interviews and years, a row a decline and a year whose arrivals are taken as the rule."""
    from nksim.core.numerals import decimal, percent

    first = needed.iloc[0]
    before = f"{_percent(first['before'])}% had watched in their last year"
    asked = (
        f"{decimal(first['interviews_before'], 0)} asked who left in 2016-2020, of whom {before}"
    )
    heads = [
        "decline, points",
        "interviews needed",
        "arrivals like",
        f"years, {percent(share)} asked",
        "years, all asked",
    ]
    title = f"To see a decline after 2020 with 80% chance ({asked})"
    lines = [_power_line(row) for row in records(needed)]
    print_table(title, heads, lines, numbers=True, width=WIDTH)


def _power_line(row: dict[str, Any]) -> list[str]:
    from nksim.core.numerals import decimal

    return [
        decimal(100 * row["decline"], 0),
        _number(row["interviews_needed"]),
        f"{row['arrivals_like']}: {decimal(row['arrivals'], 0)}",
        _number(row["years_usual"], 1),
        _number(row["years_everyone"], 1),
    ]


def _print_forecast(forecast: pd.DataFrame, year: int | None) -> None:
    """What the next survey would find, a row a scenario, question and cohort."""
    heads = ["scenario", "question", "left in", "asked", "found last %", "forecast %", "90%"]
    lines = [_forecast_line(row) for row in records(forecast)]
    title = (
        f"A survey in {year} (changes in points; the ministry has not asked what is in brackets)"
    )
    print_table(title, heads, lines, numbers=True, width=WIDTH)


def _forecast_line(row: dict[str, Any]) -> list[str]:
    from nksim.core.numerals import decimal

    name = row["statistic"].replace("_", " ") + (", change" if row["change"] else "")
    low, median, high = (
        decimal(100 * row[bound], 1, signed=row["change"]) for bound in ("low", "median", "high")
    )
    return [
        row["scenario"],
        name if row["asked_so_far"] else f"({name})",
        f"{row['left_from']}-{row['left_to']}",
        decimal(row["interviews"], 0),
        _percent(row["last"]),
        median,
        f"{low} to {high}",
    ]


def _number(value: Any, digits: int = 0) -> str:
    from nksim.core.numerals import NO_VALUE, decimal

    words = decimal(value, digits)
    return "none is enough" if words == NO_VALUE else words


def _span(low: Any, high: Any) -> str:
    return f"{_percent(low)} to {_percent(high)}" if _percent(low) and _percent(high) else ""


def _percent(share: Any) -> str:
    from nksim.core.numerals import NO_VALUE, decimal

    words = NO_VALUE if share is None else decimal(100 * share, 1)
    return "" if words == NO_VALUE else words
