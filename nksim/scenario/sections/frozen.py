"""All sections of a scenario together."""

from __future__ import annotations

from pydantic import Field

from nksim.scenario.fields import Section
from nksim.scenario.sections.attitudes import Attitudes
from nksim.scenario.sections.behaviour import Behaviour
from nksim.scenario.sections.enforcement import Enforcement
from nksim.scenario.sections.life import Life
from nksim.scenario.sections.media import Media
from nksim.scenario.sections.network import Network
from nksim.scenario.sections.population import Population
from nksim.scenario.sections.run import Run
from nksim.scenario.sections.survey import Survey


class FrozenSections(Section):
    """All numeric sections of a scenario."""

    run: Run = Field(default_factory=Run, description="Weeks and seed")
    society: Population = Field(default_factory=Population, description="People and ties")
    network: Network | None = Field(
        default=None, description="A graph of your own instead of the built society's ties"
    )
    life: Life = Field(
        default_factory=Life, description="Births, deaths, marriages, and ties that change"
    )
    media: Media = Field(default_factory=Media, description="Titles, players, carriers")
    behaviour: Behaviour = Field(default_factory=Behaviour, description="What people do")
    enforcement: Enforcement = Field(
        default_factory=Enforcement, description="What the state does before any lever"
    )
    attitudes: Attitudes = Field(default_factory=Attitudes, description="What people feel")
    survey: Survey = Field(default_factory=Survey, description="Who escapes and is asked")
