"""The model made plain by scenario values alone.

Rates go in, a scenario leaves that is a textbook contagion on a user's graph.

SI, SIS and SIR: a person is infected while holding a title. Everyone is willing beyond doubt, has a
player and copies whatever is watched, so a tie passes the title on with the chance that its ends
meet. Losing titles is recovery; a search that always finds, and a camp without end, is removal.
Traders at the border hold the first titles; from the second week on the border is closed.

Threshold: whoever watches is reported by a neighbour and punished, and each punished tie costs
regime trust. Trust is what keeps people from watching, so everyone has a number of punished ties at
which they follow: a cascade of defiance, once for each person.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import exp
from typing import Any

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import LAYERS, STYLES
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

START = date(2000, 1, 3)
STEEP = 20.0  # the largest weight on the log-odds scale
TRUST_STEP = 0.5  # regime trust that a punished tie costs: ten in log-odds
UNASKED = 1.0 / (
    1.0 + exp(STEEP * TRUST_STEP)
)  # chance a week to follow with one punished tie too few

GROWN = {
    "era_midpoint": 1990,
    "era_width": 0.1,
    "player_midpoint": 1990,
    "player_width": 0.1,
    "carrier_hiding": 0,
    "latency_weeks": 0,
    "radio_reach": 0,
}
WITHOUT_FEAR = {
    "risk_base": 0,
    "risk_seen": 0,
    "risk_deaths": 0,
    "risk_search": 0,
    "hearing_tie": 0,
    "hearing_public": 0,
    "hearing_search": 0,
    "suspicion_base": 0,
    "suspicion_seen": 0,
    "suspicion_told": 0,
    "suspicion_self": 0,
    "sanction_bond_loss": 0,
    "grievance": 0,
}
WITHOUT_DRIFT = {
    "knowledge_gain": 0,
    "knowledge_taste": 0,
    "attitude_effect": 0,
    "trust_pull": 0,
    "companion_pull": 0,
    "style_uptake": dict.fromkeys(STYLES, 0),
    "confession_share": 0,
    "trust_floor": 0,
}
KEPT = {"bond_return": 0, "complicity_loss": 0}  # ties stay as evenings together have left them
WITHOUT_STATE = {
    "search_rate": 0,
    "notice_chance": 0,
    "capacity": 0,
    "naming_chance": 0,
    "style_check": 0,
    "publicity": 0,
    "bribe_base": 0,
    "execution_share": 0,
    "camp_share": 0,
    "labour_share": 0,
    "report_base": -20,
}
NO_ROLES = {"trader_share": 0, "official_share": 0, "informant_share": 0}


FOLLOWED_WHEN_PUNISHED = {
    **WITHOUT_STATE,
    "notice_chance": 1,
    "report_base": STEEP,
    "report_trust": 0,
    "report_bond": 0,
    "report_complicity": 0,
    "capacity": 1000,
    "proof_chance": 1,
}


def contagion(
    weeks: int,
    transmission: float,
    *,
    recovery: float = 0.0,
    removal: float = 0.0,
    players: float = 1.0,
) -> Scenario:
    """SI, SIS (with recovery) or SIR (with removal), chances a week.

    `players` is the share of people who can catch it.

    In a week recovery comes first, then contact over every tie, then removal of whoever is
    infected, also since this week.
    """
    return _scenario(
        weeks,
        society={
            **NO_ROLES,
            "willingness_mean": STEEP,
            "willingness_spread": 0,
            "taste_chinese": 1,
            "border_district_share": 1,
        },
        media={
            **GROWN,
            "import_rate_chinese": 1,
            "import_rate_korean": 0,
            "nontrader_import_share": 0,
            "novelty_floor": 1,
            "title_loss": recovery,
            "copy_chance": 1,
            "player_top": players,
        },
        behaviour={
            "contact_rate": dict.fromkeys(LAYERS, transmission),
            **KEPT,
            "w_taste": STEEP,
            "w_loyalty": 0,
            "w_risk": 0,
            "solo_chance": 0,
        },
        enforcement={
            **WITHOUT_STATE,
            "search_rate": removal * WEEKS_PER_YEAR,
            "find_chance": 1,
            "camp_share": 1,
            "youth_factor": 1,
            "camp_weeks": 4000,
            "camp_limit": 4000,
        },
        attitudes={**WITHOUT_FEAR, **WITHOUT_DRIFT},
    )


def defiance(weeks: int) -> Scenario:
    """Threshold contagion: people follow once enough of their ties have been punished.

    How many are enough stands in their class.

    Hostile people (regime trust 0) follow of themselves, with even chance every week; wavering
    people (0.5) need one punished tie, core people (1.0) two. With one too few the log-odds are
    -10, and `UNASKED` a week follow all the same.
    """
    return _scenario(
        weeks,
        society={
            **NO_ROLES,
            "trader_share": 1,
            "willingness_mean": 0,
            "willingness_spread": 0,
            "border_district_share": 1,
            "trust_core": 1.0,
            "trust_wavering": TRUST_STEP,
            "trust_hostile": 0.0,
            "trust_spread": 0,
        },
        media={
            **GROWN,
            "import_rate_chinese": 1,
            "import_rate_korean": 0,
            "title_loss": 0,
            "player_top": 1,
        },
        behaviour={
            "contact_rate": dict.fromkeys(LAYERS, 0),
            **KEPT,
            "w_taste": 0,
            "w_bond": 0,
            "w_complicity": 0,
            "w_loyalty": STEEP,
            "w_risk": 0,
            "solo_chance": 1,
        },
        enforcement=FOLLOWED_WHEN_PUNISHED,
        attitudes={**WITHOUT_FEAR, **WITHOUT_DRIFT, "grievance": TRUST_STEP},
    )


def _scenario(weeks: int, **sections: dict[str, Any]) -> Scenario:
    closed = {
        "name": "closed-after-the-first-week",
        "lever": "border_closure",
        "from": START + timedelta(weeks=1),
        "supply_left": 0,
    }
    run = {"start": START, "until": START + timedelta(weeks=weeks - 1)}
    return load_scenario({"name": "known-answer", "run": run, **sections, "levers": [closed]})
