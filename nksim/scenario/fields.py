"""Declaring a number of a scenario: meaning, unit, allowed and plausible range, source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A part of a scenario: frozen, and it refuses keys it does not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True
    )


@dataclass(frozen=True)
class Note:
    """A plausible range and a source, given in a scenario file beside a number's value."""

    range: tuple[float, float] | None = None
    source: str | None = None


def value(
    default: float,
    meaning: str,
    *,
    unit: str,
    low: float,
    high: float,
    prior: tuple[float, float] | None = None,
    source: str = "assumed",
) -> Any:
    """Declare a number of a section.

    `low` and `high` bound what is allowed, `prior` what is plausible; `source` is a row id of the
    evidence or the word "assumed".
    """
    extra: dict[str, Any] = {"unit": unit, "source": source}
    if prior is not None:
        extra["prior"] = list(prior)
    return Field(default=default, ge=low, le=high, description=meaning, json_schema_extra=extra)


def share(
    default: float,
    meaning: str,
    *,
    prior: tuple[float, float] | None = None,
    source: str = "assumed",
) -> Any:
    """Declare a share or chance between 0 and 1."""
    return value(default, meaning, unit="share", low=0.0, high=1.0, prior=prior, source=source)


def weight(
    default: float,
    meaning: str,
    *,
    prior: tuple[float, float] | None = None,
    source: str = "assumed",
) -> Any:
    """Declare a coefficient on the log-odds scale."""
    return value(
        default, meaning, unit="log-odds", low=-20.0, high=20.0, prior=prior, source=source
    )
