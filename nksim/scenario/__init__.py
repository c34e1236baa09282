"""Text becomes a frozen Scenario: the schema, reading with places, overrides, identity and the words for all of these."""

from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

__all__ = ["Scenario", "load_scenario"]
