"""The mechanisms of the model, each with the pair that shows it and what the pair has to show.

The values are those of the history. An expected sign is that of the difference between the
changed run and the history; no sign is expected where the answer is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nksim.core.columns import LAYERS
from tests.mechanisms.pairs import Measure, Pair

UP, DOWN = 1, -1
STRONG, WEAK = ("household", "kin", "friend"), ("neighbour", "work")
LAW = ("new-law", "law-searches", "confession-drive", "youth-act", "executions-2022")
SHAMING = ("shaming-campaign", "school-lessons", "language-act")
BORDER = ("border-closure", "border-half-open")
CRACKDOWN = (*BORDER, *LAW, *SHAMING)
BEFORE, DURING = (2015, 2019), (2024, 2026)
SINCE_2012, SINCE_2020 = "2012-01-01", "2020-01-01"
NOBODY_MEETS = {f"behaviour.contact_rate.{layer}": 0.0 for layer in LAYERS}
ANNOUNCED = {"levers.new-law.risk_rise": 0.0, "levers.youth-act.risk_rise": 0.0}
SEVERITY = {
    "levers.new-law.severity_factor_chinese": 1.0,
    "levers.new-law.severity_factor_korean": 1.0,
    "levers.youth-act.severity_factor_korean": 1.0,
}

MEASURES: Mapping[str, tuple[str, Measure]] = {
    "watching": ("watch in a week, %", lambda w: 100.0 * w.mean("watching_share")),
    "arrests": ("arrests for media a year, per 1,000", lambda w: w.per_1000("arrests")),
    "reports": ("reports a year, per 1,000", lambda w: w.per_1000("reports")),
    "deaths": (
        "deaths expected a year, per million",
        lambda w: 1e3 * w.per_1000("expected_deaths"),
    ),
    "detained": ("detained, per 1,000", lambda w: 1e3 * w.mean("detained") / w.mean("living")),
    "risk": ("perceived risk", lambda w: w.mean("perceived_risk")),
    "suspicion": ("suspicion", lambda w: w.mean("suspicion")),
    "suspicion_viewers": ("suspicion of those who watched", lambda w: w.mean("suspicion_viewers")),
    "suspicion_gap": (
        "suspicion of those who watched, less that of others",
        lambda w: w.mean("suspicion_viewers") - w.mean("suspicion_others"),
    ),
    "household_bond": ("bond in the household", lambda w: w.of_layers("bond", "household")),
    "friend_bond": ("bond of friends", lambda w: w.of_layers("bond", "friend")),
    "complicit_bond": (
        "bond of friends who are complicit, less that of all friends",
        lambda w: w.of_layers("bond_complicit", "friend") - w.of_layers("bond", "friend"),
    ),
    "weak": ("joint viewings on weak ties, %", lambda w: 100.0 * w.share_of_viewings(*WEAK)),
    "trust": ("regime trust", lambda w: w.mean("regime_trust")),
    "style": ("foreign style, %", lambda w: 100.0 * w.mean("style_share")),
    "confessions": ("confessions a year, per 1,000", lambda w: w.per_1000("confessions")),
    "wait": (
        "weeks that a case waits",
        lambda w: float(w.series["case_weeks"].sum() / max(1, w.series["cases_followed"].sum())),
    ),
    "lapsed": ("cases that lapse a year, per 1,000", lambda w: w.per_1000("cases_lapsed")),
}


@dataclass(frozen=True)
class Mechanism:
    """A question to the model: what is changed, over which years, what must follow.

    `expected` has the sign of each difference that must be resolved; `shown` what is told beside.
    """

    name: str
    question: str
    pair: Pair
    expected: Mapping[str, int] = field(default_factory=dict)
    shown: tuple[str, ...] = ()

    @property
    def measures(self) -> dict[str, Measure]:
        """What is measured on the pair."""
        return {name: MEASURES[name][1] for name in (*self.expected, *self.shown)}


def _since_2012(**changes: float) -> Pair:
    dotted = {name.replace("__", "."): value for name, value in changes.items()}
    return Pair(SINCE_2012, BEFORE, dotted)


def _law(**base: float) -> Pair:
    """The law alone, taken away; both runs are without border and shaming, and have `base`."""
    values = {name.replace("__", "."): value for name, value in base.items()}
    return Pair(SINCE_2020, DURING, removed=LAW, without=(*BORDER, *SHAMING), base=values)


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism(
        "complicity",
        "Shared guilt protects nobody from being reported",
        _since_2012(enforcement__report_complicity=0.0),
        {"reports": UP, "arrests": UP, "suspicion": UP, "watching": DOWN},
    ),
    Mechanism(
        "bond",
        "Closeness protects nobody from being reported",
        _since_2012(enforcement__report_bond=0.0),
        {"reports": UP, "arrests": UP, "watching": DOWN},
    ),
    Mechanism(
        "reports",
        "Nobody reports anybody",
        _since_2012(enforcement__report_base=-20.0),
        {"arrests": DOWN, "suspicion": DOWN, "watching": UP},
    ),
    Mechanism(
        "easing",
        "An evening without consequences does not ease suspicion",
        _since_2012(attitudes__suspicion_ease=0.0),
        {"suspicion_viewers": UP, "suspicion_gap": UP, "watching": DOWN},
    ),
    Mechanism(
        "suspicion",
        "Nobody becomes more suspicious than at the bottom",
        _since_2012(
            attitudes__suspicion_seen=0.0,
            attitudes__suspicion_told=0.0,
            attitudes__suspicion_self=0.0,
        ),
        {"watching": UP, "weak": UP},
    ),
    Mechanism(
        "fading",
        "Shared guilt never fades",
        _since_2012(behaviour__complicity_loss=0.0),
        {"watching": UP},
        ("weak", "reports"),
    ),
    Mechanism(
        "together",
        "Nobody watches with anybody",
        Pair("1996-01-01", BEFORE, NOBODY_MEETS),
        {"household_bond": DOWN, "friend_bond": DOWN, "watching": DOWN},
        ("suspicion", "risk", "trust"),
    ),
    Mechanism(
        "certainty",
        "Twice as many cases proved and titles found, sentences as they are",
        _since_2012(enforcement__proof_chance=0.4, enforcement__find_chance=0.2),
        {"arrests": UP, "risk": UP, "watching": DOWN},
    ),
    Mechanism(
        "severity",
        "Twice the shares and terms of labour and camps, arrests as they are",
        _since_2012(
            enforcement__labour_share=0.12,
            enforcement__camp_share=0.008,
            enforcement__labour_weeks=52.0,
            enforcement__camp_weeks=520.0,
        ),
        {"watching": DOWN},
        ("arrests", "risk"),
    ),
    Mechanism(
        "law",
        "The law of 2020 and what came with it, taken away; border open, no shaming",
        _law(),
        {"arrests": DOWN, "risk": DOWN, "suspicion": DOWN, "watching": UP},
        ("deaths",),
    ),
    Mechanism(
        "law-as-done",
        "The same where the law has no announced fear and no severity felt: only what is done",
        Pair(
            SINCE_2020,
            DURING,
            removed=LAW,
            without=(*BORDER, *SHAMING),
            base={**ANNOUNCED, **SEVERITY},
        ),
        {"arrests": DOWN, "risk": DOWN, "suspicion": DOWN, "watching": UP},
    ),
    Mechanism(
        "retreat",
        "The crackdown as it happened, taken away",
        Pair(SINCE_2020, DURING, removed=CRACKDOWN),
        {"weak": UP, "suspicion": DOWN, "watching": UP},
        ("suspicion_gap", "complicit_bond", "wait", "lapsed"),
    ),
    Mechanism(
        "deaths",
        "Executions expected frighten nobody",
        Pair(SINCE_2020, DURING, {"attitudes.risk_deaths": 0.0}),
        {},
        ("risk", "watching", "deaths"),
    ),
    Mechanism(
        "threshold",
        "No threat below 0.35 deters (P40)",
        _since_2012(behaviour__risk_threshold=0.35),
        {"watching": UP},
    ),
    Mechanism(
        "families",
        "Families of those sent away lose half of their standing",
        Pair(SINCE_2020, DURING, {"enforcement.family_loss": 0.5}),
        {},
        ("watching", "arrests"),
    ),
    Mechanism(
        "knowledge",
        "What is known of the outside changes no taste and no trust",
        _since_2012(attitudes__knowledge_taste=0.0, attitudes__attitude_effect=0.0),
        {"watching": DOWN, "trust": UP},
        ("style",),
    ),
)
