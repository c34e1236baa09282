"""What the state does before any lever: searches, reports, follow-up, sentences."""

from __future__ import annotations

from nksim.scenario.fields import Section, share, value, weight


class Enforcement(Section):
    """Searches, reports, follow-up and sentences before any lever."""

    severity_chinese: float = value(
        0.25,
        "Perceived severity of what the law threatens for Chinese and other titles",
        unit="share",
        low=0,
        high=5,
        prior=(0.1, 0.5),
    )
    severity_korean: float = value(
        0.5, "The same for South Korean titles", unit="share", low=0, high=5, prior=(0.2, 1.0)
    )
    search_rate: float = value(
        0.034,
        "Searches of a household a year",
        unit="1/year",
        low=0,
        high=20,
        prior=(0.018, 0.036),
        source="P8",
    )
    official_search: float = share(
        0.3, "Search rate of a household with an official, relative to others"
    )
    find_chance: float = share(
        0.1, "Chance that a search finds a title of one holder", prior=(0.02, 0.2)
    )
    report_base: float = weight(
        -7.0,
        "Log-odds that a witness reports, at zero trust, bond and complicity",
        prior=(-9.0, -5.0),
    )
    report_trust: float = weight(3.0, "Weight of regime trust in reporting", prior=(1.0, 5.0))
    report_informant: float = weight(2.0, "Being a regular informant", prior=(0.5, 4.0))
    report_reward: float = weight(1.5, "A reward of strength 1")
    report_campaign: float = weight(1.0, "A campaign of strength 1")
    report_bond: float = weight(3.0, "Weight of the bond, against reporting", prior=(1.0, 5.0))
    report_complicity: float = weight(
        4.0,
        "Weight of complicity, against reporting: whoever watched goes down too",
        prior=(0.0, 6.0),
    )
    notice_chance: float = value(
        0.004,
        "Chance that a neighbour notices a week with watching",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.001, 0.02),
    )
    capacity: float = value(
        0.2,
        "Cases followed up per 1,000 people and week",
        unit="1/1000/week",
        low=0,
        high=1000,
        prior=(0.05, 1.0),
    )
    proof_chance: float = share(
        0.1, "Chance that a case followed up ends in an arrest", prior=(0.03, 0.3)
    )
    naming_chance: float = share(
        0.05, "Chance that a person sanctioned names a companion of the tie", prior=(0.0, 0.2)
    )
    naming_threshold: float = share(0.3, "Complicity above which a companion can be named")
    bribe_base: float = share(
        0.85, "Chance that a bribe succeeds at median wealth", prior=(0.6, 0.9)
    )
    bribe_wealth: float = weight(2.0, "Weight of the wealth quantile in bribing")
    style_check: float = value(
        0.0005,
        "Chance that someone with foreign style is stopped in a week",
        unit="1/week",
        low=0,
        high=1,
    )
    labour_share: float = share(
        0.25,
        "Share of those sentenced for watching or holding who go to labour training; of "
        "the rest most are criticised",
    )
    camp_share: float = share(
        0.02, "Share of those sentenced for watching or holding who go to a camp"
    )
    distribution_factor: float = value(
        4.0, "By how much distribution raises these shares", unit="factor", low=1, high=50
    )
    korean_factor: float = value(
        2.0, "By how much a South Korean title raises them", unit="factor", low=1, high=50
    )
    youth_factor: float = value(0.6, "By how much youth lowers them", unit="factor", low=0, high=5)
    execution_share: float = value(
        0.002, "Share of sentences for distribution that are death", unit="share", low=0, high=1
    )
    labour_weeks: float = value(
        26.0, "Term of labour training", unit="weeks", low=1, high=1000, source="P34"
    )
    camp_weeks: float = value(260.0, "Term in a camp", unit="weeks", low=1, high=4000, source="P34")
    publicity: float = share(
        0.45, "Chance that a sanction is carried out in public", prior=(0.05, 0.7)
    )
    attendance: float = share(
        0.45, "Chance that a citizen of the district attends", prior=(0.1, 0.6), source="P38"
    )
