"""Who escapes, whether they leave a gap, who is interviewed, what is remembered wrongly."""

from __future__ import annotations

from pydantic import Field

from nksim.scenario.fields import Section, share, value, weight


class Survey(Section):
    """Who escapes and is interviewed."""

    odds_border: float = weight(
        2.1, "Log-odds of escaping for people of border provinces", prior=(1.0, 3.0), source="P4"
    )
    odds_woman: float = weight(1.5, "For women", prior=(0.8, 2.2), source="P3")
    odds_korean: float = weight(
        0.7, "For those who have watched South Korean titles", prior=(0.0, 2.1), source="P7"
    )
    odds_trader: float = weight(0.7, "For traders", prior=(0.0, 1.5))
    odds_young: float = weight(0.5, "For those under fifty", source="P6")
    escapes_leave: bool = Field(
        default=False,
        description="Whether who escapes is no longer there; else escapees are weighted alone",
    )
    escapes_per_arrival: float = value(
        1.0,
        "Adults who leave for good for each who arrives in the South, where escapees leave",
        unit="people",
        low=0,
        high=1000,
    )
    arrival_lag_weeks: float = value(
        52.0, "Mean time from leaving to arriving in the South", unit="weeks", low=0, high=520
    )
    interviews_share: float = share(0.2, "Share of arrivals who are interviewed")
    survey_year: float = value(
        2026.0,
        "Year of the survey; whoever arrives later cannot be asked",
        unit="year",
        low=1996,
        high=2100,
        prior=(2024, 2030),
    )
    recall_miss: float = share(
        0.02, "Chance that a true yes is told as a no: forgotten, or still feared", prior=(0.0, 0.1)
    )
    recall_false: float = share(
        0.01, "Chance that a true no is told as a yes: wished for, or mistaken", prior=(0.0, 0.05)
    )
