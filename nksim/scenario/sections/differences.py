"""How the young, the old and women differ from others; nothing is known of it by default."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from nksim.scenario.fields import Section


def _shift_of(whom: str) -> Any:
    return Field(
        default=0.0, ge=-5, le=5, description=whom, json_schema_extra={"prior": [-0.5, 0.5]}
    )


class Differences(Section):
    """How groups differ from all others; 0 is no difference, for which there is no figure.

    Willingness, which carries the time there is for watching, in log-odds; tastes, risk aversion
    and loyalty (regime trust) in shares, within 0 and 1; trade in log-odds.
    """

    willingness_young: float = _shift_of("Willingness and time of those aged 15-29")
    willingness_old: float = _shift_of("Willingness and time of those aged 50 and older")
    willingness_woman: float = _shift_of("Willingness and time of women")
    taste_korean_young: float = _shift_of("Taste for South Korean titles of those aged 15-29")
    taste_korean_woman: float = _shift_of("Taste for South Korean titles of women")
    risk_aversion_young: float = _shift_of("Risk aversion of those aged 15-29")
    risk_aversion_woman: float = _shift_of("Risk aversion of women")
    trust_young: float = _shift_of("Regime trust of those aged 15-29")
    trust_old: float = _shift_of("Regime trust of those aged 50 and older")
    trader_woman: float = _shift_of("Trade in goods from abroad among women")
