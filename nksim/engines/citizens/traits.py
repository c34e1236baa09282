"""What citizens are from a society's columns."""

from __future__ import annotations

from typing import Any

from nksim.core.columns import AGE_BANDS, SEXES
from nksim.engines.state import cells_of
from nksim.society.society import Society

PLAIN = (
    "province",
    "district",
    "unit",
    "household",
    "urban",
    "border",
    "age",
    "woman",
    "songbun",
    "role",
    "wealth",
    "device_rank",
    "risk_aversion",
    "willingness",
    "trust_mean",
)


def traits_of(society: Society) -> list[dict[str, Any]]:
    """The traits of every citizen, in the society's order."""
    people = society.people
    columns = {name: getattr(people, name).tolist() for name in PLAIN}
    tastes = zip(people.taste_chinese.tolist(), people.taste_korean.tolist(), strict=True)
    columns["number"] = society.numbers.tolist()
    names = [society.name_of(i) for i in range(society.size)]
    columns |= {"taste": list(tastes), "cell": cells_of(people).tolist(), "name": names}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def traits_at(society: Society, place: int) -> dict[str, Any]:
    """The traits of the citizen at one place."""
    people = society.people
    traits: dict[str, Any] = {name: getattr(people, name)[place].item() for name in PLAIN}
    taste = (people.taste_chinese[place].item(), people.taste_korean[place].item())
    cell = (traits["province"] * len(AGE_BANDS) + traits["age"]) * len(SEXES) + traits["woman"]
    number = int(society.numbers[place])
    named = {"number": number, "name": society.name_of(place)}
    return traits | {"taste": taste, "cell": cell} | named
