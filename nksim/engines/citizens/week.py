"""The phases of a week in their order; policy comes before and observation after them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nksim.engines.citizens.phases.belief import belief
from nksim.engines.citizens.phases.contact import contact
from nksim.engines.citizens.phases.sanction import sanctions
from nksim.engines.citizens.phases.solitary import solitary
from nksim.engines.citizens.phases.supply import supply
from nksim.engines.citizens.phases.surveillance import surveillance
from nksim.engines.citizens.phases.witnessing import witnessing

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel

PHASES: tuple[Callable[[NKModel], None], ...] = (
    supply,
    contact,
    solitary,
    surveillance,
    sanctions,
    witnessing,
    belief,
)
