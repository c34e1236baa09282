"""When the simulated weeks begin and end, and the seed of every draw."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from nksim.scenario.fields import Section


class Run(Section):
    """Which weeks are simulated, and with whose luck."""

    start: date = Field(
        default=date(1996, 1, 1), description="First day; the run starts in its ISO week"
    )
    until: date = Field(
        default=date(2026, 12, 31),
        description="Last day; the run ends with the last week begun by then",
    )
    seed: int = Field(
        default=1, ge=0, le=2**63 - 1, description="Seed of the society and of every draw"
    )

    @model_validator(mode="after")
    def _dates_are_in_order(self) -> Run:
        if self.until < self.start:
            raise ValueError(
                f"until={self.until} lies before start={self.start}; give a later date"
            )
        if (self.until - self.start).days > 80 * 366:
            raise ValueError(
                f"start={self.start} until={self.until} is longer than the 80 years "
                "allowed; shorten the run"
            )
        return self
