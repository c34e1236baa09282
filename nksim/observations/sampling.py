"""Sampling error of a survey: what so many interviews find, each a draw of its own.

Each question of each cohort owns its key, so that a question more leaves the answers to all others
as they were.
"""

from __future__ import annotations

import zlib

from nksim.core.draws import Purpose, count_below, stream


def draw_share(seed: int, question: str, share: float, interviews: int) -> float:
    """The share that so many interviews would find where the true share is `share`."""
    key = stream(seed, Purpose.SURVEY, zlib.crc32(question.encode()))
    return count_below(key, interviews, share) / interviews
