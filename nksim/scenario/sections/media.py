"""How titles come in, age and are lost, and on what they are played."""

from __future__ import annotations

from nksim.scenario.fields import Section, share, value


class Media(Section):
    """How titles come in, age, are lost, and on what they are played."""

    import_rate_chinese: float = share(
        0.05,
        "Chance that a trader at the border imports a Chinese or other title in a week, "
        "border open, markets grown",
        prior=(0.01, 0.15),
    )
    import_rate_korean: float = share(0.03, "The same for South Korean titles", prior=(0.005, 0.1))
    nontrader_import_share: float = share(
        0.03,
        "Import rate of an ordinary person at the border, relative to a trader's",
        prior=(0.0, 0.1),
    )
    era_midpoint: float = value(
        2003.0,
        "Year in which half the growth of markets and players was reached",
        unit="year",
        low=1990,
        high=2020,
        prior=(2000, 2006),
    )
    era_width: float = value(
        1.5, "Width of that growth", unit="years", low=0.1, high=10, prior=(0.8, 3.0)
    )
    latency_weeks: float = value(
        8.0,
        "Age of a title when it is imported",
        unit="weeks",
        low=0,
        high=200,
        prior=(3, 26),
        source="P25",
    )
    novelty_weeks: float = value(
        60.0,
        "Age at which a title has lost 63% of what novelty gives it",
        unit="weeks",
        low=1,
        high=1000,
        prior=(20, 150),
    )
    novelty_floor: float = share(0.35, "Appeal that even an old title keeps", prior=(0.1, 0.6))
    title_loss: float = value(
        0.015,
        "Chance that a holder loses, sells or breaks the titles of an origin in a week",
        unit="1/week",
        low=0,
        high=1,
        prior=(0.005, 0.04),
    )
    copy_chance: float = share(
        0.3, "Chance that a guest with a player copies what was watched", prior=(0.1, 0.6)
    )
    player_top: float = share(
        0.80, "Households that have a player in the end", prior=(0.6, 0.95), source="P20"
    )
    player_midpoint: float = value(
        2004.0,
        "Year in which half of these had one",
        unit="year",
        low=1990,
        high=2025,
        prior=(2001, 2009),
        source="P17",
    )
    player_width: float = value(
        2.0, "Width of the spread of players", unit="years", low=0.1, high=10
    )
    carrier_midpoint: float = value(
        2013.0,
        "Year in which half of the titles had moved from discs to USB sticks and cards",
        unit="year",
        low=1990,
        high=2030,
        source="P21",
    )
    carrier_width: float = value(2.0, "Width of that move", unit="years", low=0.1, high=10)
    carrier_hiding: float = share(
        0.4, "By how much sticks and cards lower the chance of being found", prior=(0.1, 0.7)
    )
    radio_reach: float = share(
        0.0,
        "People within reach who own a set for foreign broadcasts, without a broadcast lever",
        source="P22",
    )
    listen_chance: float = share(
        0.5, "Chance that such a person, if fully willing, listens in a week"
    )
