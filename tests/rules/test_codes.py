"""The numbers that stand in stored columns."""

from __future__ import annotations

from nksim.rules import codes


def test_codes__are_those_that_stored_states_hold() -> None:
    """Columns of saved states and events hold these numbers: none may change its meaning."""
    assert {name: code for name, code in vars(codes).items() if name.isupper()} == {
        **{"CHINESE": 0, "KOREAN": 1},
        **{"HOUSEHOLD": 0, "KIN": 1, "FRIEND": 2, "NEIGHBOUR": 3, "WORK": 4, "MARKET": 5},
        **{"CHILD": 0, "YOUNG": 1, "MIDDLE": 2, "OLD": 3},
        **{"ORDINARY": 0, "TRADER": 1, "OFFICIAL": 2, "INFORMANT": 3},
        **{
            "FREE": 0,
            "IN_LABOUR": 1,
            "IN_PRISON": 2,
            "IN_CAMP": 3,
            "DEAD": 4,
            "INFANT": 5,
            "ESCAPED": 6,
            "NONE": -32768,
        },
        **{"SEARCHED": 1, "WITNESSED": 2, "PUNISHED": 4, "BRIBED": 8},
        **{"FASHION": 16, "SPEECH": 32, "COURTSHIP": 64, "STYLE": 112, "WITNESSED_PEER": 128},
        **{"WATCHED_CHINESE": 1, "WATCHED_KOREAN": 2, "WATCHED": 3},
        **{"ALONE": 4, "LISTENED": 8, "HEARD": 16, "TOGETHER": 32, "TOLD_ON": 64, "GAVE": 128},
        **{"HOLDER": 1, "PLAYER": 2, "UNFREE": 4, "STYLED": 8, "SERVING": 16},
        **{"ACT_STYLE": 0, "ACT_WATCH": 1, "ACT_HOLD": 2, "ACT_SPREAD": 3, "ACT_SELL": 4},
        **{"BRIBE": 1, "CRITICISM": 2, "LABOUR": 3, "PRISON": 4, "CAMP": 5, "DEATH": 6},
    }
