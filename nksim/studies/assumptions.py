"""What nobody can know: other assumptions about how people and state work.

A study can be made again under each of them.

Each is a set of values over every scenario of the study. A policy whose rank depends on them is not
known to be better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nksim.core.checks import checked_choice
from nksim.core.errors import InputError, ScenarioError
from nksim.scenario.loading import load_scenario
from nksim.studies.study import Study

AS_IT_IS = "as assumed"


@dataclass(frozen=True)
class Assumption:
    """One assumption: its name, what it means, and the values that make it."""

    name: str
    meaning: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def over(self, study: Study) -> Study:
        """The study under this assumption; InputError if one of its scenarios cannot take it."""
        try:
            changed = [load_scenario(scenario, self.values) for scenario in study.scenarios]
        except ScenarioError as error:
            raise InputError(
                f"assumption={self.name} does not fit study={study.name}:\n{error}"
            ) from None
        return replace(study, baseline=changed[0], alternatives=tuple(changed[1:]))


ASSUMPTIONS = (
    Assumption(AS_IT_IS, "the scenarios as they are written"),
    Assumption(
        "watching lowers trust",
        "what is known of the outside lowers trust in the regime",
        {"attitudes.attitude_effect": 0.006},
    ),
    Assumption(
        "watching changes no trust",
        "what is known of the outside leaves trust in the regime as it is",
        {"attitudes.attitude_effect": 0.0},
    ),
    Assumption(
        "watching raises trust",
        "watching is an escape that lets people bear the regime",
        {"attitudes.attitude_effect": -0.004},
    ),
    Assumption("fear only", "punishment is feared and not resented", {"attitudes.grievance": 0.0}),
    Assumption(
        "grievance, less fear",
        "punishment is resented more, and word of it frightens half as much",
        {
            "attitudes.grievance": 0.1,
            "attitudes.hearing_tie": 0.125,
            "attitudes.hearing_public": 0.03,
        },
    ),
    Assumption(
        "no complicity",
        "having watched together binds nobody and silences nobody",
        {
            "behaviour.w_complicity": 0.0,
            "behaviour.complicity_gain": 0.0,
            "enforcement.report_complicity": 0.0,
        },
    ),
    Assumption(
        "a threshold",
        "threats below a third deter nobody",
        {"behaviour.risk_threshold": 0.3},
    ),
    Assumption("one origin", "only South Korean media come in", {"media.import_rate_chinese": 0.0}),
)


def assumptions_named(names: Sequence[str] | None = None) -> tuple[Assumption, ...]:
    """The assumptions of these names, or all but the one that the scenarios are written with.

    Raises InputError for a name that there is not.
    """
    others = {one.name: one for one in ASSUMPTIONS if one.name != AS_IT_IS}
    if names is None:
        return tuple(others.values())
    for name in names:
        checked_choice(name, name="assumptions", allowed=others)
    return tuple(others[name] for name in names)
