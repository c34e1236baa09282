"""What the data leave open: one comparison at fixed numbers and one over draws of a posterior come in; both ranges side by side leave.

The range is that of single differences, 5-95% over seeds: luck and society in the first, luck, society and numbers in the second.
It does not shrink with more replicates, as the interval of a mean does.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.analysis.sentences import LEADING, figure, title_of, unit_in_words
from nksim.evidence.register import targets
from nksim.observations.outcomes import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.scenario.scenario import Scenario

QUANTILES = (0.05, 0.95)
RANGE = ("mean", "low", "high", "same_sign")


def bounds(fixed: pd.DataFrame, drawn: pd.DataFrame, baseline: str, names: Sequence[str] = LEADING) -> pd.DataFrame:
    """A row an alternative and outcome: mean, 5% and 95% of the differences of single seeds, and the share that has the sign of the mean.

    `fixed` and `drawn` are the outcomes of both comparisons; columns of the second end in `_drawn`; `wider` is the ratio of both ranges.
    """
    import pandas as pd

    known = [name for name in dict.fromkeys(fixed["scenario"]) if name != baseline and name in set(drawn["scenario"])]
    frame = pd.DataFrame([_row(fixed, drawn, baseline, alternative, name) for alternative in known for name in names if name in fixed and name in drawn])
    return frame.assign(wider=[_ratio(row) for row in frame.to_dict("records")])


def bound_sentences(found: pd.DataFrame, scenarios: Sequence[Scenario]) -> list[str]:
    """What can be said of each policy with what the data leave open, and what no data speak of."""
    return [*(_sentence(row) for row in found.to_dict("records")), *_unsaid(scenarios)]


def _row(fixed: pd.DataFrame, drawn: pd.DataFrame, baseline: str, alternative: str, name: str) -> dict[str, Any]:
    unit = next((outcome.unit for outcome in OUTCOMES if outcome.name == name), "")
    one, other = (_range(_differences(outcomes, baseline, alternative, name)) for outcomes in (fixed, drawn))
    return {"scenario": alternative, "outcome": name, "unit": unit} | one | {f"{key}_drawn": number for key, number in other.items()}


def _ratio(row: dict[Hashable, Any]) -> float:
    """How many times as wide the range is with drawn numbers; not a number where there was none before."""
    before = row["high"] - row["low"]
    return float((row["high_drawn"] - row["low_drawn"]) / before) if before > 1e-6 * abs(row["mean_drawn"]) else float("nan")


def _differences(outcomes: pd.DataFrame, baseline: str, alternative: str, name: str) -> NDArray[np.float64]:
    """The alternative's value less the baseline's, shape (seeds,): those of which both are there."""
    before, after = (outcomes[outcomes["scenario"] == scenario].set_index("seed")[name] for scenario in (baseline, alternative))
    return np.asarray((after - before).dropna(), dtype=np.float64)


def _range(differences: NDArray[np.float64]) -> dict[str, float]:
    if not len(differences):
        return dict.fromkeys(RANGE, float("nan"))
    low, high = np.quantile(differences, QUANTILES)
    mean = float(differences.mean())
    return {"mean": mean, "low": float(low), "high": float(high), "same_sign": float((np.sign(differences) == np.sign(mean)).mean())}


def _sentence(row: dict[Hashable, Any]) -> str:
    unit = row["unit"]
    mean, low, high = (figure(row[f"{name}_drawn"], unit, signed=True) for name in ("mean", "low", "high"))
    certain = _direction(row["same_sign_drawn"])
    points = "points" if unit == "share" else unit_in_words(unit)
    return f"{row['scenario']}, {title_of(row['outcome'])}: {mean} {points}, {low} to {high} with all that the figures leave open; {certain}"


def _direction(share: float) -> str:
    if share >= QUANTILES[1]:
        return f"the figures settle its direction ({share:.0%} of draws)"
    return f"its direction is open ({share:.0%} of draws have it)"


def _unsaid(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """No figure is about the years after the last cohort: levers compared that begin then keep the settings that were assumed."""
    last = max(target.left_to for target in targets() if target.core and target.population == "escapee survey")
    common = set.intersection(*({lever.name for lever in scenario.levers} for scenario in scenarios))
    late = dict.fromkeys(lever.name for scenario in scenarios for lever in scenario.levers if lever.from_.year >= last and lever.name not in common)
    if late:
        yield (
            f"No figure is about departures after {last}: the strength of {', '.join(late)} is assumed and not fitted. "
            "The figures bound these differences through people and supply before; they do not tell whether the policy worked."
        )
