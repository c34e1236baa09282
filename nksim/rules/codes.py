"""The codes that stand in columns: what a number in a citizen's row or an event means."""

from __future__ import annotations

CHINESE, KOREAN = 0, 1
HOUSEHOLD, KIN, FRIEND, NEIGHBOUR, WORK, MARKET = range(6)
CHILD, YOUNG, MIDDLE, OLD = range(4)
ORDINARY, TRADER, OFFICIAL, INFORMANT = range(4)
FREE, DETAINED, DEAD = range(3)

NONE = -32768  # no title held, never watched: lies before every week

# Marks of a life, as bits: what surveys ask about.
SEARCHED, WITNESSED, PUNISHED, BRIBED, STYLE = 1, 2, 4, 8, 16

# What a person did this week, as bits.
WATCHED_CHINESE, WATCHED_KOREAN, ALONE, LISTENED, HEARD = 1, 2, 4, 8, 16
WATCHED = WATCHED_CHINESE | WATCHED_KOREAN

# What decides whether a meeting can become a viewing and whether someone may be stopped, as bits.
HOLDER, PLAYER, UNFREE, STYLED = 1, 2, 4, 8

# Acts, from the lightest to the gravest; an accusation is act * 2 + origin + 1, and 0 is none.
ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_DISTRIBUTE = range(4)

# Sanctions.
BRIBE, CRITICISM, LABOUR, CAMP, DEATH = range(1, 6)
