"""Each lever by itself, as its example has it: from 2019 on, in a country without a crackdown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import nksim
from nksim.levers.policy import LEVERS
from tests.mechanisms.mechanisms import CRACKDOWN, STRONG, WEAK
from tests.mechanisms.pairs import Measure, Pair, Window

SINCE, YEARS = "2019-01-01", (2021, 2023)
THIRDS = ("poorest", "middle", "richest")


def _third(third: int, window: Window) -> float:
    return window.punished_by_wealth(third)


def _group(column: str, value: str, window: Window) -> float:
    return window.punished(column, value)


# Costs to people: what becomes of them by wealth, sex and age, then by kind.
COSTS: Mapping[str, tuple[str, Measure]] = {
    **{name: (name, partial(_third, third)) for third, name in enumerate(THIRDS)},
    "men": ("men", partial(_group, "sex", "man")),
    "women": ("women", partial(_group, "sex", "woman")),
    "15-29": ("15-29", partial(_group, "age", "15-29")),
    "30-49": ("30-49", partial(_group, "age", "30-49")),
    "50+": ("50+", partial(_group, "age", "50+")),
    "detained": ("detained", lambda w: 1000.0 * w.mean("detained") / w.mean("living")),
    "deaths": ("deaths expected, per million", lambda w: 1e3 * w.per_1000("expected_deaths")),
    "style_punished": ("for style", lambda w: w.per_1000("style_punished")),
    "searches": ("homes searched", lambda w: w.per_1000("searches")),
}
# What lies between people, and then what they do.
BETWEEN: Mapping[str, tuple[str, Measure]] = {
    "suspicion": ("suspicion", lambda w: 100.0 * w.mean("suspicion")),
    "risk": ("perceived risk", lambda w: 100.0 * w.mean("perceived_risk")),
    "strong_bond": ("bond, strong ties", lambda w: 100.0 * w.of_layers("bond", *STRONG)),
    "weak_bond": ("bond, weak ties", lambda w: 100.0 * w.of_layers("bond", *WEAK)),
    "trust": ("regime trust", lambda w: 100.0 * w.mean("regime_trust")),
    "strong": (
        "viewings on strong ties, %",
        lambda w: 100.0 * w.share_of_viewings(*STRONG),
    ),
    "weak": ("on weak ties, %", lambda w: 100.0 * w.share_of_viewings(*WEAK)),
    "style": ("foreign style, %", lambda w: 100.0 * w.mean("style_share")),
    "holding": ("hold a title, %", lambda w: 100.0 * w.mean("holding_share")),
    "age": ("age of titles, weeks", lambda w: w.mean("title_age")),
    "watching": ("watch in a week, %", lambda w: 100.0 * w.mean("watching_share")),
}
MEASURES: Mapping[str, tuple[str, Measure]] = {**COSTS, **BETWEEN}

# What each lever must move, and which way: the kind of effect that it is there for.
EXPECTED: Mapping[str, Mapping[str, int]] = {
    "anti_corruption": {"poorest": 1, "richest": 1, "watching": -1},
    "border_closure": {"age": 1, "watching": -1},
    "broadcast": {"trust": -1},
    "confession_leniency": {"holding": -1},
    "device_control": {"watching": -1},
    "executions": {"deaths": 1, "risk": 1},
    "informants": {"poorest": 1, "suspicion": 1, "watching": -1},
    "law": {"men": 1, "women": 1, "detained": 1, "watching": -1},
    "media_drive": {"holding": 1},
    "public_trials": {"risk": 1, "watching": -1},
    "searches": {"searches": 1, "watching": -1},
    "shaming_campaign": {"style_punished": 1, "style": -1, "suspicion": 1},
    "soft_content": {"watching": -1},
}

# What the history has in force already, and is left out of both where a lever is tried by itself.
IN_FORCE = {"broadcast": ("foreign-broadcasts", "foreign-broadcasts-cut")}


def pair_of(lever: str) -> Pair:
    """The pair of a lever: its example's settings from 2019 on, or nothing more."""
    example = nksim.load_scenario(f"nksim:levers/{lever}")
    (settings,) = (each for each in example.levers if each.name.startswith("example-"))
    given: dict[str, Any] = settings.model_dump(mode="json", by_alias=True, exclude_none=True)
    without = (*CRACKDOWN, *IN_FORCE.get(lever, ()))
    return Pair(SINCE, YEARS, levers=({**given, "from": SINCE},), without=without)


PAIRS = {lever: pair_of(lever) for lever in sorted(LEVERS)}
