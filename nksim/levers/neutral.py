"""The neutral value of each setting of each lever: that at which it leaves the Environment alone.

A factor is neutral at 1 and a rise at 0. A value towards which a lever moves a number is neutral
where it is that number already, whatever it is in that week and province: such a setting names the
field of the Environment. A lever with all settings neutral is the baseline bit for bit.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from nksim.levers.environment import Environment
from nksim.scenario.levers import LeverSettings

NEUTRAL: dict[str, dict[str, float | str]] = {
    "law": {
        "severity_factor_chinese": 1.0,
        "severity_factor_korean": 1.0,
        "sentence_factor": 1.0,
        "term_factor": 1.0,
        "bribe_factor": 1.0,
        "capacity_factor": 1.0,
        "spreading": 0.0,  # the larger counts
        "duty": 0.0,
        "risk_rise": 0.0,
    },
    "border_closure": {"supply_left": 1.0, "escape_left": 1.0},
    "searches": {"rate_factor": 1.0, "find_factor": 1.0},
    "informants": {
        "extra_share": 0.0,
        "reward": 0.0,
        "suspicion_rise": 0.0,
        "capacity_factor": 1.0,
    },
    "public_trials": {"publicity": "publicity", "attendance": "attendance"},
    "executions": {"execution_share": "execution_share"},
    "shaming_campaign": {
        "style_check_factor": 1.0,
        "stigma": 0.0,
        "campaign": 0.0,
        "suspicion_rise": 0.0,
        "risk_rise": 0.0,
    },
    "soft_content": {"appeal": "domestic_appeal", "trust_gain": 0.0},
    "confession_leniency": {"leniency": "leniency"},
    "device_control": {"player_factor": 1.0, "copy_factor": 1.0},
    "anti_corruption": {"bribe_factor": 1.0},
    "media_drive": {
        "drives_per_1000": 0.0,
        "korean_share": "drive_korean",
        "title_age_weeks": "drive_age",
    },
    "broadcast": {"reach": "radio_reach"},
}


def with_neutral(lever: LeverSettings, names: frozenset[str], before: Environment) -> Any:
    """The settings of a lever, those of these names neutral over the Environment before it."""
    given = {name: getattr(lever, name) for name in type(lever).model_fields}
    declared = NEUTRAL[given["lever"]]
    neutral = {name: _over(declared[name], before) for name in names}
    return SimpleNamespace(**given | neutral)


def _over(neutral: float | str, before: Environment) -> Any:
    return getattr(before, neutral) if isinstance(neutral, str) else neutral
