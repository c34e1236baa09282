"""What the data leave open: differences at fixed numbers beside those at drawn ones.

The range is that of single differences, 5-95% over seeds: luck and society in the first, luck,
society and numbers in the second. It does not shrink with more replicates, as the interval of a
mean does.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.late_levers import last_departure, late_levers
from nksim.analysis.sentences import LEADING, figure, title_of, unit_in_words
from nksim.observations.costs_first import with_costs
from nksim.observations.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.scenario.scenario import Scenario

CLEAR = 0.95  # of the draws
QUANTILES = (0.05, 0.95)
RANGE = ("mean", "low", "high", "same_sign")
COLUMNS = (
    "scenario",
    "outcome",
    "unit",
    *RANGE,
    *(f"{name}_drawn" for name in RANGE),
    "draws",
    "wider",
)


def bounds(
    fixed: pd.DataFrame, drawn: pd.DataFrame, baseline: str, names: Sequence[str] = LEADING
) -> pd.DataFrame:
    """A row an alternative and outcome.

    Mean, 5% and 95% of the differences of single seeds, and the share that has the sign of the
    mean.

    `fixed` and `drawn` are the outcomes of both comparisons; columns of the second end in `_drawn`;
    `wider` is the ratio of both ranges, `draws` counts the pairs of the second. An alternative
    without pairs has no row.
    """
    import pandas as pd

    known = [
        name
        for name in dict.fromkeys(fixed["scenario"])
        if name != baseline and name in set(drawn["scenario"])
    ]
    rows = [
        _row(fixed, drawn, baseline, alternative, name)
        for alternative in known
        for name in with_costs(names)
        if name in fixed and name in drawn
    ]
    return pd.DataFrame([row | {"wider": _ratio(row)} for row in rows], columns=list(COLUMNS))


def bound_sentences(
    found: pd.DataFrame, scenarios: Sequence[Scenario], drawn: Sequence[str] = ()
) -> list[str]:
    """What can be said of each policy with what the data leave open, and what no data speak of.

    `drawn` are the keys of the posterior.
    """
    return [*(_sentence(row) for row in found.to_dict("records")), *_unsaid(scenarios, drawn)]


def _row(
    fixed: pd.DataFrame, drawn: pd.DataFrame, baseline: str, alternative: str, name: str
) -> dict[str, Any]:
    unit = next((outcome.unit for outcome in OUTCOMES if outcome.name == name), "")
    one, other = (
        _range(_differences(outcomes, baseline, alternative, name)) for outcomes in (fixed, drawn)
    )
    pairs = len(_differences(drawn, baseline, alternative, name))
    return (
        {"scenario": alternative, "outcome": name, "unit": unit, "draws": pairs}
        | one
        | {f"{key}_drawn": number for key, number in other.items()}
    )


def _ratio(row: dict[str, Any]) -> float:
    """How many times as wide the range is with drawn numbers.

    Not a number where there was none before.
    """
    before = row["high"] - row["low"]
    return (
        float((row["high_drawn"] - row["low_drawn"]) / before)
        if before > 1e-6 * abs(row["mean_drawn"])
        else float("nan")
    )


def _differences(
    outcomes: pd.DataFrame, baseline: str, alternative: str, name: str
) -> NDArray[np.float64]:
    """The alternative's value less the baseline's, shape (seeds,).

    Those of which both are there.
    """
    before, after = (
        outcomes[outcomes["scenario"] == scenario].set_index("seed")[name]
        for scenario in (baseline, alternative)
    )
    return np.asarray((after - before).dropna(), dtype=np.float64)


def _range(differences: NDArray[np.float64]) -> dict[str, float]:
    if not len(differences):
        return dict.fromkeys(RANGE, float("nan"))
    low, high = np.quantile(differences, QUANTILES)
    mean = float(differences.mean())
    if not differences.any():
        return dict.fromkeys(RANGE, 0.0)
    return {
        "mean": mean,
        "low": float(low),
        "high": float(high),
        "same_sign": float((np.sign(differences) == np.sign(mean)).mean()),
    }


def _sentence(row: dict[Hashable, Any]) -> str:
    unit, what = row["unit"], f"{row['scenario']}, {title_of(row['outcome'])}"
    if not row["draws"]:
        return f"{what}: no value in any pair of runs with drawn numbers"
    mean, low, high = (
        figure(row[f"{name}_drawn"], unit, signed=True) for name in ("mean", "low", "high")
    )
    certain = _direction(row["same_sign_drawn"], row["draws"])
    points = "points" if unit == "share" else unit_in_words(unit)
    return (
        f"{what}: {mean} {points}, {low} to {high} with all that the figures leave open; {certain}"
    )


def _direction(share: float, draws: int) -> str:
    """How many draws of how many have a direction.

    Draws are few and resemble one another, so that no confidence is claimed for all.
    """
    having = round(share * draws)
    if not having:
        return "no draw differs"
    return (
        f"{having} of {draws} draws agree on its direction"
        if having >= draws * CLEAR
        else f"its direction is open ({having} of {draws} draws have it)"
    )


def _unsaid(scenarios: Sequence[Scenario], drawn: Sequence[str]) -> Iterator[str]:
    """No figure is about the years after the last cohort.

    What levers compared did that begin then was assumed, or drawn from a range.
    """
    late = dict.fromkeys(
        name
        for scenario in scenarios
        for name in late_levers(scenario)
        if not _is_alike(name, scenarios)
    )
    is_open = dict.fromkeys(
        name for name in late if any(key.startswith(f"levers.{name}.") for key in drawn)
    )
    if is_open:
        yield (
            f"No figure is about departures after {last_departure()}: what {', '.join(is_open)}"
            " did is drawn from all that was thought possible, not fitted."
        )
    if fixed := [name for name in late if name not in is_open]:
        yield (
            f"No figure is about departures after {last_departure()}: what {', '.join(fixed)} did"
            " is assumed and stays as it is written."
        )
    if late:
        yield (
            "The data bound what these policies did, through people and supply before; they do"
            " not tell whether they worked."
        )


def _is_alike(name: str, scenarios: Sequence[Scenario]) -> bool:
    """Whether all scenarios have this lever with the same settings."""
    first, *others = [
        next((lever for lever in scenario.levers if lever.name == name), None)
        for scenario in scenarios
    ]
    return all(other == first for other in others)
