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
        -6.3,
        "Log-odds that a witness reports, at zero trust, bond and complicity",
        prior=(-8.0, -5.0),
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
        0.6,
        "Cases followed up per 1,000 people and week",
        unit="1/1000/week",
        low=0,
        high=1000,
        prior=(0.2, 2.0),
    )
    case_life_weeks: float = value(
        8.0,
        "Weeks after the last report in which a case lapses",
        unit="weeks",
        low=1,
        high=520,
        prior=(2, 52),
    )
    proof_chance: float = share(
        0.2, "Chance that a case followed up ends in an arrest", prior=(0.05, 0.4)
    )
    evidence_weeks: float = value(
        13.0,
        "Weeks in which there is evidence of having hosted a group or given a copy",
        unit="weeks",
        low=0,
        high=520,
        prior=(4, 52),
    )
    naming_chance: float = share(
        0.05, "Chance that a person sanctioned names a companion of the tie", prior=(0.0, 0.2)
    )
    naming_threshold: float = share(0.3, "Complicity above which a companion can be named")
    bribe_base: float = share(
        0.85, "Chance that a bribe succeeds at median wealth", prior=(0.6, 0.9)
    )
    bribe_wealth: float = weight(2.0, "Weight of the wealth quantile in bribing")
    bribe_relief: float = share(
        0.7, "Share of what an arrest costs that a bribe spares", prior=(0.4, 0.9)
    )
    style_check: float = value(
        0.0002,
        "Chance that someone with a field of foreign style is stopped for it in a week",
        unit="1/week",
        low=0,
        high=1,
    )
    labour_share: float = share(
        0.06,
        "Share of those sentenced for watching or holding who go to labour training",
        prior=(0.03, 0.25),
    )
    camp_share: float = share(
        0.004,
        "Share of those sentenced for watching or holding who go to a prison or a political camp",
        prior=(0.001, 0.02),
    )
    political_share: float = share(
        0.2, "Of these, share sent to a political camp", prior=(0.0, 0.5)
    )
    distribution_factor: float = value(
        3.0, "By how much distribution raises these shares", unit="factor", low=1, high=50
    )
    korean_factor: float = value(
        2.0, "By how much a South Korean title raises them", unit="factor", low=1, high=50
    )
    youth_factor: float = value(0.6, "By how much youth lowers them", unit="factor", low=0, high=5)
    execution_share: float = value(
        0.0005, "Share of sentences for distribution that are death", unit="share", low=0, high=1
    )
    labour_weeks: float = value(
        26.0, "Term of labour training", unit="weeks", low=1, high=1000, source="P34"
    )
    camp_weeks: float = value(
        260.0, "Term in a prison or a camp", unit="weeks", low=1, high=4000, source="P34"
    )
    labour_limit: float = value(
        52.0, "Longest term of labour training", unit="weeks", low=1, high=1000
    )
    camp_limit: float = value(
        782.0,
        "Longest term in a prison or a camp: fifteen years",
        unit="weeks",
        low=1,
        high=4000,
        source="P35",
    )
    publicity: float = share(
        0.45, "Chance that a sanction is carried out in public", prior=(0.05, 0.7)
    )
    attendance: float = share(
        0.45,
        "Chance that an adult who is called to a public sanction attends",
        prior=(0.1, 0.6),
        source="P38",
    )
    attendance_others: float = share(
        0.4, "Attendance of others in the district, relative to those who are called"
    )
    family_loss: float = share(
        0.0, "Standing that the family of somebody sent away loses: wealth, and all office"
    )
