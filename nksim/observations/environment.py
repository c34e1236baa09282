"""The columns of the environment table: what the levers move, week by week and province by province."""

from __future__ import annotations

from nksim.core.columns import Column


def _number(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "float64", unit, meaning)


ENVIRONMENT = (
    _number(
        "import_chinese",
        "1/week",
        "Chance that a trader at the border imports a Chinese or other title",
    ),
    _number(
        "import_korean", "1/week", "Chance that a trader at the border imports a South Korean title"
    ),
    _number("openness", "share", "Imports that come through the border"),
    _number("escape_openness", "share", "Escapes that succeed"),
    _number("latency", "weeks", "Age of a title when it is imported"),
    _number(
        "drives",
        "1/week",
        "Chance that a citizen of a border district gets a delivery from outside",
    ),
    _number("drive_korean", "share", "Deliveries with South Korean titles"),
    _number("drive_age", "weeks", "Age of the titles delivered"),
    _number("radio_reach", "share", "People within reach who can tune in to foreign broadcasts"),
    _number(
        "domestic_appeal", "share", "Appeal of foreign titles that domestic television takes away"
    ),
    _number("players", "share", "Households with a usable player"),
    _number("copying", "factor", "Copying, times"),
    _number("severity_chinese", "share", "Perceived severity for Chinese and other titles"),
    _number("severity_korean", "share", "Perceived severity for South Korean titles"),
    _number("sentence", "factor", "Shares of labour and camp, times"),
    _number("labour_share", "share", "Sentences to labour training"),
    _number("camp_share", "share", "Sentences to a camp"),
    _number("execution_share", "share", "Sentences for distribution that are death"),
    _number("labour_weeks", "weeks", "Term of labour training"),
    _number("camp_weeks", "weeks", "Term in a camp"),
    _number("bribe_base", "share", "Chance that a bribe succeeds at median wealth"),
    _number("bribe_factor", "factor", "Success of bribes, times"),
    _number("search", "1/week", "Chance that a household is searched"),
    _number("find", "share", "Chance that a search finds a title of one holder"),
    _number("informants", "share", "Adults who report regularly, in addition"),
    _number("reward", "share", "Reward for a report, 0 to 1"),
    _number("campaign", "share", "Strength of the norm to report, 0 to 1"),
    _number("capacity", "1/week", "Cases followed up, per person"),
    _number("publicity", "share", "Chance that a sanction is carried out in public"),
    _number("attendance", "share", "Chance that a citizen of the district attends"),
    _number("style_check", "1/week", "Chance that someone with foreign style is stopped"),
    _number("stigma", "1/week", "Chance that shame makes a person drop the style"),
    _number("leniency", "share", "How fully those who confess are spared"),
    _number("risk_base", "share", "Perceived risk that nothing stirs"),
    _number("trust_gain", "share", "Rise of the mean to which regime trust is pulled"),
)
