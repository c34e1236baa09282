"""An effect split among its parts: a table of them, and how much of it was put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nksim.analysis.intervals import interval_of_mean
from nksim.analysis.ratios import ratio_of_means
from nksim.observations.outcomes import unit_of_outcome

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Kind = Literal["channel", "setting"]
WHOLE = "whole"  # the row of the effect itself
ASSUMED = "assumed"
PART_COLUMNS = (
    "scenario",
    "outcome",
    "unit",
    "kind",
    "part",
    "source",
    "put_in",
    *(f"{name}{end}" for name in ("alone", "without") for end in ("", "_low", "_high")),
    "mean",
    "low",
    "high",
    "resolved",
    "replicates",
)
SHARE_COLUMNS = (
    "scenario",
    "outcome",
    "unit",
    "effect",
    "effect_low",
    "effect_high",
    "put_in",
    "put_in_low",
    "put_in_high",
    "unsourced",
    "unsourced_low",
    "unsourced_high",
    "replicates",
)


@dataclass(frozen=True)
class Part:
    """One setting or channel.

    `source` is a row of the evidence or the word "assumed", empty for a channel; `put_in` marks a
    channel of assumed perception.
    """

    name: str
    title: str
    source: str = ""
    put_in: bool = False


@dataclass(frozen=True, eq=False)
class Split:
    """How a policy's effect on some outcomes splits among its parts, seed by seed.

    `whole` has shape (seeds, outcomes); `alone`, `without` (the whole without the part) and
    `shapley` have shape (seeds, parts, outcomes).
    """

    policy: str
    kind: Kind
    parts: tuple[Part, ...]
    outcomes: tuple[str, ...]
    whole: NDArray[np.float64]
    alone: NDArray[np.float64]
    without: NDArray[np.float64]
    shapley: NDArray[np.float64]


def parts_frame(splits: Iterable[Split]) -> pd.DataFrame:
    """A row for each policy, outcome and part: alone, the whole without it, its Shapley value.

    `mean`, `low` and `high` are the Shapley value; first stands the whole. Policies and settings
    are in the order of the study, channels in that of the alphabet, and outcomes as they are given.
    """
    import pandas as pd

    by_policy: dict[str, list[Split]] = {}
    for split in splits:
        by_policy.setdefault(split.policy, []).append(split)
    rows = [
        row
        for some in by_policy.values()
        for place in range(len(some[0].outcomes))
        for row in _rows(some, place)
    ]
    return pd.DataFrame(rows, columns=list(PART_COLUMNS))


def _rows(splits: Sequence[Split], place: int) -> Iterator[dict[str, Any]]:
    """The rows of one policy and outcome."""
    first = splits[0]
    keys = {"scenario": first.policy, "outcome": first.outcomes[place]}
    keys["unit"] = unit_of_outcome(first.outcomes[place])
    what: dict[str, Any] = {"kind": WHOLE, "part": WHOLE, "source": "", "put_in": False}
    yield keys | what | _effect(first.whole[:, place])
    for split in splits:
        for number, part in enumerate(split.parts):
            what = {"kind": split.kind, "part": part.title, "source": part.source}
            what["put_in"] = part.put_in
            yield keys | what | _figures(split, number, place)


def _figures(split: Split, number: int, place: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("alone", "without"):
        values = getattr(split, name)[:, number, place]
        low, high = interval_of_mean(_known(values))
        found |= {name: _mean(values), f"{name}_low": low, f"{name}_high": high}
    return found | _effect(split.shapley[:, number, place])


def _effect(values: NDArray[np.float64]) -> dict[str, Any]:
    low, high = interval_of_mean(_known(values))
    return {
        "mean": _mean(values),
        "low": low,
        "high": high,
        "resolved": bool(low > 0 or high < 0),
        "replicates": len(_known(values)),
    }


def _known(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values[np.isfinite(values)]


def _mean(values: NDArray[np.float64]) -> float:
    known = _known(values)
    return float(known.mean()) if len(known) else float("nan")


def shares_frame(splits: Iterable[Split]) -> pd.DataFrame:
    """How much of each effect is put in, and how much comes of settings without a source.

    Put in are the channels of assumed perception. A row for each policy and outcome; shares have no
    ends where the effect itself is not told from none.
    """
    import pandas as pd

    found: dict[tuple[str, str], dict[str, Any]] = {}
    for split in splits:
        for place, name in enumerate(split.outcomes):
            row = found.setdefault((split.policy, name), _named_effect(split, place))
            row |= _share(split, place)
    return pd.DataFrame(found.values(), columns=list(SHARE_COLUMNS))


def _named_effect(split: Split, place: int) -> dict[str, Any]:
    effect, name = _effect(split.whole[:, place]), split.outcomes[place]
    return {
        "scenario": split.policy,
        "outcome": name,
        "unit": unit_of_outcome(name),
        "effect": effect["mean"],
        "effect_low": effect["low"],
        "effect_high": effect["high"],
        "replicates": effect["replicates"],
    }


def _share(split: Split, place: int) -> dict[str, float]:
    """What channels are put in, or what settings have no source, over the whole."""
    name = "put_in" if split.kind == "channel" else "unsourced"
    some = [
        number for number, part in enumerate(split.parts) if part.put_in or part.source == ASSUMED
    ]
    whole, sums = split.whole[:, place], split.shapley[:, some, place].sum(axis=1)
    both = np.isfinite(whole) & np.isfinite(sums)
    ratio = ratio_of_means(sums[both], whole[both])
    return {name: ratio.mean, f"{name}_low": ratio.low, f"{name}_high": ratio.high}
