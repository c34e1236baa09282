"""The codes that stand in columns: what a number in a citizen's row or an event means."""

from __future__ import annotations

CHINESE, KOREAN = 0, 1
HOUSEHOLD, KIN, FRIEND, NEIGHBOUR, WORK, MARKET = range(6)
CHILD, YOUNG, MIDDLE, OLD = range(4)
ORDINARY, TRADER, OFFICIAL, INFORMANT = range(4)
FREE, IN_LABOUR, IN_PRISON, IN_CAMP, DEAD, INFANT, ESCAPED = range(7)  # infants do not watch

NONE = -32768  # no title held, never watched: lies before every week

# Marks of a life, as bits: what surveys ask about.
SEARCHED, WITNESSED, PUNISHED, BRIBED = 1, 2, 4, 8
FASHION, SPEECH, COURTSHIP = 16, 32, 64  # fields of South Korean style, in the order of STYLES
WITNESSED_PEER = 128  # saw somebody of school age punished while of that age
STYLE = FASHION | SPEECH | COURTSHIP

# What a person did this week, as bits.
WATCHED_CHINESE, WATCHED_KOREAN, ALONE, LISTENED, HEARD, TOGETHER, TOLD_ON, GAVE = (
    1 << bit for bit in range(8)
)
WATCHED = WATCHED_CHINESE | WATCHED_KOREAN

# What decides whether a meeting can become a viewing, who may be stopped, whose term may end: bits.
HOLDER, PLAYER, UNFREE, STYLED, SERVING = 1, 2, 4, 8, 16

# Acts, from the lightest to the gravest; an accusation is act * 2 + origin + 1, and 0 is none.
ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_SPREAD, ACT_SELL = range(5)

# What follows an arrest.
BRIBE, CRITICISM, LABOUR, PRISON, CAMP, DEATH = range(1, 7)
