"""How small may a society be? The country of 25 million beside many small societies.

    nksim run scenarios/country.yaml --out results/country
    python benchmarks/finite_size.py results/country --sizes 2000 10000 50000 --replicates 20

For every outcome: where the country's value lies among the replicates of a size (inside their
central 90%?), how far their mean is from it, and how far they spread. The figure shows the national
curve and the provinces at 50,000 people.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from nksim.plots.style import ALTERNATIVE_LINES, BLACK, DPI, GREY, SMALL, TEXT, dress
from nksim.running.runner import raise_failures, run_all
from nksim.running.work import Work
from nksim.scenario.loading import load_scenario
from nksim.society.building import build_society
from nksim.store.results import Results, open_results
from nksim.studies.tasks import Task

CURVE = "watched_last_year_share"
BAND = (0.05, 0.95)
NOT_OUTCOMES = ("scenario", "replicate", "seed")


def replicates_at(size: int, replicates: int, folder: Path) -> Results:
    """Runs of the country scenario at another size, kept in a folder of their own."""
    scenario = load_scenario("scenarios/country.yaml", {"society.size": size})
    tasks = [Task(scenario, seed, seed - 1) for seed in range(1, replicates + 1)]
    raise_failures(run_all(Work(tasks, folder)), len(tasks), folder)
    return open_results(folder)


def outcomes(results: Results) -> pd.DataFrame:
    """Outcomes by seed; counts are for every thousand people already, so that sizes can be
    compared.
    """
    return results.outcomes.drop(columns=[*NOT_OUTCOMES])


def border_share(size: int, seeds: int = 5) -> float:
    """The share of people who live in a district at the border."""
    scenario = load_scenario("scenarios/country.yaml", {"society.size": size})
    return float(
        np.mean(
            [build_society(scenario, seed).people.border.mean() for seed in range(1, seeds + 1)]
        )
    )


def outcome_table(country: pd.Series, small: dict[int, pd.DataFrame]) -> str:
    """Markdown, a row an outcome: the country's value, and by size the mean and central 90%.
    whether that holds the country's value.
    """
    heads = [f"{size:,} people: mean (90%)" for size in small]
    lines = [
        "| outcome | 25 million | " + " | ".join(heads) + " |",
        "|---|---|" + "---|" * len(heads),
    ]
    for name, value in country.items():
        cells = []
        for table in small.values():
            low, high = table[name].quantile(BAND[0]), table[name].quantile(BAND[1])
            cells.append(
                f"{table[name].mean():.3g} "
                f"({low:.3g}-{high:.3g}){'' if low <= value <= high else ' **outside**'}"
            )
        lines.append(f"| {name} | {value:.3g} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def curves(results: Results, province: str) -> pd.DataFrame:
    """The share that watched within a year, in percent: a row a week, a column a seed."""
    rows = results.series[results.series["province"] == province]
    return rows.pivot_table(index="date", columns="seed", values=CURVE) * 100.0


def draw(axes: Any, country: pd.DataFrame, bands: dict[int, pd.DataFrame], title: str) -> float:
    """One panel: the country's curve over the bands of the sizes.

    Returns the share of weeks in which the last band holds it.
    which the last band holds it.
    """
    truth = country.iloc[:, 0]
    for position, (size, table) in enumerate(bands.items()):
        line = ALTERNATIVE_LINES[position]
        low, high = table.quantile(BAND[0], axis=1), table.quantile(BAND[1], axis=1)
        axes.fill_between(table.index, low, high, color=line.colour, alpha=0.18, linewidth=0)
        axes.plot(
            table.index,
            table.mean(axis=1),
            color=line.colour,
            linestyle=line.dashes,
            linewidth=1.1,
            label=f"{size:,}: mean and 90% of seeds",
        )
    axes.plot(truth.index, truth, color=BLACK, linewidth=1.6, label="25 million")
    axes.set_title(title, fontsize=TEXT, loc="left")
    axes.set_ylim(bottom=0)
    dress(axes)
    axes.tick_params(labelsize=SMALL)
    axes.xaxis.set_major_locator(plt.matplotlib.dates.YearLocator(3))
    axes.xaxis.set_major_formatter(plt.matplotlib.dates.DateFormatter("%Y"))
    later = truth.index >= truth.index[52]
    return float(((truth >= low) & (truth <= high))[later].mean())


def figure(country: Results, small: dict[int, Results], path: Path) -> dict[str, float]:
    """The country as a large panel, its provinces as small ones.

    Returns the share of weeks after the first year inside the band, by place.
    the first year inside the band, by place.
    """
    places = [place for place in country.series["province"].unique() if place != "all"]
    picture = plt.figure(figsize=(10.5, 7.4), layout="constrained")
    grid = picture.add_gridspec(4, 5, height_ratios=[1.2, 1.2, 1, 1])
    largest = {max(small): small[max(small)]}
    inside = {}
    main = picture.add_subplot(grid[:2, :])
    inside["country"] = draw(
        main,
        curves(country, "all"),
        {size: curves(one, "all") for size, one in small.items()},
        "the whole country",
    )
    main.set_ylabel("watched within the last year, %", fontsize=TEXT)
    main.legend(fontsize=SMALL + 0.5, frameon=False, loc="upper left")
    for number, place in enumerate(places):
        axes = picture.add_subplot(grid[2 + number // 5, number % 5])
        inside[place] = draw(
            axes,
            curves(country, place),
            {size: curves(one, place) for size, one in largest.items()},
            place.replace("_", " "),
        )
        axes.get_lines()[0].set_color(ALTERNATIVE_LINES[len(small) - 1].colour)
        axes.collections[0].set_facecolor(ALTERNATIVE_LINES[len(small) - 1].colour)
    picture.supxlabel(
        f"Provinces: 25 million beside {max(small):,} people. Shaded: central 90% of the seeds.",
        fontsize=SMALL + 0.5,
        color=GREY,
    )
    picture.savefig(path, dpi=DPI)
    return inside


def main() -> None:
    """Run the small societies, print the table, draw the figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("country", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[2_000, 10_000, 50_000])
    parser.add_argument("--replicates", type=int, default=20)
    parser.add_argument("--figure", type=Path, default=Path("docs/finite_size.png"))
    options = parser.parse_args()
    country = open_results(options.country)
    small = {
        people: replicates_at(
            people, options.replicates, options.country.parent / f"country-at-{people}"
        )
        for people in options.sizes
    }
    print(
        outcome_table(
            outcomes(country).iloc[0], {people: outcomes(one) for people, one in small.items()}
        )
    )
    inside = figure(country, small, options.figure)
    shares = ", ".join(
        f"{people:,} {border_share(people):.1%}" for people in [*options.sizes, 1_000_000]
    )
    print(f"\npeople in districts at the border: {shares}")
    print(
        f"\nweeks after the first year in which the band of {max(small):,} people holds "
        "the country's curve:"
    )
    print(
        ", ".join(f"{place} {share:.0%}" for place, share in inside.items()),
        f"(mean of places {np.mean(list(inside.values())):.0%})",
    )


if __name__ == "__main__":
    main()
