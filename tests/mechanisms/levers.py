"""Each lever by itself, as its example has it: the history from 2015 on with one lever more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nksim
from nksim.levers.policy import LEVERS
from tests.mechanisms.mechanisms import WEAK
from tests.mechanisms.pairs import Measure, Pair

SINCE, YEARS = "2015-01-01", (2017, 2019)

# Costs to people first, then what lies between them, then what they do.
MEASURES: Mapping[str, tuple[str, Measure]] = {
    "punished": (
        "sanctions for media",
        lambda w: sum(
            w.per_1000(name)
            for name in (
                "criticised",
                "sent_to_labour",
                "sent_to_prison",
                "sent_to_camp",
                "executed",
            )
        ),
    ),
    "style_punished": ("sanctions for style", lambda w: w.per_1000("style_punished")),
    "detained": ("detained, per 1,000", lambda w: 1000.0 * w.mean("detained") / w.mean("living")),
    "deaths": ("deaths expected, per million", lambda w: 1e3 * w.per_1000("expected_deaths")),
    "searches": ("homes searched", lambda w: w.per_1000("searches")),
    "suspicion": ("suspicion", lambda w: w.mean("suspicion")),
    "risk": ("perceived risk", lambda w: w.mean("perceived_risk")),
    "friend_bond": ("bond of friends", lambda w: w.of_layers("bond", "friend")),
    "trust": ("regime trust", lambda w: w.mean("regime_trust")),
    "weak": ("viewings on weak ties, %", lambda w: 100.0 * w.share_of_viewings(*WEAK)),
    "style": ("foreign style, %", lambda w: 100.0 * w.mean("style_share")),
    "holding": ("hold a title, %", lambda w: 100.0 * w.mean("holding_share")),
    "age": ("age of titles, weeks", lambda w: w.mean("title_age")),
    "watching": ("watch in a week, %", lambda w: 100.0 * w.mean("watching_share")),
}

# What each lever must move, and which way: the kind of effect that it is there for.
EXPECTED: Mapping[str, Mapping[str, int]] = {
    "anti_corruption": {"punished": 1, "watching": -1},
    "border_closure": {"age": 1, "watching": -1},
    "broadcast": {"trust": -1},
    "confession_leniency": {"holding": -1},
    "device_control": {"watching": -1},
    "executions": {"deaths": 1, "risk": 1},
    "informants": {"suspicion": 1, "watching": -1},
    "law": {"punished": 1, "watching": -1},
    "media_drive": {"age": -1},
    "public_trials": {"risk": 1, "watching": -1},
    "searches": {"searches": 1, "watching": -1},
    "shaming_campaign": {"style": -1, "suspicion": 1},
    "soft_content": {"watching": -1},
}

# What the history has in force already, and is left out of both where a lever is tried by itself.
IN_FORCE = {"broadcast": ("foreign-broadcasts",)}


def pair_of(lever: str) -> Pair:
    """The pair of a lever: its example's settings from 2015 on, or nothing more."""
    example = nksim.load_scenario(f"nksim:levers/{lever}")
    (settings,) = (each for each in example.levers if each.name.startswith("example-"))
    given: dict[str, Any] = settings.model_dump(mode="json", by_alias=True, exclude_none=True)
    without = IN_FORCE.get(lever, ())
    return Pair(SINCE, YEARS, levers=({**given, "from": SINCE},), without=without)


PAIRS = {lever: pair_of(lever) for lever in sorted(LEVERS)}
