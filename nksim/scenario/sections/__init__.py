"""The numbers of a scenario, a file a section.

Every key has a meaning, a unit, an allowed range and a source; the editor's schema, the template
and the parameter table of docs/model.md are made from them. To add a key, add a field to its
section.
"""

from nksim.scenario.sections.attitudes import Attitudes
from nksim.scenario.sections.behaviour import Behaviour
from nksim.scenario.sections.differences import Differences
from nksim.scenario.sections.enforcement import Enforcement
from nksim.scenario.sections.frozen import FrozenSections
from nksim.scenario.sections.layers import ByLayer, TiesPerCitizen
from nksim.scenario.sections.life import Life
from nksim.scenario.sections.media import Media
from nksim.scenario.sections.network import Network
from nksim.scenario.sections.population import Population
from nksim.scenario.sections.run import Run
from nksim.scenario.sections.survey import Survey

__all__ = [
    "Attitudes",
    "Behaviour",
    "ByLayer",
    "Differences",
    "Enforcement",
    "FrozenSections",
    "Life",
    "Media",
    "Network",
    "Population",
    "Run",
    "Survey",
    "TiesPerCitizen",
]
