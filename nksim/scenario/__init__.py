"""Scenarios: the schema, reading files and overrides, and what is said of them."""

from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

__all__ = ["Scenario", "load_scenario"]
