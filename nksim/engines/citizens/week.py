"""The phases of a week in their order, by name, as citizens live them; policy comes before."""

from __future__ import annotations

from collections.abc import Callable

from nksim.engines.citizens.community import Community
from nksim.engines.citizens.phases.belief import belief
from nksim.engines.citizens.phases.contact import contact
from nksim.engines.citizens.phases.escape import escape
from nksim.engines.citizens.phases.observation import observation
from nksim.engines.citizens.phases.sanction import sanction
from nksim.engines.citizens.phases.solitary import solitary
from nksim.engines.citizens.phases.supply import supply
from nksim.engines.citizens.phases.surveillance import surveillance
from nksim.engines.citizens.phases.witnessing import witnessing
from nksim.engines.citizens.world import World

Phase = Callable[[Community, World], None]
WEEK: tuple[Phase, ...] = (
    supply,
    contact,
    solitary,
    surveillance,
    sanction,
    witnessing,
    escape,
    belief,
    observation,
)
