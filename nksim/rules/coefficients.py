"""The numbers that the rules use every week and that no lever changes: one flat record, as kernels like it.

Names, units, ranges and sources are those of the scenario's sections; the record only takes them out of their nesting.
"""

from __future__ import annotations

from typing import NamedTuple


class Coefficients(NamedTuple):
    """Every number of a scenario that a rule needs; see nksim.scenario.sections for meaning, unit and source."""

    novelty_weeks: float
    novelty_floor: float
    title_loss: float
    copy_chance: float
    nontrader_import_share: float
    listen_chance: float
    w_taste: float
    w_bond: float
    w_complicity: float
    w_profit: float
    w_loyalty: float
    w_risk: float
    w_betrayal: float
    risk_floor: float
    bond_gain: float
    complicity_gain: float
    refusal_loss: float
    solo_chance: float
    load_gain: float
    load_decay: float
    habit_rate: float
    official_search: float
    report_base: float
    report_trust: float
    report_informant: float
    report_reward: float
    report_campaign: float
    report_bond: float
    report_complicity: float
    notice_chance: float
    proof_chance: float
    naming_chance: float
    naming_threshold: float
    bribe_wealth: float
    distribution_factor: float
    korean_factor: float
    youth_factor: float
    risk_forgetting: float
    risk_safe: float
    hearing_tie: float
    hearing_public: float
    sanction_bond_loss: float
    grievance: float
    attitude_effect: float
    trust_floor: float
    trust_pull: float
    companion_pull: float
    style_gain: float
    style_loss: float
    confession_rate: float
    odds_border: float
    odds_woman: float
    odds_korean: float
    odds_trader: float
    odds_young: float
