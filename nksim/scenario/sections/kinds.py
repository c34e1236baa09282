"""Numbers that differ by kind: by what follows an arrest, by field of South Korean style."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from nksim.scenario.fields import Section


def _weight_of(kind: str) -> Any:
    return Field(ge=0, le=20, description=kind, json_schema_extra={"unit": "factor"})


class ByConsequence(Section):
    """How frightening it is to see or hear of what followed an arrest; labour training is 1."""

    bribe: float = _weight_of("Bought off")
    criticism: float = _weight_of("Criticism session")
    labour: float = _weight_of("Labour training")
    prison: float = _weight_of("Ordinary prison camp")
    camp: float = _weight_of("Political prison camp")
    death: float = _weight_of("Death")


def _gain_of(field: str, prior: list[float], source: str = "assumed") -> Any:
    about: dict[str, Any] = {"unit": "1/week", "prior": prior, "source": source}
    return Field(ge=0, le=1, description=field, json_schema_extra=about)


class ByStyle(Section):
    """Chances a week of a young viewer who knows all of the outside, by field of style."""

    fashion: float = _gain_of("Hair and clothes", [0.05, 0.5], "C15")
    speech: float = _gain_of("Words, accent and song", [0.05, 0.6], "C16")
    courtship: float = _gain_of("Ways of courtship", [0.0, 0.3])
