"""Numbers given for each layer of ties: household, kin, friend, neighbour, work, market."""

from __future__ import annotations

from pydantic import Field

from nksim.scenario.fields import Section, value


class TiesPerCitizen(Section):
    """Mean number of ties a citizen has outside the household, by layer."""

    kin: float = value(2.0, "Relatives outside the household", unit="ties", low=0, high=50)
    friend: float = value(
        5.0, "Friends, alike in age and mostly of the district", unit="ties", low=0, high=50
    )
    neighbour: float = value(4.0, "Neighbours of the same unit", unit="ties", low=0, high=50)
    work: float = value(
        4.0, "Colleagues, or schoolmates of the same age", unit="ties", low=0, high=50
    )
    market: float = value(
        2.5, "Customers and suppliers; traders are the hubs", unit="ties", low=0, high=50
    )


class ByLayer(Section):
    """One number for each layer of ties."""

    household: float = Field(
        ge=0, le=1, description="Within the household", json_schema_extra={"unit": "share"}
    )
    kin: float = Field(
        ge=0, le=1, description="Relatives elsewhere", json_schema_extra={"unit": "share"}
    )
    friend: float = Field(ge=0, le=1, description="Friends", json_schema_extra={"unit": "share"})
    neighbour: float = Field(
        ge=0, le=1, description="Neighbours of the unit", json_schema_extra={"unit": "share"}
    )
    work: float = Field(
        ge=0, le=1, description="Work or school", json_schema_extra={"unit": "share"}
    )
    market: float = Field(ge=0, le=1, description="Market", json_schema_extra={"unit": "share"})
