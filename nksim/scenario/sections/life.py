"""Whether and how people are born, marry and die, and how their ties change from year to year."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from nksim.scenario.fields import Section, share, value

FIRST_YEAR = 1993  # of the life tables (D13, D14)


class Life(Section):
    """Births, marriages and deaths at every turn of the year, and ties made and lost."""

    enabled: bool | Literal["auto"] = Field(
        default=False,
        description="Whether people are born, age and die during a run; the shares of ages and of"
        " women in `society` are then those of the year. auto: as true, but not with a graph of the"
        " user's own, which fixes who lives",
    )
    growth: bool = Field(
        default=True,
        description="Whether their number follows births and deaths; else births match deaths",
    )
    famine: float = value(
        8e5,
        "People who died of the famine of 1995-2000 beyond the usual, in the whole country",
        unit="people",
        low=0,
        high=3e6,
        prior=(6e5, 1e6),
        source="D28",
    )
    first_marriage_men: float = value(
        29.0,
        "Mean age of men at their first marriage",
        unit="years",
        low=18,
        high=40,
        prior=(28, 30),
        source="D25",
    )
    first_marriage_women: float = value(
        25.5,
        "Mean age of women at their first marriage",
        unit="years",
        low=18,
        high=40,
        prior=(24.5, 26.5),
        source="D26",
    )
    marriage_across: float = share(
        0.1,
        "Marriages across districts of a province, after which one of the two moves",
        prior=(0.0, 0.3),
        source="P30",
    )
    friend_loss: float = value(
        0.08,
        "Chance that a friendship ends in a year",
        unit="1/year",
        low=0,
        high=1,
        prior=(0.03, 0.2),
    )
    friend_age_gap: float = value(
        3.0,
        "Years that friends alike in age lie apart at most when they meet",
        unit="years",
        low=0,
        high=20,
        prior=(1, 6),
    )
    neighbour_loss: float = value(
        0.03,
        "Chance that neighbours who stay neighbours lose touch in a year",
        unit="1/year",
        low=0,
        high=1,
        prior=(0.01, 0.1),
    )
    work_loss: float = value(
        0.08,
        "Chance that colleagues or schoolmates part in a year, beside leaving school at 15",
        unit="1/year",
        low=0,
        high=1,
        prior=(0.03, 0.2),
    )
    market_loss: float = value(
        0.15,
        "Chance that a customer and a trader part in a year",
        unit="1/year",
        low=0,
        high=1,
        prior=(0.05, 0.4),
    )
    first_watching_age: float = value(
        6.0,
        "Age from which a child watches along",
        unit="years",
        low=0,
        high=15,
        prior=(3, 10),
    )
