"""The commented scenario file that `nksim new` writes for a person to go on from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nksim.scenario.catalogue import Leaf, default_scenario, in_words, scenario_leaves
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.quantities import value_at
from nksim.scenario.sections import FrozenSections

MOST_USED = (
    "run.start",
    "run.until",
    "run.seed",
    "society.size",
    "society.district_size",
    "society.trader_share",
    "society.informant_share",
    "society.ties.friend",
    "society.ties.market",
    "life.enabled",
    "life.growth",
    "life.friend_loss",
    "media.import_rate_chinese",
    "media.import_rate_korean",
    "media.copy_chance",
    "media.novelty_weeks",
    "media.title_loss",
    "behaviour.w_taste",
    "behaviour.w_bond",
    "behaviour.w_risk",
    "behaviour.bond_gain",
    "behaviour.complicity_gain",
    "behaviour.complicity_loss",
    "enforcement.severity_chinese",
    "enforcement.severity_korean",
    "enforcement.search_rate",
    "enforcement.find_chance",
    "enforcement.capacity",
    "enforcement.bribe_base",
    "attitudes.risk_base",
    "attitudes.risk_seen",
    "attitudes.suspicion_base",
    "attitudes.suspicion_seen",
    "attitudes.suspicion_ease",
    "attitudes.grievance",
    "attitudes.attitude_effect",
    "survey.odds_border",
    "survey.odds_woman",
    "survey.odds_korean",
)
_SECTIONS = ("run", "society", "life", "media", "behaviour", "enforcement", "attitudes", "survey")
_HEAD = """\
# yaml-language-server: $schema=nksim.schema.json
#
# A scenario: one world and its policies. What is left out keeps the model's value; `nksim show`
# lists every key. A number may also be written with a plausible range and its source,
# {value: 0.3, range: [0.1, 0.5], source: P25}, where the source is a row of `nksim evidence` or
# the word assumed. `nksim check` finds mistakes before anything runs.

# extends: nksim:history     # start from another file and write only what differs
# without: [new-law]         # levers of that file to leave out
"""
_LEVERS = """\
# Policies with their dates, applied in this order. Each has name, lever and from; until,
# ramp_weeks, provinces and strength (0 to 1) may follow, then its own settings: `nksim levers`
# lists them. The levers:
{kinds}
levers:
  - {{name: new-law, lever: law, from: 2020-12-04, strength: 1.0, ramp_weeks: 8}}
  # - name: closed-border
  #   lever: border_closure
  #   from: 2020-01-22
  #   until: 2023-08-26
  #   provinces: [Ryanggang, North Hamgyong]
"""
_NETWORK = """\
# A graph of your own in place of the built ties: a file beside this one, or a networkx generator
# with its arguments. With `weight: bond` the weights of its edges, 0 to 1, are bonds.
# network: {file: people.graphml}  # or .gexf, .gml, .net, .csv, .txt
# network: {generator: watts_strogatz_graph, n: 1000, k: 10, p: 0.1}
"""


def template(name: str) -> str:
    """A scenario of this name with the keys changed most, each with meaning, unit and range."""
    opening = (
        f"{_HEAD}\nname: {json.dumps(name)}\n"
        'description: "One sentence on the question this scenario asks."\n'
    )
    sections = "\n".join("\n".join(_section(section)) + "\n" for section in _SECTIONS)
    kinds = "\n".join(
        f"#   {kind:<20}{_first_sentence(settings.__doc__)}"
        for kind, settings in LEVER_SETTINGS.items()
    )
    return f"{opening}\n{sections}\n{_NETWORK}\n{_LEVERS.format(kinds=kinds)}"


def _section(section: str) -> Iterator[str]:
    yield f"# {FrozenSections.model_fields[section].description}"
    yield f"{section}:"
    group = ""
    for key in (key for key in MOST_USED if key.startswith(f"{section}.")):
        inner = key.split(".")[1:-1]
        if inner and inner[0] != group:
            group = inner[0]
            yield f"  {group}:"
        yield _line(key, scenario_leaves()[key], "    " if inner else "  ")


def _line(key: str, leaf: Leaf, indent: str) -> str:
    written = f"{indent}{key.rpartition('.')[2]}: {_written(value_at(default_scenario(), key))}"
    return f"{written:<34}# {leaf.meaning} ({_limits(leaf)})"


def _limits(leaf: Leaf) -> str:
    if leaf.low is None or leaf.high is None:
        return leaf.allowed
    plausible = (
        f", plausibly {in_words(leaf.prior[0])} to {in_words(leaf.prior[1])}" if leaf.prior else ""
    )
    return f"{leaf.unit + ', ' if leaf.unit else ''}{leaf.allowed}{plausible}"


def _written(given: Any) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    return f"{given:.15g}" if isinstance(given, float) else str(given)


def _first_sentence(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]
