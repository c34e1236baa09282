"""A life in two worlds as plain values, for JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nksim.core.columns import LAYERS, ORIGINS
from nksim.core.events import ACTS, EVENT_NAMES, SANCTIONS
from nksim.core.numerals import to_plain_number
from nksim.inference.two_worlds.carried import leading_group
from nksim.inference.two_worlds.chain import Chain, Link
from nksim.inference.two_worlds.deciding import Decision
from nksim.inference.two_worlds.life import Life
from nksim.inference.two_worlds.log import Happening
from nksim.rules.codes import NONE

if TYPE_CHECKING:
    import pandas as pd

WORDS = {"layer": LAYERS, "origin": ORIGINS, "act": ACTS, "sanction": SANCTIONS}


def record_of(life: Life) -> dict[str, Any]:
    """Who it is, when the lives part, the chain, and what happens to them year by year."""
    parted, felt = life.parting_week, life.felt_week
    return {
        "citizen": life.citizen,
        "person": {name: _plain(value) for name, value in life.person.items()},
        "baseline": life.names[0],
        "policy": life.names[1],
        "seed": life.pair.worlds[0].seed,
        "policy_from": str(life.date(life.policy_week)),
        "felt_from": None if felt is None else str(life.date(felt)),
        "parted": None if parted is None else str(life.date(parted)),
        "chain": _chain(life, life.chain),
        "punishment": _chain(life, life.punishment),
        "years": _rows(life.years),
        "events": _rows(life.events.drop(columns=["number", "source"])),
    }


def _chain(life: Life, chain: Chain | None) -> dict[str, Any] | None:
    """A chain from the last event back to the first, and what that came from."""
    if chain is None:
        return None
    return {"links": [_link(life, link) for link in chain.links], "ends": chain.ends}


def _link(life: Life, link: Link) -> dict[str, Any]:
    event = link.found.event
    decision = None if link.decision is None else _decision(life, link.decision)
    date, world = str(life.date(event.week)), life.names[link.found.side]
    head = {"date": date, "under": world, "why": link.why}
    return head | {"event": _event(event), "decision": decision}


def _event(event: Happening) -> dict[str, Any]:
    """An event in words, without what it has not."""
    values: dict[str, Any] = {"week": event.week, "event": EVENT_NAMES[event.event]}
    for name in ("citizen", "other", "tie", "reporter"):
        if getattr(event, name) >= 0:
            values[name] = getattr(event, name)
    for name, words in WORDS.items():
        if getattr(event, name) >= (name == "sanction"):
            values[name] = words[getattr(event, name)]
    if event.title_week != NONE:
        values["title_week"] = event.title_week
    return values


def _decision(life: Life, decision: Decision) -> dict[str, Any]:
    return {
        "who": decision.who,
        "what": decision.what,
        "luck": decision.draw,
        "chances": dict(zip(life.names, decision.chances, strict=True)),
        "moved_most_by": leading_group(decision),
        "moved_by": {mover.group: mover.log_odds for mover in decision.movers},
        "numbers": {
            name: dict(zip(life.names, values, strict=True))
            for name, values in decision.numbers.items()
        },
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return rows


def _plain(value: Any) -> Any:
    plain = value.item() if hasattr(value, "item") else value
    return to_plain_number(plain)
