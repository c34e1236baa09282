"""The numbers that the rules use every week and that no lever changes: one flat record, as kernels like it.

Names, units, ranges and sources are those of the scenario's sections; the record only takes them out of their nesting.
"""

from __future__ import annotations

from typing import NamedTuple


class Coefficients(NamedTuple):
    """Every number of a scenario that a rule needs; nksim.scenario says what each means.

    Numbers by kind (of what follows an arrest, of field of style) stand in one tuple.
    """

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
    risk_floor: float
    risk_threshold: float
    bond_gain: float
    complicity_gain: float
    refusal_loss: float
    bond_return: float
    complicity_loss: float
    solo_chance: float
    load_gain: float
    load_decay: float
    habit_rate: float
    group_size: float
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
    case_life_weeks: float
    evidence_weeks: float
    naming_chance: float
    naming_threshold: float
    bribe_wealth: float
    bribe_relief: float
    distribution_factor: float
    korean_factor: float
    youth_factor: float
    political_share: float
    labour_limit: float
    camp_limit: float
    attendance_others: float
    family_loss: float
    risk_base: float
    risk_seen: float
    risk_deaths: float
    risk_search: float
    risk_learning: float
    risk_forgetting: float
    public_reach: float
    memory_rate: float
    hearing_tie: float
    hearing_public: float
    hearing_search: float
    suspicion_base: float
    suspicion_seen: float
    suspicion_told: float
    suspicion_self: float
    suspicion_rate: float
    suspicion_ease: float
    sanction_bond_loss: float
    grievance: float
    knowledge_gain: float
    knowledge_loss: float
    knowledge_taste: float
    attitude_effect: float
    trust_floor: float
    trust_pull: float
    companion_pull: float
    style_older: float
    style_loss: float
    confession_share: float
    confession_pace: float
    odds_border: float
    odds_woman: float
    odds_korean: float
    odds_trader: float
    odds_young: float
    weight: tuple[float, ...]  # by what follows an arrest, from the bribe to death
    style_uptake: tuple[float, ...]  # by field of style
